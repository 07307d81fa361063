import { emitComment, emitIssue } from '../webhooks/emit-comments.ts'
import type { Account, Issue, IssueComment, PullRequestPart, Repository } from '../state/records.ts'
import type { World } from '../state/world.ts'

export type NewIssue = { readonly title: string; readonly body: string | null; readonly user: Account; readonly viaApp: boolean }

/** Adds an issue or pull request under the repository's next number, and tells nobody. */
export function addIssue(world: World, repository: Repository, { title, body, user, viaApp }: NewIssue, pull: PullRequestPart | null): Issue {
  repository.lastNumber += 1
  const now = world.now()
  const issue: Issue = { id: world.nextId(), repositoryId: repository.id, number: repository.lastNumber, title, body, userId: user.id, viaApp, state: 'open', isLocked: false, createdAt: now, updatedAt: now, closedAt: null, pull }
  world.issues.push(issue)
  return issue
}

/** Opens an issue. */
export function openIssue(world: World, repository: Repository, asked: NewIssue): Issue {
  const issue = addIssue(world, repository, asked, null)
  emitIssue(world, issue, 'opened', asked.user)
  return issue
}

/** Writes a comment on an issue or pull request. */
export function addComment(world: World, issue: Issue, body: string, user: Account, viaApp: boolean): IssueComment {
  const now = world.now()
  const comment: IssueComment = { id: world.nextId(), repositoryId: issue.repositoryId, number: issue.number, body, userId: user.id, viaApp, createdAt: now, updatedAt: now }
  world.comments.set(comment.id, comment)
  emitComment(world, comment, 'created', user)
  return comment
}

/** Changes a comment's text. */
export function changeComment(world: World, comment: IssueComment, body: string, by: Account): void {
  const before = comment.body
  comment.body = body
  comment.updatedAt = world.now()
  emitComment(world, comment, 'edited', by, before)
}

/** Takes a comment away. */
export function removeComment(world: World, comment: IssueComment, by: Account): void {
  emitComment(world, comment, 'deleted', by)
  world.comments.delete(comment.id)
}
