import { describe, expect, it } from 'vitest'
import type { Decision } from '../../src/model/decision.ts'
import type { Deployment, WorkflowRun } from '../../src/model/run.ts'
import { START } from '../support/class-app.ts'
import { DUE, END, FILES, FIRST, gradeAt, HOUR, pushed, run, SECOND, term, type Term } from '../support/counted-term.ts'

const ITEM = 'linting-passes'
const DAY = 24 * HOUR

async function outcomeAt(one: Term, now: number): Promise<string | undefined> {
  return (await gradeAt(one, now))?.items.find(({ id }) => id === ITEM)?.outcome
}

/** GitHub tells that a run of the branch ended. */
async function ranOnMain(one: Term, commit: string, runs: readonly WorkflowRun[], now: number): Promise<void> {
  one.clock.now = now
  one.ana.runs[commit] = runs
  await one.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: 'main' }, dueAt: now, reason: 'workflow_run' }], now)
}

async function extend(one: Term, until: number): Promise<void> {
  const extended: Decision = { id: `extend-${until}`, courseId: 'mlops', repositoryId: 42, at: one.clock.now, by: { id: 9, login: 'kim' }, said: null, kind: 'extend', until, reason: 'ill' }
  await one.store.decisions.decide(extended, { id: extended.id, at: one.clock.now, actor: 9, action: 'decision.extend', subject: '', says: '' })
  await one.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'count' }, dueAt: one.clock.now, reason: 'decision' }], one.clock.now)
}

const failed = (endedAt: number, changes: Partial<WorkflowRun> = {}): WorkflowRun => {
  const one = run(endedAt, changes)
  return { ...one, conclusion: 'failure', jobs: (one.jobs ?? []).map((job) => ({ ...job, id: 11, conclusion: 'failure', steps: job.steps.map((step) => ({ ...step, conclusion: 'failure' })) })) }
}
/** The same run, started again: GitHub keeps when it was created. */
const again = (endedAt: number): WorkflowRun => failed(endedAt, { attempt: 2, createdAt: START + HOUR - 9000 })

const DEPLOYING = { ...FILES, '.github/workflows/deploy.yml': 'name: Deploy\non: push\njobs: {deploy: {runs-on: ubuntu-latest, environment: production, steps: [{run: ./deploy.sh}]}}\n' }

function deployment(changes: Partial<Deployment>): Deployment {
  return { id: 1, sha: SECOND, ref: 'main', environment: 'production', createdAt: START + 4 * HOUR, state: 'success', url: null, logUrl: null, statedAt: START + 4 * HOUR, succeeded: true, ...changes }
}

/** Where the commit that counts was said to be deployed, in time and since. */
async function deployedAt(now: number, ...later: readonly Deployment[]): Promise<readonly string[]> {
  const one = await term()
  one.ana.commits[SECOND] = DEPLOYING
  one.ana.branches['main'] = SECOND
  await pushed(one, SECOND, START + 3 * HOUR)
  const told = async (deployments: readonly Deployment[], at: number): Promise<void> => {
    one.clock.now = at
    one.ana.deployments[SECOND] = deployments
    await one.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'branch', name: 'main' }, dueAt: at, reason: 'deployment_status' }], at)
    await one.app.settle()
  }
  await told([deployment({})], START + 4 * HOUR)
  one.ana.deployments[SECOND] = later
  await gradeAt(one, now)
  const [head] = (await one.store.counts.headsOf('mlops', 42)).filter(({ commit }) => commit === SECOND)
  const judged = head === undefined ? null : await one.store.counts.byId(head.id)
  return (judged?.seen?.deployments ?? []).map(({ id, state }) => `${id} ${state ?? ''}`)
}

