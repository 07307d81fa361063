import type { PullIssue } from '../shapes/pull-requests.ts'
import { simplePullShape } from '../shapes/pull-requests.ts'
import { reviewShape } from '../shapes/reviews.ts'
import type { Account, Review } from '../state/records.ts'
import { need, type World } from '../state/world.ts'
import { emit } from '../webhooks/emit.ts'

export type NewReview = { readonly says: 'APPROVED' | 'CHANGES_REQUESTED' | 'COMMENTED'; readonly body?: string }

/** Reviews a pull request. Its own opener can only comment on it, as on GitHub. */
export function review(world: World, issue: PullIssue, { says, body }: NewReview, actor: Account): Review {
  if (says !== 'COMMENTED' && issue.userId === actor.id) throw new Error('nobody approves their own pull request, or asks themselves for changes')
  const now = world.now()
  const made: Review = { id: world.nextId(), repositoryId: issue.repositoryId, number: issue.number, userId: actor.id, state: says, body: body ?? null, commit: issue.pull.head.sha, submittedAt: now }
  world.reviews.push(made)
  issue.updatedAt = now
  tell(world, issue, made, 'submitted', actor)
  return made
}

/** Takes away what a review holds up or lets through. */
export function dismissReview(world: World, issue: PullIssue, made: Review, actor: Account): void {
  made.state = 'DISMISSED'
  issue.updatedAt = world.now()
  tell(world, issue, made, 'dismissed', actor)
}

function tell(world: World, issue: PullIssue, made: Review, action: 'submitted' | 'dismissed', sender: Account): void {
  emit(world, { event: 'pull_request_review', action, repository: need(world.repositories, issue.repositoryId), sender, payload: { review: reviewShape(world, made, 'small'), pull_request: simplePullShape(world, issue) } })
}
