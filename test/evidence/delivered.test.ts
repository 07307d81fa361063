import { expect, it } from 'vitest'
import { delivering } from '../../src/evidence/delivered.ts'
import { newestRuns } from '../../src/evidence/newest-runs.ts'
import type { SeenStep } from '../../src/evidence/seen-steps.ts'
import type { ProvingStep } from '../../src/model/proof-plan.ts'
import type { WorkflowRun } from '../../src/model/run.ts'

function run(id: number, event: string, branch: string | null): WorkflowRun {
  return { id, attempt: 1, name: 'CI', path: '.github/workflows/ci.yml', event, branch, headSha: 'c'.repeat(40), status: 'completed', conclusion: 'success', url: '', createdAt: 0, updatedAt: 0, jobs: [] }
}

it.each<readonly [string, string, string | null, boolean]>([
  ['${{ github.ref == \'refs/heads/main\' }}', 'push', 'main', true], ['${{ github.ref == \'refs/heads/main\' }}', 'push', 'feature', false],
  // Of a pushed tag GitHub gives the tag's name where it gives a branch's.
  ['${{ startsWith(github.ref, \'refs/tags/v\') }}', 'push', 'v1.0', true], ['${{ startsWith(github.ref, \'refs/tags/v\') }}', 'push', 'main', false],
  ['${{ github.event_name != \'pull_request\' }}', 'release', null, true], ['${{ github.ref == \'refs/heads/main\' }}', 'pull_request', 'feature', false],
])('a build that pushes where %s holds delivers in a run of %s on %s: %s', (when, event, branch, delivers) => {
  const step = { planned: { when }, run: run(1, event, branch) } as unknown as SeenStep<ProvingStep>
  expect(delivering([step])).toHaveLength(delivers ? 1 : 0)
})

it('keeps the run of each branch that a commit is the head of: what a new one skips takes nothing from the other', () => {
  expect(newestRuns([run(1, 'push', 'main'), run(2, 'push', 'feature'), run(3, 'push', 'main'), run(4, 'pull_request', 'feature')]).map(({ id }) => id)).toEqual([2, 3, 4])
})
