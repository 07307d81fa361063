import { describe, expect, it, onTestFinished } from 'vitest'
import type { Probe, ProbeResult } from '../../src/model/probe.ts'
import { DEFAULT_COURSE_SETTINGS } from '../../src/model/course.ts'
import type { PullRequest } from '../../src/model/hosting.ts'
import type { CriterionRecord } from '../../src/model/record.ts'
import type { Deployment, WorkflowRun } from '../../src/model/run.ts'
import type { Mark, WorkTarget } from '../../src/model/work.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { classApp, START, type ClassApp, type ClassClock } from '../support/class-app.ts'
import { classGitHub, classRepository, type ClassGitHub, type ClassRepository } from '../support/class-github.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'

const MAIN = 'a'.repeat(40)
const TUNED = 'b'.repeat(40)
const SERVICE = 'from fastapi import FastAPI\napp = FastAPI()\n\n@app.get("/health")\ndef health():\n    return {"status": "ok"}\n'
const FILES = { 'src/app.py': SERVICE }
const CI = 'name: CI\non: [push]\njobs: {test: {runs-on: ubuntu-latest, steps: [{run: pytest}]}}\n'
const PULL: PullRequest = { number: 3, state: 'open', merged: false, draft: false, author: null, head: { sha: TUNED, branch: 'tune', repositoryId: 42 }, base: { branch: 'main', sha: MAIN }, mergeSha: null }
const MINUTES = 60_000

const deployed = (changes: Partial<Deployment> = {}): Deployment => ({ id: 5, sha: MAIN, ref: 'main', environment: 'production', createdAt: START, state: 'success', url: 'https://churn.example.edu', logUrl: null, statedAt: START, ...changes })
const answered = (status: number): ProbeResult => ({ kind: 'answered', status, milliseconds: 3, contentType: null, bytes: 2, digest: 'd'.repeat(64), excerpt: 'ok', metrics: null })
const SILENT: ProbeResult = { kind: 'no-answer', why: 'connection', status: null, detail: null }

type Setting = { readonly store: Store; readonly github: ClassGitHub; readonly ana: ClassRepository; readonly clock: ClassClock; readonly app: ClassApp; readonly asked: Probe[]; readonly mark: (target: WorkTarget, changes?: Partial<Mark>) => Promise<void>; readonly health: (commit: string) => Promise<CriterionRecord | undefined> }

/** Ana's repository, in a course that turns probes on unless it is told otherwise; the service says one thing after the other, and then the last again. */
async function setting(says: readonly ProbeResult[], changes: Partial<ClassRepository> = {}, probesEnabled = true): Promise<Setting> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const ana = classRepository(aRepository(), { main: MAIN, tune: TUNED }, { [MAIN]: FILES, [TUNED]: { ...FILES, 'README.md': '# Churn\n' } }, { deployments: { [MAIN]: [deployed()] }, ...changes })
  const github = classGitHub([ana])
  const clock: ClassClock = { now: START }
  await store.courses.saveCourse(aCourse({ settings: { ...DEFAULT_COURSE_SETTINGS, probesEnabled } }), START)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  await store.hosting.saveRepositories([ana.hosted], START)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 42, by: 'pattern', since: START })
  const asked: Probe[] = []
  const app = classApp(store, github.app, clock, {
    prober: {
      ask: ({ what, url, path }) => {
        const probe: Probe = { what, url, path, asked: `${url}${path}`, at: clock.now, result: says[Math.min(asked.length, says.length - 1)] ?? SILENT }
        asked.push(probe)
        return Promise.resolve(probe)
      },
    },
  })
  return {
    store, github, ana, clock, app, asked,
    mark: (target, more = {}) => store.work.mark([{ installationId: 7, repositoryId: 42, target, dueAt: clock.now, reason: 'deployment_status', ...more }], clock.now),
    health: async (commit) => (await store.assessments.newest(42, { commit }))?.record.criteria.find(({ id }) => id === 'health'),
  }
}

const BRANCH: WorkTarget = { kind: 'branch', name: 'main' }

