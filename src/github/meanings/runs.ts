import type { WorkTarget } from '../../model/work.ts'
import { askedAgain, eventOf, markOf, pressedAt, repositoriesIn, type Heard, type Hearing } from './hearing.ts'

/**
 * A run of a workflow began or ended. Once it has ended, what it ran on is looked at again (before, its file says that it is awaited). That is the pull requests it names; the branch where it names none, and the
 * default branch always; for a fork, whose runs name none, the commit.
 */
export function hearWorkflowRun(hearing: Hearing, action: string): Heard {
  const { payload } = hearing
  const branch = payload.textOrNull('workflow_run.head_branch')
  const headRepositoryId = payload.numberOrNull('workflow_run.head_repository.id')
  const facts = {
    runId: payload.number('workflow_run.id'), attempt: payload.number('workflow_run.run_attempt'), workflowId: payload.number('workflow_run.workflow_id'),
    event: payload.text('workflow_run.event'), headSha: payload.text('workflow_run.head_sha'), headBranch: branch, headRepositoryId,
    status: payload.text('workflow_run.status'), conclusion: payload.textOrNull('workflow_run.conclusion'),
  }
  const ofFork = headRepositoryId !== payload.number('repository.id')
  const targets = action === 'completed' ? targetsOf(hearing, ofFork ? null : branch, facts.headSha) : []
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `workflow_run.${action}`, facts, 'workflow_run.updated_at')], marks: targets.map((target) => markOf(hearing, target)) }
}

/** Somebody asks for a check run of ours again, or presses one of its buttons. Those of other Apps come too, and are left alone. */
export function hearCheckRun(hearing: Hearing, action: string): Heard {
  const { payload, appId } = hearing
  if (payload.number('check_run.app.id') !== appId) return null
  const headSha = payload.text('check_run.head_sha')
  const facts = { checkRunId: payload.number('check_run.id'), headSha, pressed: pressed(payload.textOrNull('requested_action.identifier')) }
  // A hint is shown in the check run that is there.
  const mark = facts.pressed === 'hint' ? pressedAt(hearing, headSha) : askedAgain(hearing, headSha)
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `check_run.${action}`, facts)], marks: [mark] }
}

/** Somebody asks for all check runs of ours on a commit again. */
export function hearCheckSuite(hearing: Hearing, action: string): Heard {
  const { payload, appId } = hearing
  if (payload.number('check_suite.app.id') !== appId) return null
  const headSha = payload.text('check_suite.head_sha')
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, `check_suite.${action}`, { headSha })], marks: [askedAgain(hearing, headSha)] }
}

/** A deployment was asked for. Its environment is the student's word and stays on GitHub. */
export function hearDeployment(hearing: Hearing): Heard {
  const facts = deploymentFacts(hearing)
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, 'deployment', facts, 'deployment.created_at')], marks: [markOf(hearing, deployedFrom(hearing, facts.sha))] }
}

/** A deployment went on, succeeded or failed. */
export function hearDeploymentStatus(hearing: Hearing): Heard {
  const facts = { ...deploymentFacts(hearing), statusId: hearing.payload.number('deployment_status.id'), state: hearing.payload.text('deployment_status.state') }
  return { repositories: repositoriesIn(hearing), events: [eventOf(hearing, 'deployment_status', facts, 'deployment_status.created_at')], marks: [markOf(hearing, deployedFrom(hearing, facts.sha))] }
}

function deploymentFacts({ payload }: Hearing): { readonly deploymentId: number; readonly sha: string } {
  return { deploymentId: payload.number('deployment.id'), sha: payload.text('deployment.sha') }
}

/** A deployment's `ref` may be a tag or a commit; only the run that made it says for certain which branch it is of. */
function deployedFrom({ payload }: Hearing, sha: string): WorkTarget {
  const branch = payload.textOrNull('workflow_run.head_branch')
  const isOfRepository = payload.numberOrNull('workflow_run.head_repository.id') === payload.number('repository.id')
  return branch !== null && isOfRepository && payload.textOrNull('workflow_run.head_sha') === sha ? { kind: 'branch', name: branch } : { kind: 'repository' }
}

function targetsOf({ payload }: Hearing, branch: string | null, headSha: string): readonly WorkTarget[] {
  const repositoryId = payload.number('repository.id')
  // GitHub names pull requests of other repositories here too, such as those of a fork that sends this branch on.
  const numbers = payload.items('workflow_run.pull_requests').filter((pull) => pull.numberOrNull('base.repo.id') === repositoryId).map((pull) => pull.number('number'))
  const pulls = numbers.map((number): WorkTarget => ({ kind: 'pull-request', number }))
  if (branch !== null && (pulls.length === 0 || branch === payload.textOrNull('repository.default_branch'))) return [{ kind: 'branch', name: branch }, ...pulls]
  return pulls.length > 0 ? pulls : [{ kind: 'commit', sha: headSha }]
}

/** Identifiers of buttons are ours: short words. Anything else is none of them. */
function pressed(identifier: string | null): string | null {
  return identifier !== null && /^[a-z][a-z-]{0,19}$/.test(identifier) ? identifier : null
}
