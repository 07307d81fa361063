import type { Delivery, Meaning } from '../flow/ports/store-ports.ts'
import { hearCreate, hearIssueComment, hearIssues, hearPullRequest, hearPullRequestReview, hearPush, hearRelease } from './meanings/code.ts'
import type { Heard, Hearing } from './meanings/hearing.ts'
import { hearInstallation, hearInstallationRepositories, hearRepository } from './meanings/hosting.ts'
import { payloadOf } from './meanings/payload.ts'
import { hearCheckRun, hearCheckSuite, hearDeployment, hearDeploymentStatus, hearWorkflowRun } from './meanings/runs.ts'

type Listener = { readonly hear: (hearing: Hearing, action: string) => Heard; readonly actions: readonly string[] | 'all' }

/** Which webhooks are understood, and which of their actions; every other one is ignored. */
const LISTENERS: ReadonlyMap<string, Listener> = new Map<string, Listener>([
  ['ping', { hear: () => ({}), actions: 'all' }],
  ['installation', { hear: hearInstallation, actions: ['created', 'deleted', 'suspend', 'unsuspend', 'new_permissions_accepted'] }],
  ['installation_repositories', { hear: hearInstallationRepositories, actions: ['added', 'removed'] }],
  ['repository', { hear: hearRepository, actions: ['created', 'renamed', 'transferred', 'archived', 'unarchived', 'deleted', 'edited', 'publicized', 'privatized'] }],
  ['push', { hear: hearPush, actions: 'all' }],
  ['pull_request', { hear: hearPullRequest, actions: ['opened', 'reopened', 'synchronize', 'edited', 'closed', 'ready_for_review'] }],
  ['pull_request_review', { hear: hearPullRequestReview, actions: ['submitted', 'dismissed'] }],
  ['workflow_run', { hear: hearWorkflowRun, actions: ['requested', 'in_progress', 'completed'] }],
  ['check_run', { hear: hearCheckRun, actions: ['rerequested', 'requested_action'] }],
  ['check_suite', { hear: hearCheckSuite, actions: ['rerequested'] }],
  ['deployment', { hear: hearDeployment, actions: ['created'] }],
  ['deployment_status', { hear: hearDeploymentStatus, actions: ['created'] }],
  ['issue_comment', { hear: hearIssueComment, actions: ['created', 'edited', 'deleted'] }],
  ['issues', { hear: hearIssues, actions: ['opened', 'reopened', 'closed', 'edited', 'labeled', 'assigned', 'unassigned', 'transferred', 'deleted', 'locked', 'unlocked'] }],
  ['create', { hear: hearCreate, actions: 'all' }],
  ['release', { hear: hearRelease, actions: ['published', 'edited', 'deleted'] }],
])

/** The names of the webhooks that are understood. */
export const UNDERSTOOD_WEBHOOKS: readonly string[] = [...LISTENERS.keys()]

const IGNORED: Meaning = { result: 'ignored', marks: [], events: [], installations: [], repositories: [], removed: [] }

/**
 * What a stored delivery means to the App of this numeric id. A webhook or action that is of no use is `ignored`; one that lacks what is read of it is
 * `unreadable`, with a sentence for the operator that holds nothing of its text. The same delivery always means the same.
 */
export function meaningOf(delivery: Delivery, appId: number): Meaning | { readonly unreadable: string } {
  const listener = LISTENERS.get(delivery.name)
  if (listener === undefined) return IGNORED
  let body: unknown
  try {
    body = JSON.parse(delivery.body)
  } catch {
    return { unreadable: `the body of this ${delivery.name} delivery is not JSON` }
  }
  const payload = payloadOf(body)
  const action = payload.textOrNull('action') ?? ''
  if (listener.actions !== 'all' && !listener.actions.includes(action)) return IGNORED
  const heard = listener.hear({ delivery, payload, appId }, action)
  const [first, ...more] = payload.missing()
  if (first !== undefined) return { unreadable: `this ${delivery.name} delivery lacks ${first}${more.length === 0 ? '' : ` and ${more.length} more`}` }
  return heard === null ? IGNORED : { ...IGNORED, ...heard, result: 'used' }
}
