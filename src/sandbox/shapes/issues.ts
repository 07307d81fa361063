import type { Issue, IssueComment, Reaction } from '../state/records.ts'
import { need, type World } from '../state/world.ts'
import { accountOf, iso, isoOrNull, viaApp } from './people.ts'
import { associationOf } from './pull-requests.ts'
import { repositoryPage, repositoryUrl } from './repositories.ts'

type Json = Readonly<Record<string, unknown>>
export const REACTIONS: readonly string[] = ['+1', '-1', 'laugh', 'hooray', 'confused', 'heart', 'rocket', 'eyes']

/** An issue, or a pull request seen as one. */
export function issueShape(world: World, issue: Issue): Json {
  const repository = need(world.repositories, issue.repositoryId)
  const root = repositoryUrl(world, repository)
  const url = `${root}/issues/${issue.number}`
  const page = `${repositoryPage(world, repository)}/${issue.pull === null ? 'issues' : 'pull'}/${issue.number}`
  return {
    id: issue.id, node_id: `I_${issue.id}`, url, repository_url: root, labels_url: `${url}/labels{/name}`, comments_url: `${url}/comments`, events_url: `${url}/events`, html_url: page, timeline_url: `${url}/timeline`,
    number: issue.number, state: issue.state, state_reason: null, title: issue.title, body: issue.body, user: accountOf(world, issue.userId), labels: [], assignee: null, assignees: [], milestone: null, locked: issue.isLocked, active_lock_reason: null,
    comments: [...world.comments.values()].filter(({ repositoryId, number }) => repositoryId === issue.repositoryId && number === issue.number).length,
    created_at: iso(issue.createdAt), updated_at: iso(issue.updatedAt), closed_at: isoOrNull(issue.closedAt), author_association: associationOf(repository, issue.userId), performed_via_github_app: viaApp(world, issue.viaApp),
    reactions: rollup(url, world.reactions.filter((one) => one.repositoryId === issue.repositoryId && one.number === issue.number && one.commentId === null)),
    ...(issue.pull === null ? {} : { draft: issue.pull.draft, pull_request: { url: `${root}/pulls/${issue.number}`, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, merged_at: isoOrNull(issue.pull.mergedAt) } }),
  }
}

/** A comment on an issue or pull request. */
export function commentShape(world: World, comment: IssueComment): Json {
  const repository = need(world.repositories, comment.repositoryId)
  const root = repositoryUrl(world, repository)
  const url = `${root}/issues/comments/${comment.id}`
  const isPull = world.issues.some(({ repositoryId, number, pull }) => repositoryId === comment.repositoryId && number === comment.number && pull !== null)
  return {
    id: comment.id, node_id: `IC_${comment.id}`, url, html_url: `${repositoryPage(world, repository)}/${isPull ? 'pull' : 'issues'}/${comment.number}#issuecomment-${comment.id}`, issue_url: `${root}/issues/${comment.number}`,
    body: comment.body, user: accountOf(world, comment.userId), created_at: iso(comment.createdAt), updated_at: iso(comment.updatedAt), author_association: associationOf(repository, comment.userId),
    performed_via_github_app: viaApp(world, comment.viaApp), reactions: rollup(url, world.reactions.filter(({ commentId }) => commentId === comment.id)),
  }
}

/** One reaction. */
export function reactionShape(world: World, reaction: Reaction): Json {
  return { id: reaction.id, node_id: `REA_${reaction.id}`, user: accountOf(world, reaction.userId), content: reaction.content, created_at: iso(reaction.createdAt) }
}

function rollup(url: string, reactions: readonly Reaction[]): Json {
  return { url: `${url}/reactions`, total_count: reactions.length, ...Object.fromEntries(REACTIONS.map((name) => [name, reactions.filter(({ content }) => content === name).length])) }
}
