import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { seenUntil } from '../../src/evidence/seen-until.ts'
import type { SeenThen } from '../../src/model/counted.ts'
import type { Deployment, RunJob, WorkflowRun } from '../../src/model/run.ts'

const END = 1_000_000
const NOTHING: SeenThen = { runs: [], earlier: [], deployments: [], probes: [], waysBack: [], metricsBefore: null }

function job(startedAt: number, completedAt: number, changes: Partial<RunJob> = {}): RunJob {
  const steps = [{ number: 1, name: 'lint', status: 'completed', conclusion: 'success', startedAt, completedAt: startedAt + 10 }, { number: 2, name: 'test', status: 'completed', conclusion: 'failure', startedAt: startedAt + 10, completedAt }] as const
  return { id: 1, name: 'test', status: 'completed', conclusion: 'failure', url: '', startedAt, completedAt, steps, log: { reasons: [] } as never, ...changes }
}

function run(createdAt: number, jobs: readonly RunJob[] | null, changes: Partial<WorkflowRun> = {}): WorkflowRun {
  return { id: 1, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: 'a'.repeat(40), status: 'completed', conclusion: 'failure', url: '', createdAt, updatedAt: END + 9999, jobs, artifacts: [], ...changes }
}

function deployment(createdAt: number, statedAt: number | null, state: Deployment['state'], succeeded = true): Deployment {
  return { id: 1, sha: 'a'.repeat(40), ref: 'main', environment: 'production', createdAt, state, url: null, logUrl: null, statedAt, succeeded }
}

const runsBy = (...runs: readonly WorkflowRun[]): readonly WorkflowRun[] => seenUntil({ ...NOTHING, runs }, END).runs
const deployedBy = (one: Deployment): Deployment | undefined => seenUntil({ ...NOTHING, deployments: [one] }, END).deployments[0]

describe('what had been seen by a time', () => {
  it('holds a run that had ended whole, whatever GitHub changed of it later', () => {
    const ended = run(END - 500, [job(END - 400, END - 5)])
    expect(runsBy(ended)).toEqual([ended])
  })
  it('shows a run that had not ended as it stood: jobs and steps that had ended, others as running or waiting', () => {
    expect(runsBy(run(END - 500, [job(END - 400, END - 100), job(END - 50, END + 5), job(END + 6, END + 20)]))).toMatchObject([{
      status: 'in_progress', conclusion: null,
      jobs: [{ status: 'completed', conclusion: 'failure' }, { status: 'in_progress', conclusion: null, completedAt: null, steps: [{ conclusion: 'success' }, { status: 'in_progress', conclusion: null }] }, { status: 'queued', conclusion: null, steps: [] }],
    }])
    const [shown] = runsBy(run(END - 500, [job(END - 50, END + 5)]))
    expect([shown?.artifacts, shown?.jobs?.[0]?.log]).toEqual([undefined, undefined])
  })
  it('leaves out a run that began later, of earlier commits, too', () => {
    expect(runsBy(run(END + 1, [job(END + 2, END + 3)]))).toEqual([])
    expect(seenUntil({ ...NOTHING, earlier: [run(END + 1, null)] }, END).earlier).toEqual([])
  })
  it('goes by the time of a run where its jobs were not read', () => {
    expect(runsBy(run(END - 5, null, { updatedAt: END }))).toMatchObject([{ conclusion: 'failure' }])
    expect(runsBy(run(END - 5, null, { updatedAt: END + 1 }))).toMatchObject([{ conclusion: null, jobs: null }])
  })
  it('takes a deployment as done that was done then, or was done once and replaced since', () => {
    expect(deployedBy(deployment(END - 9, END, 'success'))?.state).toBe('success')
    expect(deployedBy(deployment(END - 9, END + 9, 'inactive'))?.state).toBe('success')
    expect(deployedBy(deployment(END - 9, END + 9, 'failure'))).toMatchObject({ state: 'success', statedAt: END - 9 })
    expect(deployedBy(deployment(END - 9, END + 9, 'inactive', false))?.state).toBe('in_progress')
    expect(deployedBy(deployment(END - 9, END + 9, 'success'))).toMatchObject({ state: 'in_progress', succeeded: false })
    expect(deployedBy(deployment(END + 1, END + 9, 'success'))).toBeUndefined()
  })
  it('leaves out later answers of the service', () => {
    const probe = (at: number) => ({ what: 'health', url: '', path: '', asked: null, at, result: { kind: 'refused', why: 'name', to: null } }) as const
    expect(seenUntil({ ...NOTHING, probes: [probe(END), probe(END + 1)] }, END).probes.map(({ at }) => at)).toEqual([END])
  })
  it('is the same when it is asked for again, and all of it where all lies before', () => {
    const time = fc.integer({ min: END - 100, max: END + 100 })
    const runs = fc.array(fc.tuple(time, time, time).map(([created, started, completed]) => run(created, [job(started, completed)])), { maxLength: 4 })
    const deployments = fc.array(fc.tuple(time, time, fc.constantFrom('success', 'inactive', 'failure', null)).map(([created, stated, state]) => deployment(created, stated, state)), { maxLength: 4 })
    fc.assert(fc.property(runs, deployments, (some, deployed) => {
      const all = { ...NOTHING, runs: some, deployments: deployed }
      const once = seenUntil(all, END)
      expect(seenUntil(once, END)).toEqual(once)
      expect(seenUntil(all, END + 99_999)).toEqual(all)
    }))
  })
})
