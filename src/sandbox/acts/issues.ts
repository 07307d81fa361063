import { emitComment, emitIssue, emitTransfer } from '../webhooks/emit-comments.ts'
import type { Account, Issue, IssueComment, PullRequestPart, Repository } from '../state/records.ts'
import { need, type World } from '../state/world.ts'

export type IssueChange = { readonly title?: string; readonly body?: string; readonly state?: Issue['state'] }
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

/** Changes what an issue says, or whether it is open. */
export function changeIssue(world: World, issue: Issue, { title, body, state }: IssueChange, by: Account): void {
  const before = { title: issue.title, body: issue.body, state: issue.state }
  Object.assign(issue, { ...(title === undefined ? {} : { title }), ...(body === undefined ? {} : { body }), ...(state === undefined ? {} : { state }) })
  issue.updatedAt = world.now()
  issue.closedAt = issue.state === 'closed' ? issue.closedAt ?? world.now() : null
  if (before.state !== issue.state) return emitIssue(world, issue, issue.state === 'closed' ? 'closed' : 'reopened', by)
  const changes = { ...(before.title === issue.title ? {} : { title: { from: before.title } }), ...(before.body === issue.body ? {} : { body: { from: before.body ?? '' } }) }
  // What changes nothing is told to nobody.
  if (Object.keys(changes).length > 0) emitIssue(world, issue, 'edited', by, { changes })
}

/** Takes an issue away, with all that was said on it: its address says so from then on. */
export function deleteIssue(world: World, issue: Issue, by: Account): void {
  emitIssue(world, issue, 'deleted', by)
  takeAway(world, issue)
  need(world.repositories, issue.repositoryId).formerIssues.set(issue.number, null)
}

/** Moves an issue with its comments to another repository of the same owner, under that one's next number: its earlier address leads there. */
export function transferIssue(world: World, issue: Issue, to: Repository, by: Account): Issue {
  const from = need(world.repositories, issue.repositoryId)
  if (from.ownerId !== to.ownerId) throw new Error('an issue moves within one account alone')
  to.lastNumber += 1
  const moved: Issue = { ...issue, id: world.nextId(), repositoryId: to.id, number: to.lastNumber, updatedAt: world.now() }
  const comments = [...world.comments.values()].filter(({ repositoryId, number }) => repositoryId === issue.repositoryId && number === issue.number)
  emitTransfer(world, issue, moved, by)
  takeAway(world, issue)
  from.formerIssues.set(issue.number, { repositoryId: to.id, number: moved.number })
  world.issues.push(moved)
  for (const comment of comments) {
    const id = world.nextId()
    world.comments.set(id, { ...comment, id, repositoryId: to.id, number: moved.number })
  }
  return moved
}

function takeAway(world: World, issue: Issue): void {
  world.issues.splice(world.issues.indexOf(issue), 1)
  for (const { id, repositoryId, number } of world.comments.values()) if (repositoryId === issue.repositoryId && number === issue.number) world.comments.delete(id)
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