describe('a deployed service of the default branch', () => {
  it('that answers verifies its health, with the answer as evidence', async () => {
    const { app, mark, asked, health, ana } = await setting([answered(200)])
    await mark(BRANCH)
    await app.settle()
    await mark(BRANCH)
    await app.settle()
    expect(asked.map(({ path }) => path)).toEqual(['/health'])
    expect(await health(MAIN)).toMatchObject({ outcome: 'verified', basis: 'observed', proofFrom: MAIN })
    expect((await health(MAIN))?.evidence).toContainEqual({ kind: 'probe', url: 'https://churn.example.edu/health', path: '/health', status: 200, time: new Date(START).toISOString() })
    expect(JSON.stringify(ana.shown.runs.at(-1)?.content)).toContain('answered 200')
  })

  it('that gives no answer is asked once more some minutes later, and fails it then', async () => {
    const { app, mark, asked, health, clock } = await setting([SILENT])
    await mark(BRANCH)
    const outcomes = new Set<string | undefined>()
    await app.settle(async () => { outcomes.add((await health(MAIN))?.outcome) })
    expect(asked.map(({ at }) => (at - START) / MINUTES)).toEqual([0, 10])
    expect([...outcomes]).toEqual(['present'])
    expect(await health(MAIN)).toMatchObject({ outcome: 'failing', against: [{ kind: 'probe', status: null }] })
    expect(clock.now - START).toBeLessThan(11 * MINUTES)
  })

  it('that answers at the second try verifies it', async () => {
    const { app, mark, asked, health } = await setting([answered(503), answered(200)])
    await mark(BRANCH)
    await app.settle()
    expect([asked.length, (await health(MAIN))?.outcome]).toEqual([2, 'verified'])
  })

  it('is asked again where a person asks for a new check', async () => {
    const { app, mark, asked, health, clock, ana } = await setting([answered(200), answered(200), SILENT, SILENT])
    await mark(BRANCH)
    await app.settle()
    clock.now += 20 * MINUTES
    await mark({ kind: 'commit', sha: MAIN }, { reason: 'check_run', again: 'delivery-1' })
    await app.settle()
    expect([asked.length, (await health(MAIN))?.outcome]).toEqual([2, 'verified'])
    clock.now += 20 * MINUTES
    await mark({ kind: 'commit', sha: MAIN }, { reason: 'check_run', again: 'delivery-2' })
    await app.settle()
    expect([asked.length, (await health(MAIN))?.outcome]).toEqual([4, 'failing'])
    expect(ana.shown.runs).toHaveLength(3)
  })

  it('is asked only when CI has come to rest', async () => {
    const run: WorkflowRun = { id: 1, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: MAIN, status: 'in_progress', conclusion: null, url: 'https://github.com/octo-org/x/actions/runs/1', createdAt: START, updatedAt: START, jobs: null }
    const { app, mark, asked, ana, clock } = await setting([answered(200)], { commits: { [MAIN]: { ...FILES, '.github/workflows/ci.yml': CI } }, runs: { [MAIN]: [run] } })
    await mark(BRANCH, { reason: 'deployment_status' })
    await mark(BRANCH, { reason: 'workflow_run' })
    let whileRunning = -1
    await app.settle(async () => {
      if (clock.now !== START + 30_000) return
      whileRunning = asked.length
      ana.runs[MAIN] = [{ ...run, status: 'completed', conclusion: 'success', jobs: [] }]
      await mark(BRANCH, { reason: 'workflow_run' })
    })
    expect([whileRunning, asked.length]).toEqual([0, 1])
  })

  it.each<readonly [string, Partial<ClassRepository>, boolean, WorkTarget]>([
    ['where the course leaves probes off', {}, false, BRANCH],
    ['where another commit was deployed', { deployments: { [MAIN]: [deployed({ sha: TUNED })] } }, true, BRANCH],
    ['for another branch', { deployments: { [TUNED]: [deployed({ sha: TUNED })] } }, true, { kind: 'branch', name: 'tune' }],
  ])('is not asked %s', async (_, changes, probesEnabled, target) => {
    const { app, mark, asked } = await setting([answered(200)], changes, probesEnabled)
    await mark(target)
    await app.settle()
    expect(asked).toEqual([])
  })
})

describe('a pull request', () => {
  const PULLED = { kind: 'pull-request', number: 3 } as const
  it('shows what its base was shown to do, also where that is seen later', async () => {
    const { app, mark, health, ana, asked } = await setting([answered(200)], { pulls: [PULL], deployments: {} })
    await mark(BRANCH, { reason: 'push' })
    await mark(PULLED, { reason: 'pull_request' })
    await app.settle()
    expect((await health(TUNED))?.outcome).toBe('present')
    ana.deployments[MAIN] = [deployed()]
    await mark(BRANCH)
    await app.settle()
    expect(await health(TUNED)).toMatchObject({ outcome: 'verified', proofFrom: MAIN })
    expect((await health(TUNED))?.found).toContain('It was shown on “main” at aaaaaaa by an answer of the running service')
    expect(ana.shown.comments[0]?.body).toContain('at `aaaaaaa` by an answer of the running service')
    expect(asked).toHaveLength(1)
  })

  it('that changes the file with the route is told that it was shown before', async () => {
    const { app, mark, health } = await setting([answered(200)], { pulls: [PULL], commits: { [MAIN]: FILES, [TUNED]: { 'src/app.py': `${SERVICE}\n# tuned\n` } } })
    await mark(BRANCH)
    await mark(PULLED, { reason: 'pull_request' })
    await app.settle()
    expect(await health(TUNED)).toMatchObject({ outcome: 'present', proofFrom: null })
    expect((await health(TUNED))?.found).toContain('have changed since')
  })

  it('keeps to what an older commit of its base showed while the newest is not deployed', async () => {
    const newer = 'c'.repeat(40)
    const { app, mark, health, ana } = await setting([answered(200)], { pulls: [PULL], commits: { [MAIN]: FILES, [TUNED]: FILES, [newer]: { ...FILES, 'NOTES.md': 'x\n' } } })
    await mark(BRANCH)
    await app.settle()
    ana.branches['main'] = newer
    await mark(BRANCH, { reason: 'push' })
    await mark(PULLED, { reason: 'pull_request' })
    await app.settle()
    expect(await health(TUNED)).toMatchObject({ outcome: 'verified', proofFrom: MAIN })
  })

  it('shows nothing of its base any more where what was deployed there last does not answer', async () => {
    const newer = 'c'.repeat(40)
    const { app, mark, health, ana } = await setting([answered(200), SILENT], { pulls: [PULL], commits: { [MAIN]: FILES, [TUNED]: FILES, [newer]: { ...FILES, 'NOTES.md': 'x\n' } } })
    await mark(BRANCH)
    await mark(PULLED, { reason: 'pull_request' })
    await app.settle()
    expect((await health(TUNED))?.outcome).toBe('verified')
    ana.branches['main'] = newer
    ana.deployments[newer] = [deployed({ id: 6, sha: newer, url: 'https://new.example.edu' })]
    await mark(BRANCH)
    await app.settle()
    expect([(await health(newer))?.outcome, (await health(TUNED))?.outcome]).toEqual(['failing', 'present'])
  })
})
