import { execFileSync, spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'

/** A running PostgreSQL of its own, with nothing in it; `socket` is the folder of its socket. */
export type Cluster = { readonly socket: string; readonly stop: () => Promise<void>; /** Stops it at once, as if its machine lost power, awaits something, and starts it again. */ readonly down: (meanwhile: () => Promise<void>) => Promise<void> }

/** What to do where PostgreSQL is missing. */
export const POSTGRES_MISSING = 'PostgreSQL was not found: its tests are left out. To run them: apt-get install -y postgresql'

/**
 * Makes and runs a cluster below $1, prints "ready", and stops and removes it when its standard input ends: that happens in whatever way its starter ends.
 * On a pipe that nobody reads any more, writing must not end the script before it has cleaned up.
 */
const KEEPER = `
trap '' PIPE
folder=$1 bin=$2 fsync=$3
"$bin/initdb" -D "$folder/data" -U postgres -A trust -E UTF8 --locale=C -N >"$folder/log" 2>&1 &&
"$bin/postgres" -D "$folder/data" -k "$folder" -c listen_addresses= -c fsync=$fsync -c max_connections=200 >>"$folder/log" 2>&1 &
server=$! tries=0
until grep -qs '^ready' "$folder/data/postmaster.pid"; do
  kill -0 $server 2>/dev/null && [ "$tries" -lt 600 ] || { cat "$folder/log"; kill $server 2>/dev/null; rm -rf "$folder"; exit 1; }
  tries=$((tries + 1))
  sleep 0.1
done
echo ready
cat >/dev/null
kill -INT "$(head -1 "$folder/data/postmaster.pid")"
wait $server
rm -rf "$folder"
`

/** The folder of PostgreSQL's programs: that on the path, or the newest of Debian's package; null where there is none. */
export function findPostgres(): string | null {
  const onPath = (process.env['PATH'] ?? '').split(delimiter).find((folder) => folder !== '' && existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))
  if (onPath !== undefined) return onPath
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql') : []
  const newest = versions.sort((one, other) => Number(other) - Number(one)).find((version) => existsSync(`/usr/lib/postgresql/${version}/bin/initdb`))
  return newest === undefined ? null : `/usr/lib/postgresql/${newest}/bin`
}

/** Starts a cluster that ends with this process, however that ends. It waits for no disk unless it is to be `durable`, as where that is measured. Rejects with PostgreSQL's own words where it does not start. */
export async function startCluster(programs: string, durable = false): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'capstone-coach-postgres-'))
  const owner = otherUser()
  if (owner !== null) chownSync(folder, owner.uid, owner.gid)
  // In a group of its own: an interrupt at the terminal must not end it before it has cleaned up.
  const keeper = spawn('/bin/sh', ['-c', KEEPER, 'keeper', folder, programs, durable ? 'on' : 'off'], { stdio: ['pipe', 'pipe', 'ignore'], detached: true, cwd: '/', ...owner })
  const ended = new Promise<void>((resolve) => { keeper.on('close', () => { resolve() }) })
  await untilReady(keeper)
  keeper.unref()
  const control = (...words: readonly string[]): void => {
    execFileSync(join(programs, 'pg_ctl'), ['-D', join(folder, 'data'), '-w', ...words], { stdio: 'ignore', cwd: '/', ...owner })
  }
  return {
    socket: folder,
    down: async (meanwhile) => {
      control('-m', 'immediate', 'stop')
      await meanwhile()
      control('-l', join(folder, 'log'), '-o', `-k ${folder} -c listen_addresses= -c fsync=off`, 'start')
    },
    stop: async () => {
      // A script that has nothing else to do by now would end before it.
      keeper.ref()
      keeper.stdin?.end()
      await ended
    },
  }
}

function untilReady(keeper: ChildProcess): Promise<void> {
  let output = ''
  return new Promise((resolve, reject) => {
    keeper.stdout?.on('data', (part: Buffer) => {
      output += part.toString()
      if (output.startsWith('ready')) resolve()
    })
    keeper.on('error', reject)
    keeper.on('close', () => { reject(new Error(`PostgreSQL did not start: ${output}`)) })
  })
}

/** PostgreSQL refuses to run as root: then it runs as its own user, or as nobody. */
function otherUser(): { readonly uid: number; readonly gid: number } | null {
  if (process.getuid?.() !== 0) return null
  const users = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  const user = users.find(([name]) => name === 'postgres') ?? users.find(([name]) => name === 'nobody')
  return { uid: Number(user?.[2]), gid: Number(user?.[3]) }
}
