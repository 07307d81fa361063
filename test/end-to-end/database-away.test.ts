import { execFileSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished, vi } from 'vitest'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import { NAME, stageApp, verdictOn, WAIT } from '../support/app-stage.ts'
import { builtForFile, LONG, temporaryFolder, type AppProcess } from '../support/built-app.ts'
import { findPostgres, startCluster } from '../support/postgres-cluster.ts'

const built = builtForFile()
const programs = findPostgres()
const PRLIMIT = '/usr/bin/prlimit'

/** Pushes to a branch of its own, and ends when GitHub has tried to tell of it; gives the commit and with which status the App answered. */
async function pushed(sandbox: Sandbox, branch: string): Promise<{ readonly commit: string; readonly statuses: ReadonlySet<number> }> {
  const before = sandbox.deliveries().length
  const commit = await sandbox.push(NAME, branch, { files: { [`${branch}.md`]: `# ${branch}\n` }, actor: 'maria' })
  await sandbox.settled()
  return { commit, statuses: new Set(sandbox.deliveries().slice(before).map(({ statusCode }) => statusCode)) }
}

async function judged(sandbox: Sandbox, commit: string): Promise<void> {
  await vi.waitFor(() => { expect(verdictOn(sandbox, commit)).toMatchObject({ status: 'completed', conclusion: 'neutral' }) }, WAIT)
}

/** What `/readyz` says: its status, and of the database. */
async function readiness(app: AppProcess): Promise<readonly [number, boolean | undefined]> {
  const answer = await fetch(`${app.url}/readyz`)
  const { checks } = await answer.json() as { readonly checks: Readonly<Record<string, { readonly ok: boolean }>> }
  return [answer.status, checks['database']?.ok]
}

/** What nobody could store is asked for again at the next start, or within five minutes. */
async function caughtUp(sandbox: Sandbox, app: AppProcess, start: () => Promise<AppProcess>, commit: string): Promise<void> {
  expect(await app.signal('SIGTERM')).toMatchObject({ code: 0 })
  await start()
  await judged(sandbox, commit)
}

it.skipIf(programs === null)('an App whose PostgreSQL is stopped at once and started again tells so, lives on, works on, and asks for what it could not store', async () => {
  const cluster = await startCluster(programs ?? '')
  onTestFinished(() => cluster.stop())
  const { sandbox, start } = await stageApp(built.folder)
  const begin = (): Promise<AppProcess> => start({ DATABASE_URL: `postgres://postgres@${encodeURIComponent(cluster.socket)}/postgres` })
  const app = await begin()
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
  sandbox.installApp('octo-org', 'all')
  // It is stopped in the middle of this one's work.
  const first = await pushed(sandbox, 'main')
  let missed = { commit: '', statuses: new Set<number>() as ReadonlySet<number> }
  await cluster.down(async () => {
    missed = await pushed(sandbox, 'missed')
    expect(await readiness(app)).toEqual([503, false])
  })
  expect([...first.statuses, ...missed.statuses]).toEqual([202, 503])
  await judged(sandbox, first.commit)
  const next = await pushed(sandbox, 'next')
  expect([...next.statuses]).toEqual([202])
  await judged(sandbox, next.commit)
  await caughtUp(sandbox, app, begin, missed.commit)
}, 5 * LONG)

it.skipIf(!existsSync(PRLIMIT))('an App whose disk is full answers 503, lives on, works on once there is room, and asks for what it could not store', async () => {
  const data = temporaryFolder()
  const { sandbox, start } = await stageApp(built.folder)
  const begin = (): Promise<AppProcess> => start({ DATA_DIR: data })
  const app = await begin()
  /** No file of the process may grow beyond this, as on a full disk: writing fails, and nothing else. */
  const room = (bytes: number | 'unlimited'): void => { execFileSync(PRLIMIT, [`--pid=${app.pid}`, `--fsize=${bytes}:unlimited`]) }
  await sandbox.createRepository(NAME, { files: { 'app.py': 'A = 1\n' }, actor: 'maria' })
  sandbox.installApp('octo-org', 'all')
  const first = await pushed(sandbox, 'main')
  await judged(sandbox, first.commit)
  room(statSync(join(data, 'capstone-coach.db')).size)
  // What the log of the database has room for is stored still.
  const missed = await vi.waitFor(async () => {
    const one = await pushed(sandbox, `missed-${sandbox.deliveries().length}`)
    expect([...one.statuses]).toEqual([503])
    return one
  }, WAIT)
  expect((await fetch(`${app.url}/healthz`)).status).toBe(200)
  room('unlimited')
  const next = await pushed(sandbox, 'next')
  expect([...next.statuses]).toEqual([202])
  await judged(sandbox, next.commit)
  await caughtUp(sandbox, app, begin, missed.commit)
}, 5 * LONG)
