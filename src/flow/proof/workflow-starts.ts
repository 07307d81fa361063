import { nameOfWorkflow } from '../../facts/ci/walk-workflow.ts'
import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import type { CommitHead, WorkflowStart } from '../../model/run.ts'
import { passesFilter } from '../../parse/workflow/filters.ts'
import type { Trigger } from '../../parse/workflow/workflow.ts'

/** The actions on a pull request that come with a new head. */
const NEW_HEAD = ['opened', 'synchronize', 'reopened']

/** What a commit's workflows say of starting on a push to a branch or on a pull request; those that GitHub would not run are left out. */
export function workflowStarts(facts: RepositoryFacts): readonly WorkflowStart[] {
  return [...facts.files.values()].flatMap(({ path, facts: said }) => {
    if (said?.kind !== 'workflow' || said.workflow.invalid !== null) return []
    const name = nameOfWorkflow(path, said.workflow)
    return said.workflow.triggers.flatMap((trigger) => {
      const event = startingEvent(trigger)
      return event === null ? [] : [{ path, name, event, branches: trigger.branches, branchesIgnore: trigger.branchesIgnore, byPaths: trigger.paths !== null || trigger.pathsIgnore !== null }]
    })
  })
}

function startingEvent(trigger: Trigger): WorkflowStart['event'] | null {
  const { event } = trigger
  if (event === 'push') {
    const onlyTags = (trigger.tags !== null || trigger.tagsIgnore !== null) && trigger.branches === null && trigger.branchesIgnore === null
    return onlyTags ? null : 'push'
  }
  if (event !== 'pull_request' && event !== 'pull_request_target') return null
  return trigger.types === null || trigger.types.some((type) => NEW_HEAD.includes(type)) ? event : null
}

/** The starts that a commit gives, by all that it is the head of: a push to its branches, and its pull requests by the branches that they ask to merge into. */
export function startsAt(starts: readonly WorkflowStart[], heads: readonly CommitHead[]): readonly WorkflowStart[] {
  return starts.filter(({ event, branches, branchesIgnore }) => heads.some(({ branch, base }) => {
    const name = event === 'push' ? branch : base
    return name !== null && (branches === null || passesFilter(branches, name)) && (branchesIgnore === null || !passesFilter(branchesIgnore, name))
  }))
}
