import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { env } from 'node:process'
import { printable } from '../flow/printable.ts'

/** Where a git command runs: `folder` is the git directory; `workTree` only for what looks at files on disk; `objects` where they lie elsewhere. */
export type GitPlace = { readonly folder: string; readonly workTree?: string; readonly objects?: string }

export type GitResult =
  | { readonly ok: true; readonly output: Buffer }
  /** `says` is git's first line about it, safe to print; `missing` when there is no git program. */
  | { readonly ok: false; readonly says: string; readonly missing: boolean }

/** More than any listing of a repository that can be judged. */
const LARGEST_OUTPUT = 128 * 1024 * 1024
const LONGEST_MESSAGE = 4000

/** Settings that keep git from running what a repository's own configuration names, and from reaching a network. */
const SETTINGS = ['core.fsmonitor=false', 'core.hooksPath=/dev/null', 'core.untrackedCache=false', 'protocol.allow=never', 'safe.directory=*', 'core.quotePath=false', 'gc.auto=0']

/** What a command is given besides: settings that come after ours, variables (secrets too: only this user reads them), and whether it starts a process group, which can be ended as one. */
export type GitMeans = { readonly settings?: readonly string[]; readonly variables?: Readonly<Record<string, string>>; readonly inherits?: (name: string) => boolean; readonly group?: boolean }

/** Starts a git command with nothing of the person's own configuration; without further means it reads, and reaches no network. The caller ends the process. */
export function startGit(place: GitPlace, words: readonly string[], { settings = [], variables = {}, inherits = () => true, group = false }: GitMeans = {}): ChildProcessWithoutNullStreams {
  const options = ['--no-replace-objects', '--no-optional-locks', '--literal-pathspecs', `--git-dir=${place.folder}`]
  if (place.workTree !== undefined) options.push(`--work-tree=${place.workTree}`)
  // git's own variables of a surrounding hook would point it elsewhere; the rest is needed to find the program.
  const inherited = Object.entries(env).filter(([name]) => !name.toUpperCase().startsWith('GIT_') && inherits(name))
  return spawn('git', [...options, ...[...SETTINGS, ...settings].flatMap((setting) => ['-c', setting]), ...words], {
    detached: group,
    ...(place.workTree === undefined ? {} : { cwd: place.workTree }),
    env: {
      ...Object.fromEntries(inherited), ...(place.objects === undefined ? {} : { GIT_OBJECT_DIRECTORY: place.objects }), LC_ALL: 'C',
      GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null', GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_NO_REPLACE_OBJECTS: '1', GIT_OPTIONAL_LOCKS: '0',
      ...variables,
    },
  })
}

/** What version of git there is, null where there is none. */
export async function gitVersion(): Promise<string | null> {
  const asked = await runGit({ folder: '.' }, ['--version'])
  return asked.ok ? printable(/[\d.]+/.exec(asked.output.toString())?.[0] ?? '') : null
}

/** Runs a git command to its end. Never rejects. */
export function runGit(place: GitPlace, words: readonly string[]): Promise<GitResult> {
  return new Promise((resolve) => {
    const child = startGit(place, words)
    const chunks: Buffer[] = []
    let size = 0
    let message = ''
    child.on('error', (error) => {
      resolve({ ok: false, says: printable(error.message), missing: 'code' in error && error.code === 'ENOENT' })
    })
    child.stdin.on('error', ignore).end()
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > LARGEST_OUTPUT) {
        message = 'its answer is too long'
        child.kill('SIGKILL')
      } else {
        chunks.push(chunk)
      }
    })
    child.stderr.on('data', (chunk: Buffer) => { if (message.length < LONGEST_MESSAGE) message += chunk.toString() })
    child.on('close', (code) => {
      resolve(code === 0 ? { ok: true, output: Buffer.concat(chunks) } : { ok: false, says: printable(message), missing: false })
    })
  })
}

function ignore(): void {
  // The process's own end tells more than a broken pipe does.
}
