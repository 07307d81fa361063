/** Events that start a workflow (GitHub's documentation, "Events that trigger workflows"). */
export const EVENTS: ReadonlySet<string> = new Set([
  'branch_protection_rule', 'check_run', 'check_suite', 'create', 'delete', 'deployment', 'deployment_status', 'discussion', 'discussion_comment', 'fork', 'gollum',
  'image_version', 'issue_comment', 'issues', 'label', 'merge_group', 'milestone', 'page_build', 'project', 'project_card', 'project_column', 'public', 'pull_request',
  'pull_request_comment', 'pull_request_review', 'pull_request_review_comment', 'pull_request_target', 'push', 'registry_package', 'release', 'repository_dispatch',
  'schedule', 'status', 'watch', 'workflow_call', 'workflow_dispatch', 'workflow_run',
])

const FILTERS = ['branches', 'branches-ignore', 'paths', 'paths-ignore', 'types']

/** Keys that the settings of an event may have; every other event has `types` only. */
export const EVENT_KEYS: Readonly<Record<string, readonly string[]>> = {
  push: ['branches', 'branches-ignore', 'tags', 'tags-ignore', 'paths', 'paths-ignore'],
  pull_request: FILTERS, pull_request_target: FILTERS, merge_group: ['types', 'branches', 'branches-ignore'],
  workflow_run: ['workflows', 'types', 'branches', 'branches-ignore'],
  workflow_call: ['inputs', 'outputs', 'secrets'], workflow_dispatch: ['inputs'],
}

export const WORKFLOW_KEYS: ReadonlySet<string> = new Set(['name', 'run-name', 'description', 'on', 'true', 'permissions', 'env', 'defaults', 'concurrency', 'jobs'])

export const JOB_KEYS: ReadonlySet<string> = new Set([
  'name', 'permissions', 'needs', 'if', 'runs-on', 'environment', 'concurrency', 'outputs', 'env', 'defaults', 'steps', 'timeout-minutes', 'strategy',
  'continue-on-error', 'container', 'services', 'uses', 'with', 'secrets', 'snapshot',
])

export const STEP_KEYS: ReadonlySet<string> = new Set([
  'id', 'if', 'name', 'uses', 'run', 'working-directory', 'shell', 'with', 'env', 'continue-on-error', 'timeout-minutes',
])
