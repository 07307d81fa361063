import { describe, expect, it } from 'vitest'
import { experimentsSeen } from '../../../src/flow/proof/experiments-seen.ts'
import type { Experiments } from '../../../src/model/experiments.ts'
import type { ProofPlan, WorkflowShape } from '../../../src/model/proof-plan.ts'
import type { ReportFacts } from '../../../src/model/report-facts.ts'
import type { WorkflowRun } from '../../../src/model/run.ts'

const COURSE = 'c0ffee'
const SHAPE = { path: '.github/workflows/train.yml', blob: COURSE, files: ['.github/workflows/train.yml'], blobs: { '.github/workflows/train.yml': COURSE }, jobs: [{ id: 'train', calls: null }] } as unknown as WorkflowShape
const COMMITTED: Experiments = { path: 'mlruns', place: { kind: 'file', path: 'mlruns/1/a/meta.yaml', line: 1, blob: 'b', says: '1 run' }, basis: 'claimed', count: 1, runs: [], versions: [], best: null }

function store(runs: number): ReportFacts {
  const named = (index: number): string => `r${index}`
  return {
    kind: 'mlflow', path: 'mlruns', store: 'files', experiments: [], models: [], cut: 0,
    runs: Array.from({ length: runs }, (_, index) => ({ id: named(index), name: null, experiment: null, status: 'finished', startedAt: index + 1, endedAt: null, parameters: [], metrics: [{ name: 'f1', value: index }], tags: [], signature: null })),
  }
}

function run(id: number, runs: number): WorkflowRun {
  return {
    id, attempt: 1, name: 'train', path: SHAPE.path, event: 'push', branch: 'main', headSha: 'h', status: 'completed', conclusion: 'success', url: `https://github.com/o/r/actions/runs/${id}`, createdAt: id, updatedAt: id, jobs: [],
    artifacts: [{ id: 1, name: 'models', reports: [store(runs)], gaps: [], isOpen: false }],
  }
}

const reading = { experiments: [COMMITTED], plan: { workflows: [SHAPE] } as unknown as ProofPlan }

describe('the experiments that a commit shows', () => {
  it('are those that it holds, then those that its runs uploaded, as claims', () => {
    const [first, second] = experimentsSeen(reading, [run(1, 2)], { trustedWorkflows: [], trustedBlobs: [] })
    expect(first).toBe(COMMITTED)
    expect(second).toMatchObject({ basis: 'claimed', count: 2, place: { kind: 'artifact', run: 'https://github.com/o/r/actions/runs/1', name: 'models', path: 'mlruns', says: '2 runs' } })
    expect(second?.runs.map(({ id }) => id)).toEqual(['r1', 'r0'])
  })

  it('are observed where the course controls the workflow', () => {
    expect(experimentsSeen(reading, [run(1, 2)], { trustedWorkflows: [], trustedBlobs: [COURSE] })[1]?.basis).toBe('observed')
  })

  it('are the newest fifty of a store, and how many there are in all', () => {
    const [, many] = experimentsSeen(reading, [run(1, 80)], { trustedWorkflows: [], trustedBlobs: [] })
    expect([many?.count, many?.runs.length, many?.runs[0]?.id]).toEqual([80, 50, 'r79'])
  })
})
