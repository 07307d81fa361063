import type { ProofPlan } from '../../model/proof-plan.ts'
import type { CommitHead, WorkflowRun } from '../../model/run.ts'
import type { Mark, WorkItem, WorkTarget } from '../../model/work.ts'
import { hasShown } from '../../evidence/newest-runs.ts'
import type { ActivityStore, Assessment, AssessmentStore, ReadingStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'

export type AlikeParts = {
  readonly readings: Pick<ReadingStore, 'withInputs'>
  readonly activities: Pick<ActivityStore, 'of'>
  readonly assessments: Pick<AssessmentStore, 'newest'>
  readonly work: Pick<WorkStore, 'mark'>
}

/** Other commits with the same inputs that are told of a run: a branch that changes the README, and the one it came from. */
const MOST = 5

/**
 * Marks the other commits that a run which was seen now shows something of, since what it runs is the same there and nothing of their own has run: so it does
 * not matter which of the two was looked at first.
 */
export async function tellAlike(item: WorkItem, { commit, branch: own }: Pick<Assessment, 'commit' | 'branch'>, plan: ProofPlan, before: readonly WorkflowRun[], runs: readonly WorkflowRun[], parts: AlikeParts, now: number): Promise<void> {
  const isNew = (run: WorkflowRun): boolean => hasShown(run) && !before.some((one) => one.id === run.id && one.attempt === run.attempt && hasShown(one))
  const paths = new Map(runs.filter(isNew).flatMap(({ path }): readonly (readonly [string, string])[] => plan.inputs.workflows[path] === undefined ? [] : [[plan.inputs.workflows[path], path]]))
  const marks = new Map<string, Mark>()
  for (const alike of await parts.readings.withInputs(item.repositoryId, [...paths.keys()], commit, MOST)) {
    const activity = await parts.activities.of(item.repositoryId, alike.commit)
    if (activity?.runs.some((run) => run.path === paths.get(alike.digest) && hasShown(run)) === true) continue
    const branch = (await parts.assessments.newest(item.repositoryId, { commit: alike.commit }))?.branch ?? null
    // It was the head of this very branch before.
    if (branch === own) continue
    for (const target of targetsOf(alike.commit, branch, activity?.heads ?? null)) marks.set(JSON.stringify(target), { installationId: item.installationId, repositoryId: item.repositoryId, target, dueAt: now, reason: 'alike' })
  }
  if (marks.size > 0) await parts.work.mark([...marks.values()], now)
}

/** Its pull requests are found by the commit, where it was the head of one; one that is opened just now is judged by itself. A branch of the repository has a check run without one, too. */
function targetsOf(commit: string, branch: string | null, heads: readonly CommitHead[] | null): readonly WorkTarget[] {
  const branches: readonly WorkTarget[] = branch === null || branch.startsWith('refs/') ? [] : [{ kind: 'branch', name: branch }]
  return branches.length > 0 && heads?.every(({ base }) => base === null) === true ? branches : [{ kind: 'commit', sha: commit }, ...branches]
}
