import { expect, it } from 'vitest'
import type { CommitActivity } from '../../../src/flow/ports/store-ports.ts'
import { watchCi } from '../../../src/flow/proof/watch-ci.ts'
import type { WorkflowRun } from '../../../src/model/run.ts'
import { aRepository } from '../../support/hosting.ts'

const COMMIT = 'a'.repeat(40)
const RUN: WorkflowRun = { id: 1, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha: COMMIT, status: 'completed', conclusion: 'success', url: '', createdAt: 0, updatedAt: 0, jobs: [] }

it('tells of the runs that came before they are kept, so that a crash between loses nothing of what follows', async () => {
  const steps: string[] = []
  let kept: CommitActivity | null = null
  const activities = { of: () => Promise.resolve(kept), save: (activity: CommitActivity) => { kept = activity; steps.push(`kept ${activity.runs.length}`); return Promise.resolve() } }
  const watched = await watchCi({
    port: { runs: () => Promise.resolve({ ok: true, value: [RUN] }) } as unknown as Parameters<typeof watchCi>[0]['port'],
    repository: aRepository(), commit: COMMIT, head: { branch: 'main', base: null }, since: 0, reasons: ['workflow_run'], again: false, lookAgain: 1,
    onRuns: (before, runs) => { steps.push(`told ${before.length} ${runs.length}`); return Promise.resolve() },
    onDeployments: () => Promise.reject(new Error('not asked')),
  }, activities, 1)
  expect(watched).toMatchObject({ ok: true })
  expect(steps).toEqual(['told 0 1', 'kept 1'])
})

it('tells of deployments before they are kept, too', async () => {
  const steps: string[] = []
  const activities = { of: () => Promise.resolve(null), save: (activity: CommitActivity) => { steps.push(`kept ${activity.deployments.length}`); return Promise.resolve() } }
  const watched = await watchCi({
    port: { deployments: () => Promise.resolve({ ok: true, value: [{ id: 1 }] }) } as unknown as Parameters<typeof watchCi>[0]['port'],
    repository: aRepository(), commit: COMMIT, head: { branch: 'main', base: null }, since: 0, reasons: ['deployment_status'], again: false, lookAgain: 1,
    onRuns: () => Promise.reject(new Error('not asked')),
    onDeployments: (deployments) => { steps.push(`told ${deployments.length}`); return Promise.resolve() },
  }, activities, 1)
  expect(watched).toMatchObject({ ok: true })
  expect(steps).toEqual(['told 1', 'kept 1'])
})