describe('what was shown in time stays shown', () => {
  it('where the environment gets another deployment of the commit after the hours', async () => {
    expect(await deployedAt(END + 2 * HOUR, deployment({ id: 2, createdAt: END + HOUR, statedAt: END + HOUR, state: 'failure', succeeded: false }))).toEqual(['1 success'])
  })
  it('where the deployment is stated anew after the hours', async () => {
    expect(await deployedAt(END + 2 * HOUR, deployment({ statedAt: END + HOUR, state: 'failure' }))).toEqual(['1 success'])
    expect(await deployedAt(END + 2 * HOUR, deployment({ statedAt: END + HOUR }))).toEqual(['1 success'])
  })
  it('but not where another deployment failed in time', async () => {
    expect(await deployedAt(END + 2 * HOUR, deployment({ id: 2, createdAt: END - HOUR, statedAt: END - HOUR, state: 'failure', succeeded: false }))).toEqual(['2 failure'])
  })
  it('where the run is started again after the hours and the App comes to it later', async () => {
    const one = await term()
    await ranOnMain(one, FIRST, [run(START + HOUR)], START + HOUR)
    expect(await outcomeAt(one, START + 2 * HOUR)).toBe('verified')
    one.ana.runs[FIRST] = [again(END + HOUR)]
    expect(await outcomeAt(one, END + 2 * HOUR)).toBe('verified')
  })
  it('where the run is started again after the hours, GitHub tells of that, and the day is moved later still', async () => {
    const one = await term()
    await ranOnMain(one, FIRST, [run(START + HOUR)], START + HOUR)
    expect(await outcomeAt(one, END + 1)).toBe('verified')
    await ranOnMain(one, FIRST, [again(END + 30 * HOUR)], END + 30 * HOUR)
    expect(await outcomeAt(one, END + 31 * HOUR)).toBe('verified')
    await extend(one, DUE + HOUR)
    expect(await outcomeAt(one, END + 32 * HOUR)).toBe('verified')
  })
  it('where a second start had not ended when the hours were over', async () => {
    const one = await term()
    await ranOnMain(one, FIRST, [run(START + HOUR)], START + HOUR)
    await outcomeAt(one, START + 2 * HOUR)
    await ranOnMain(one, FIRST, [{ ...again(END + HOUR), status: 'in_progress', conclusion: null, jobs: null }], END - HOUR)
    await outcomeAt(one, END - HOUR)
    await ranOnMain(one, FIRST, [again(END + HOUR)], END + HOUR)
    expect(await outcomeAt(one, END + 2 * HOUR)).toBe('verified')
  })
  it('but not where it failed again in time', async () => {
    const one = await term()
    await ranOnMain(one, FIRST, [run(START + HOUR)], START + HOUR)
    await outcomeAt(one, START + 2 * HOUR)
    one.ana.runs[FIRST] = [again(END - HOUR)]
    expect(await outcomeAt(one, END + 2 * HOUR)).toBe('failing')
  })
  it('by an earlier commit with the same inputs, where this one ran later alone', async () => {
    const one = await term()
    await ranOnMain(one, FIRST, [run(START + HOUR)], START + HOUR)
    await outcomeAt(one, START + 2 * HOUR)
    one.ana.commits[SECOND] = { ...FILES, 'README.md': '# Churn\n' }
    one.ana.branches['main'] = SECOND
    await pushed(one, SECOND, START + 3 * HOUR)
    expect(await outcomeAt(one, START + 4 * HOUR)).toBe('verified')
    one.ana.runs[SECOND] = [{ ...failed(END + HOUR), id: 2, headSha: SECOND }]
    expect(await outcomeAt(one, END + 2 * HOUR)).toBe('verified')
  })
  it('by an earlier commit with the same inputs, where a later one ran after the hours', async () => {
    const one = await term()
    const third = 'c'.repeat(40)
    await ranOnMain(one, FIRST, [run(START + HOUR)], START + HOUR)
    await outcomeAt(one, START + 2 * HOUR)
    one.ana.commits[SECOND] = { ...FILES, 'README.md': '# Churn\n' }
    one.ana.branches['main'] = SECOND
    await pushed(one, SECOND, START + 3 * HOUR)
    expect(await outcomeAt(one, END + 1)).toBe('verified')
    one.ana.commits[third] = { ...FILES, 'README.md': '# Churn again\n' }
    one.ana.branches['main'] = third
    one.ana.runs[third] = [{ ...failed(END + 2 * HOUR), id: 3, headSha: third }]
    await pushed(one, third, END + 2 * HOUR)
    await ranOnMain(one, third, one.ana.runs[third], END + 3 * HOUR)
    await one.app.settle()
    await extend(one, DUE + HOUR)
    expect(await outcomeAt(one, END + 4 * HOUR)).toBe('verified')
  })
  it('by the judgement of the end of the hours, where the day is moved long after', async () => {
    const one = await term()
    one.ana.runs[FIRST] = [run(END - HOUR)]
    expect(await outcomeAt(one, END + 1)).toBe('verified')
    one.clock.now = END + 40 * DAY
    await extend(one, DUE + HOUR)
    expect(await outcomeAt(one, END + 40 * DAY)).toBe('verified')
  })
})
