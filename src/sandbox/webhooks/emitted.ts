/** Every webhook that the sandbox sends, by event and action. */
export const EMITTED: readonly string[] = [
  'check_run.completed', 'check_run.created', 'check_run.requested_action', 'check_run.rerequested', 'check_suite.completed', 'check_suite.requested', 'check_suite.rerequested', 'create', 'delete',
  'deployment.created', 'deployment_status.created', 'fork', 'installation.created', 'installation.deleted', 'installation.new_permissions_accepted', 'installation.suspend', 'installation.unsuspend',
  'installation_repositories.added', 'installation_repositories.removed', 'issue_comment.created', 'issue_comment.deleted', 'issue_comment.edited', 'issues.closed', 'issues.deleted', 'issues.edited', 'issues.locked', 'issues.opened', 'issues.reopened', 'issues.transferred', 'issues.unlocked',
  'pull_request.closed', 'pull_request.opened', 'pull_request.ready_for_review', 'pull_request.reopened', 'pull_request.synchronize', 'pull_request_review.dismissed', 'pull_request_review.submitted', 'push',
  'repository.archived', 'repository.created', 'repository.deleted', 'repository.edited', 'repository.renamed', 'repository.transferred', 'repository.unarchived',
  'workflow_run.completed', 'workflow_run.in_progress', 'workflow_run.requested',
]
