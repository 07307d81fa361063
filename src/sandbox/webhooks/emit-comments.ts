import { commentShape, issueShape } from '../shapes/issues.ts'
import { repositoryShape } from '../shapes/repositories.ts'
import type { Account, Issue, IssueComment } from '../state/records.ts'
import { need, type World } from '../state/world.ts'
import { emit } from './emit.ts'

/** Tells of a comment. */
export function emitComment(world: World, comment: IssueComment, action: 'created' | 'edited' | 'deleted', sender: Account, before: string | null = null): void {
  const repository = need(world.repositories, comment.repositoryId)
  const issue = world.issues.find((one) => one.repositoryId === comment.repositoryId && one.number === comment.number)
  if (issue === undefined) return
  emit(world, { event: 'issue_comment', action, repository, sender, payload: { issue: issueShape(world, issue), comment: commentShape(world, comment), ...(before === null ? {} : { changes: { body: { from: before } } }) } })
}

/** Tells of an issue. */
export function emitIssue(world: World, issue: Issue, action: 'opened' | 'closed' | 'reopened' | 'edited' | 'locked' | 'unlocked' | 'deleted' | 'transferred', sender: Account, more: Readonly<Record<string, unknown>> = {}): void {
  emit(world, { event: 'issues', action, repository: need(world.repositories, issue.repositoryId), sender, payload: { issue: { draft: false, ...issueShape(world, issue) }, ...more } })
}

/** Tells both repositories of an issue that moves from the one to the other: it leaves, and is opened there. */
export function emitTransfer(world: World, issue: Issue, moved: Issue, sender: Account): void {
  const [from, to] = [need(world.repositories, issue.repositoryId), need(world.repositories, moved.repositoryId)]
  emitIssue(world, issue, 'transferred', sender, { changes: { new_issue: issueShape(world, moved), new_repository: repositoryShape(world, to) } })
  emitIssue(world, moved, 'opened', sender, { changes: { old_issue: issueShape(world, issue), old_repository: repositoryShape(world, from) } })
}
