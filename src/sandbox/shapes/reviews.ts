import type { Review } from '../state/records.ts'
import { need, type World } from '../state/world.ts'
import { accountOf, iso } from './people.ts'
import { associationOf } from './pull-requests.ts'
import { repositoryPage, repositoryUrl } from './repositories.ts'

/** A review of a pull request: as the API gives it with its state in capitals, as webhooks give it in small letters. */
export function reviewShape(world: World, review: Review, letters: 'capitals' | 'small' = 'capitals'): Readonly<Record<string, unknown>> {
  const repository = need(world.repositories, review.repositoryId)
  const pull = `${repositoryUrl(world, repository)}/pulls/${review.number}`
  const page = `${repositoryPage(world, repository)}/pull/${review.number}`
  const html = `${page}#pullrequestreview-${review.id}`
  return {
    id: review.id, node_id: `PRR_${review.id}`, user: accountOf(world, review.userId), body: review.body, state: letters === 'small' ? review.state.toLowerCase() : review.state, html_url: html, pull_request_url: pull,
    _links: { html: { href: html }, pull_request: { href: pull } }, submitted_at: iso(review.submittedAt), commit_id: review.commit, author_association: associationOf(repository, review.userId),
    ...letters === 'small' ? { updated_at: iso(review.submittedAt) } : {},
  }
}
