import { setTimeout as wait } from 'node:timers/promises'
import { Hono } from 'hono'
import { expect, it, onTestFinished, vi } from 'vitest'
import { createPaceTeller } from '../../src/flow/pace/pace-teller.ts'
import type { SlowedDown } from '../../src/flow/ports/pace-port.ts'
import { ratesOf, type PaceLimits } from '../../src/flow/pace/rates.ts'
import { createApp } from '../../src/github/app/create-app.ts'
import { meaningOf } from '../../src/github/meaning.ts'
import { createInbox } from '../../src/inbox/inbox.ts'
import { listen } from '../../src/web/listen.ts'
import type { Sandbox, SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { APP, sandboxWithApp } from '../support/app-on-sandbox.ts'
import { classEvaluate } from '../support/class-app.ts'
import { aCourse } from '../support/hosting.ts'
import { keptLog, type KeptLog } from '../support/quiet-log.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const WAIT = { timeout: 200_000, interval: 100 }
const CI = { path: '.github/workflows/ci.yml', name: 'CI', jobs: [{ name: 'test', steps: ['pytest'] }] }
const FILES = { 'app.py': 'A = 1\n', '.github/workflows/ci.yml': 'name: CI\non: [push]\njobs: {test: {runs-on: ubuntu-latest, steps: [{uses: actions/checkout@v4}, {run: pytest}]}}\n' }
const nameOf = (index: number): string => `octo-org/capstone-${index}`

type Rush = { readonly sandbox: Sandbox; readonly store: Store; readonly slowed: readonly SlowedDown[]; readonly log: KeptLog; readonly now: () => number; readonly repositories: number }

/** `faster`: how much faster time goes here, for GitHub as for the App. */
type Staged = { readonly limits: NonNullable<SandboxOptions['limits']>; readonly keeps: PaceLimits; readonly beforeTheHour: number; readonly faster: number; readonly repositories: number }

/** A class on a GitHub with limits, judged by an App that keeps to some, both by a fast clock that begins so long before the full hour. */
async function rush({ limits, keeps, beforeTheHour, faster, repositories }: Staged): Promise<Rush> {
  const began = performance.now()
  const start = Math.ceil(Date.now() / HOUR) * HOUR - beforeTheHour
  const now = (): number => Math.floor(start + (performance.now() - began) * faster)
  // The App's tokens tell the time, too.
  const clock = vi.spyOn(Date, 'now').mockImplementation(now)
  onTestFinished(() => { clock.mockRestore() })
  const sandbox = await sandboxWithApp({ limits, now })
  sandbox.organization('octo-org')
  const store = await openStore({ kind: 'sqlite', file: ':memory:' }, () => {}, now)
  onTestFinished(() => store.close())
  const log = keptLog()
  const slowed: SlowedDown[] = []
  const meters = { delivery: () => {}, evaluation: () => {}, request: () => {}, publication: () => {}, forgotten: () => {}, slowed: () => {}, isSlow: () => {} }
  const teller = createPaceTeller({ meters, log, pace: store.pace, now })
  const onSlow = (one: SlowedDown): void => {
    slowed.push(one)
    teller.slowed(one)
  }
  const app = await createApp({
    appId: APP.id, privateKey: APP.privateKey, webhookSecret: APP.webhookSecret, apiUrl: sandbox.url, userAgent: 'capstone-coach/1', now,
    pace: { rates: ratesOf(keeps), checkRunsAreContent: keeps.checkRunsAreContent, store: store.pace, sleep: (milliseconds) => wait(milliseconds / faster), onSlow },
  })
  onTestFinished(() => { app.close() })
  await store.courses.saveCourse(aCourse({ account: sandbox.organization('octo-org') }), 0)
  const { evaluate, enrolment } = classEvaluate(store, app, { now, log })
  const inbox = createInbox({
    ...store, app, evaluate, enrolment, setUpCourses: () => Promise.resolve(), readStaff: () => Promise.resolve(), verify: app.verify, meaningOf: (delivery) => meaningOf(delivery, APP.id), now, random: Math.random, log, meters, onSlow,
    whenIdle: () => Promise.resolve(false), workers: 4, lease: MINUTE * faster, hears: true, keepDays: 30, keepTextDays: 0, eraseAfterDays: 0, newId: () => 'new', extractors: [], sweepEvery: 24 * HOUR,
  })
  const site = await listen(new Hono().post('/webhook', ({ req }) => inbox.receive(req.raw)).fetch, '127.0.0.1', 0)
  onTestFinished(() => site.close(1000))
  sandbox.setWebhookUrl(`${site.url}/webhook`)
  inbox.start()
  onTestFinished(() => inbox.stop(5000))
  for (let index = 0; index < repositories; index += 1) await sandbox.createRepository(nameOf(index), { files: { ...FILES, 'NOTES.md': `# ${index}\n` }, actor: `student-${index}` })
  return { sandbox, store, slowed, log, now, repositories }
}

/** Everybody pushes, and CI runs on all of it; gives the commits. */
async function everybodyPushes({ sandbox, store, repositories }: Rush): Promise<readonly string[]> {
  // What happens in a repository that nobody knows yet is of no course.
  await vi.waitFor(async () => { expect(await store.courses.enrolled('mlops')).toHaveLength(repositories) }, WAIT)
  return Promise.all(Array.from({ length: repositories }, async (_, index) => {
    const commit = await sandbox.push(nameOf(index), 'main', { files: { 'README.md': '# Work\n' }, actor: `student-${index}` })
    await sandbox.runWorkflow(nameOf(index), { ...CI, commit, branch: 'main', event: 'push' })
    return commit
  }))
}

const runsOn = (sandbox: Sandbox, index: number, commit: string): ReturnType<Sandbox['checkRuns']> => sandbox.checkRuns(nameOf(index), commit).filter(({ appId }) => appId === APP.id)

/** Waits until each commit has its one verdict, with CI at rest. */
async function allJudged({ sandbox }: Rush, commits: readonly string[]): Promise<void> {
  await vi.waitFor(() => { expect(commits.map((commit, index) => runsOn(sandbox, index, commit).map(({ status }) => status))).toEqual(commits.map(() => ['completed'])) }, WAIT)
}

const NONE: PaceLimits = { pointsAMinute: 0, contentAMinute: 0, contentAnHour: 0, checkRunsAreContent: true }
/** Fewer check runs an hour than there are commits, and of what may be spent at once enough to leave an answer its three. The clock is slow enough for a busy machine to answer before the hour is over. */
const SOME_AN_HOUR = { limits: { requestsAnHour: 100_000, contentAnHour: 24 }, beforeTheHour: HOUR, faster: 60, repositories: 12 }
/** Two check runs at once, and one more after a quarter of an hour. */
const SIX_AN_HOUR = { limits: { requestsAnHour: 100_000, contentAnHour: 6 }, beforeTheHour: HOUR, faster: 180, repositories: 8 }

it('is refused where the App does not slow itself down', async () => {
  const stage = await rush({ ...SIX_AN_HOUR, faster: 1, keeps: NONE })
  stage.sandbox.installApp('octo-org', 'all')
  await vi.waitFor(() => { expect(stage.sandbox.refusals()).toContainEqual(expect.objectContaining({ limit: 'contentAnHour' })) }, WAIT)
}, 240_000)

it('is judged and told once and refused nothing, and a person is answered before verdicts that were awaited for longer', async () => {
  const stage = await rush({ ...SOME_AN_HOUR, keeps: { ...NONE, contentAnHour: 24 } })
  const { sandbox, store, slowed, log, now } = stage
  sandbox.installApp('octo-org', 'all')
  const { number } = sandbox.openIssue(nameOf(0), 'Question', 'Text', 'student-0')
  const commits = await everybodyPushes(stage)
  await vi.waitFor(() => { expect(slowed.some(({ how }) => how === 'put-off')).toBe(true) }, WAIT)
  sandbox.comment(nameOf(0), number, '/status', 'student-0')
  const answers = (): readonly number[] => sandbox.comments(nameOf(0), number).flatMap(({ viaApp, createdAt }) => viaApp ? [createdAt] : [])
  await vi.waitFor(() => { expect(answers()).toHaveLength(1) }, WAIT)
  await allJudged(stage, commits)
  expect(await store.work.depth(now())).toMatchObject({ dead: 0 })
  expect(sandbox.refusals()).toEqual([])
  expect(answers()).toHaveLength(1)
  const verdicts = commits.flatMap((commit, index) => runsOn(sandbox, index, commit).map(({ completedAt }) => completedAt))
  expect(verdicts.filter((at) => at !== null && at > Math.max(...answers()))).not.toEqual([])
  expect(log.lines.filter(({ says }) => says.startsWith('slowing down for an account'))).toHaveLength(1)
}, 400_000)

it('does not wait for check runs where they are no content', async () => {
  const stage = await rush({ ...SIX_AN_HOUR, limits: { ...SIX_AN_HOUR.limits, checkRunsAreContent: false }, faster: 1, keeps: { ...NONE, contentAnHour: 6, checkRunsAreContent: false } })
  const { sandbox, slowed } = stage
  sandbox.installApp('octo-org', 'all')
  await allJudged(stage, await everybodyPushes(stage))
  expect([sandbox.refusals(), slowed.filter(({ purpose }) => purpose === 'verdict')]).toEqual([[], []])
}, 240_000)

it('spends the hour\'s requests, waits for the next hour and goes on, refused nothing', async () => {
  const stage = await rush({ limits: { requestsAnHour: 44 }, keeps: NONE, beforeTheHour: 20 * MINUTE, faster: 36, repositories: 4 })
  const { sandbox, slowed } = stage
  sandbox.installApp('octo-org', 'all')
  await allJudged(stage, await everybodyPushes(stage))
  expect(sandbox.refusals()).toEqual([])
  expect(slowed.map(({ reason, how }) => `${how} ${reason}`)).toContain('put-off requests-hour')
}, 240_000)
