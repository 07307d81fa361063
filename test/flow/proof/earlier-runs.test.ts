import { expect, it } from 'vitest'
import { earlierRuns, type EarlierQuestion } from '../../../src/flow/proof/earlier-runs.ts'
import type { CommitActivity } from '../../../src/flow/ports/store-ports.ts'
import type { ProofPlan } from '../../../src/model/proof-plan.ts'
import type { WorkflowRun } from '../../../src/model/run.ts'
import { aRepository } from '../../support/hosting.ts'

const [EARLIER, NOW] = ['a'.repeat(40), 'b'.repeat(40)]
const PATH = '.github/workflows/retrain.yml'
const RUN: WorkflowRun = { id: 1, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: EARLIER, status: 'completed', conclusion: 'success', url: '', createdAt: 0, updatedAt: 0, jobs: [] }
const RETRAINED: WorkflowRun = { ...RUN, id: 2, name: 'Retrain', path: PATH, event: 'workflow_dispatch' }
const PLAN = { steps: [{ workflow: PATH }], calls: [], uploads: [], inputs: { project: '', workflows: { [PATH]: 'same' } } } as unknown as ProofPlan

/** What the commit before was known to have run, what GitHub told of since, and what is found now; whether GitHub was asked. */
async function found(known: readonly WorkflowRun[], told: readonly { readonly runId: number; readonly attempt: number }[], asks: EarlierQuestion['asks'] = 'for-new'): Promise<{ readonly paths: readonly string[]; readonly asked: number }> {
  let asked = 0
  let activity: CommitActivity = { repositoryId: 42, commit: EARLIER, starts: [], heads: [], runs: known, deployments: [], runsAt: 1, deploymentsAt: null }
  const answer = await earlierRuns({ repository: aRepository(), commit: NOW, plan: PLAN, runs: [], asks, until: null, port: {
    runs: () => { asked += 1; return Promise.resolve({ ok: true, value: [RUN, RETRAINED] }) },
    artifacts: () => Promise.reject(new Error('nothing is uploaded')), artifactZip: () => Promise.reject(new Error('nothing is uploaded')),
  } }, {
    readings: { withInputs: () => Promise.resolve([{ commit: EARLIER, digest: 'same' }]) },
    activities: { of: () => Promise.resolve(activity), save: (one) => { activity = one; return Promise.resolve() } },
    journal: { newestEventsOf: (repositoryId, _, [kind = '']) => Promise.resolve(told.map((facts, index) => ({ id: String(index), repositoryId, kind, at: 0, facts: { ...facts, headSha: EARLIER } }) as never)) },
    readArtifact: () => Promise.reject(new Error('nothing is uploaded')),
  }, 2)
  return { paths: answer.ok ? answer.value.map(({ path }) => path) : [], asked }
}

it('asks an earlier commit for its runs where one had not ended, or GitHub told of one that is not known', async () => {
  expect(await found([{ ...RUN, status: 'in_progress', conclusion: null }], [])).toEqual({ paths: [PATH], asked: 1 })
  expect(await found([RUN], [{ runId: 1, attempt: 1 }, { runId: 2, attempt: 1 }])).toEqual({ paths: [PATH], asked: 1 })
  expect(await found([{ ...RETRAINED, conclusion: 'cancelled' }], [{ runId: 2, attempt: 2 }])).toEqual({ paths: [PATH], asked: 1 })
})
it('does not ask again for what it knows', async () => {
  expect(await found([RUN], [{ runId: 1, attempt: 1 }])).toEqual({ paths: [], asked: 0 })
  expect(await found([RUN], [{ runId: 1, attempt: 1 }], 'anew')).toEqual({ paths: [PATH], asked: 1 })
  expect(await found([RUN], [{ runId: 2, attempt: 1 }], 'never')).toEqual({ paths: [], asked: 0 })
})
it('reads once what GitHub told, however many earlier commits it looks at, and asks for the one that it told of', async () => {
  const commits = ['1', '2', '3'].map((digit) => digit.repeat(40))
  const asked: string[] = []
  let read = 0
  const answer = await earlierRuns({ repository: aRepository(), commit: NOW, plan: PLAN, runs: [], asks: 'for-new', until: null, port: {
    runs: (_, commit) => { asked.push(commit); return Promise.resolve({ ok: true, value: [{ ...RETRAINED, headSha: commit }] }) },
    artifacts: () => Promise.reject(new Error('nothing is uploaded')), artifactZip: () => Promise.reject(new Error('nothing is uploaded')),
  } }, {
    readings: { withInputs: () => Promise.resolve(commits.map((commit) => ({ commit, digest: 'same' }))) },
    activities: { of: (repositoryId, commit) => Promise.resolve({ repositoryId, commit, starts: [], heads: [], runs: [RUN], deployments: [], runsAt: 1, deploymentsAt: null }), save: () => Promise.resolve() },
    journal: { newestEventsOf: (repositoryId) => { read += 1; return Promise.resolve([{ id: '1', repositoryId, kind: 'workflow_run.completed', at: 0, facts: { headSha: commits[2], runId: 2, attempt: 1 } } as never]) } },
    readArtifact: () => Promise.reject(new Error('nothing is uploaded')),
  }, 2)
  expect([answer.ok && answer.value.map(({ headSha }) => headSha), asked, read]).toEqual([[commits[2]], [commits[2]], 1])
})
