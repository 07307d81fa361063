import { createHash } from 'node:crypto'
import { workflowChanges } from '../../evidence/workflow-changes.ts'
import type { Trust } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { ProofPlan } from '../../model/proof-plan.ts'
import type { DomainEvent } from '../../model/work.ts'
import type { WorkflowChange } from '../../model/workflow-change.ts'
import type { Assessment, AssessmentStore, JournalStore, ReadingStore } from '../ports/store-ports.ts'

export type FlagParts = { readonly assessments: Pick<AssessmentStore, 'newest' | 'before' | 'ofDefaultBranch'>; readonly readings: Pick<ReadingStore, 'of'>; readonly journal: Pick<JournalStore, 'addEvents'> }

/** The kind of the journal's event that says that a commit changes a workflow of the course: read by `JournalStore.eventsOf`. */
export const WORKFLOW_CHANGED = 'course_workflow.changed'

const MOST = 20
const LONGEST = 200

/**
 * What a commit changes of the course's workflows, told against the default branch, on that branch against what was judged of it before; nothing where that was not
 * read. A branch that is behind changes nothing: where it is as the default branch was before, that is left out. Kept in the journal for the course's staff, once a commit and workflow however often it is judged: paths, blob SHAs and calls, and nobody's name.
 */
export async function flagWorkflows(assessment: Assessment, plan: ProofPlan, trust: Trust, { installationId }: HostedRepository, { assessments, readings, journal }: FlagParts, now: number): Promise<readonly WorkflowChange[]> {
  if (trust.trustedBlobs.length === 0 && trust.trustedWorkflows.length === 0) return []
  const { repositoryId, commit, isDefaultBranch } = assessment
  const base = isDefaultBranch ? await assessments.before(assessment) : await assessments.newest(repositoryId, 'default-branch')
  const kept = base === null || base.commit === commit ? null : await readings.of(repositoryId, base.commit)
  if (kept === null) return []
  const changes = (isDefaultBranch ? workflowChanges(kept.reading.plan, plan, trust) : await sinceAllOf(workflowChanges(kept.reading.plan, plan, trust), repositoryId, plan, trust, { assessments, readings })).slice(0, MOST)
  await journal.addEvents(changes.map((change): DomainEvent => ({
    id: `${WORKFLOW_CHANGED}:${repositoryId}:${createHash('sha256').update(`${commit}\n${change.path}\n${change.callBefore ?? ''}`).digest('hex')}`,
    kind: WORKFLOW_CHANGED, installationId, repositoryId, actor: null, at: now, facts: { ...change, path: change.path.slice(0, LONGEST), headSha: commit, baseSha: kept.commit },
  })))
  return changes
}

/** How far back a branch may have begun. */
const MOST_BASES = 8

/** The changes that stand against each of the newest commits of the default branch. */
async function sinceAllOf(changes: readonly WorkflowChange[], repositoryId: number, plan: ProofPlan, trust: Trust, { assessments, readings }: Pick<FlagParts, 'assessments' | 'readings'>): Promise<readonly WorkflowChange[]> {
  if (changes.length === 0) return changes
  const keyOf = ({ path, callBefore }: WorkflowChange): string => `${path}\n${callBefore ?? ''}`
  let left = changes
  for (const { commit } of await assessments.ofDefaultBranch(repositoryId, MOST_BASES)) {
    const earlier = await readings.of(repositoryId, commit)
    if (earlier === null) continue
    const keys = new Set(workflowChanges(earlier.reading.plan, plan, trust).map(keyOf))
    left = left.filter((change) => keys.has(keyOf(change)))
  }
  return left
}
