import { countCommits, differencesOf, type FileDifference } from '../git/history.ts'
import { mergeBase } from '../git/write-git.ts'
import type { Issue, PullRequestPart, Repository } from '../state/records.ts'
import { need, type World } from '../state/world.ts'
import { accountOf, iso, isoOrNull } from './people.ts'
import { repositoryPage, repositoryShape, repositoryUrl } from './repositories.ts'

type Json = Readonly<Record<string, unknown>>
export type PullIssue = Issue & { readonly pull: PullRequestPart }

/** The pull requests of a repository, in the order of their numbers. */
export function pullsOf(world: World, repository: Repository): readonly PullIssue[] {
  return world.issues.filter((issue): issue is PullIssue => issue.repositoryId === repository.id && issue.pull !== null)
}

/** What somebody is to a repository. */
export function associationOf(repository: Repository, userId: number): string {
  return userId === repository.ownerId ? 'OWNER' : repository.collaborators.has(userId) ? 'COLLABORATOR' : 'NONE'
}

/** A pull request as check runs and workflow runs name it. */
function minimalPullShape(world: World, { number, pull, repositoryId }: PullIssue): Json {
  const base = need(world.repositories, repositoryId)
  const part = (repository: Repository): Json => ({ id: repository.id, url: repositoryUrl(world, repository), name: repository.name })
  const head = world.repositories.get(pull.head.repositoryId) ?? base
  return {
    id: pull.id, number, url: `${repositoryUrl(world, base)}/pulls/${number}`,
    head: { ref: pull.head.branch, sha: pull.head.sha, repo: part(head) }, base: { ref: pull.base.branch, sha: pull.base.sha, repo: part(base) },
  }
}

/** The open pull requests that a check run or workflow run on a commit names: none from forks, as on GitHub. */
export function namedPulls(world: World, repository: Repository, sha: string): readonly Json[] {
  return pullsOf(world, repository).filter(({ state, pull }) => state === 'open' && pull.head.sha === sha && pull.head.repositoryId === repository.id).map((one) => minimalPullShape(world, one))
}

/** A pull request as a list gives it. */
export function simplePullShape(world: World, issue: PullIssue): Json {
  const { pull, number } = issue
  const repository = need(world.repositories, issue.repositoryId)
  const url = repositoryUrl(world, repository)
  const page = `${repositoryPage(world, repository)}/pull/${number}`
  const head = world.repositories.get(pull.head.repositoryId)
  const links = {
    self: `${url}/pulls/${number}`, html: page, issue: `${url}/issues/${number}`, comments: `${url}/issues/${number}/comments`, review_comments: `${url}/pulls/${number}/comments`,
    review_comment: `${url}/pulls/comments{/number}`, commits: `${url}/pulls/${number}/commits`, statuses: `${url}/statuses/${pull.head.sha}`,
  }
  const part = (of: Repository | undefined, ref: string, sha: string): Json => {
    const owner = accountOf(world, (of ?? repository).ownerId)
    return { label: `${String(owner['login'])}:${ref}`, ref, sha, user: owner, repo: of === undefined ? null : repositoryShape(world, of) }
  }
  return {
    url: links.self, id: pull.id, node_id: `PR_${pull.id}`, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch`, issue_url: links.issue, number, state: issue.state, locked: issue.isLocked,
    title: issue.title, user: accountOf(world, issue.userId), body: issue.body, created_at: iso(issue.createdAt), updated_at: iso(issue.updatedAt), closed_at: isoOrNull(issue.closedAt), merged_at: isoOrNull(pull.mergedAt),
    merge_commit_sha: pull.mergeSha, assignee: null, assignees: [], requested_reviewers: [], requested_teams: [], labels: [], milestone: null, draft: pull.draft,
    commits_url: links.commits, review_comments_url: links.review_comments, review_comment_url: links.review_comment, comments_url: links.comments, statuses_url: links.statuses,
    head: part(head, pull.head.branch, pull.head.sha), base: part(repository, pull.base.branch, pull.base.sha),
    _links: Object.fromEntries(Object.entries(links).map(([name, href]) => [name, { href }])), author_association: associationOf(repository, issue.userId), auto_merge: null, active_lock_reason: null,
  }
}

/** A pull request as it is asked for alone and as webhooks give it. */
export async function pullShape(world: World, issue: PullIssue): Promise<Json> {
  const { folder } = need(world.repositories, issue.repositoryId)
  const { pull } = issue
  const files = await pullFiles(world, issue)
  const comments = [...world.comments.values()].filter(({ repositoryId, number }) => repositoryId === issue.repositoryId && number === issue.number)
  return {
    ...simplePullShape(world, issue), merged: pull.mergedAt !== null, mergeable: issue.state === 'closed' ? null : pull.mergeSha !== null, rebaseable: issue.state === 'closed' ? null : pull.mergeSha !== null,
    mergeable_state: issue.state === 'closed' ? 'unknown' : pull.mergeSha === null ? 'dirty' : 'clean', merged_by: pull.mergedById === null ? null : accountOf(world, pull.mergedById),
    comments: comments.length, review_comments: 0, maintainer_can_modify: pull.head.repositoryId !== issue.repositoryId, commits: await countCommits(folder, `${pull.base.sha}..${pull.head.sha}`),
    additions: files.reduce((sum, { additions }) => sum + additions, 0), deletions: files.reduce((sum, { deletions }) => sum + deletions, 0), changed_files: files.length,
  }
}

/** The files that a pull request changes: from where it left its base. */
export async function pullFiles(world: World, { repositoryId, pull }: PullIssue): Promise<readonly FileDifference[]> {
  const { folder } = need(world.repositories, repositoryId)
  const base = await mergeBase(folder, pull.base.sha, pull.head.sha)
  return base === null ? [] : differencesOf(folder, base, pull.head.sha)
}

/** A changed file of a pull request or comparison. */
export function fileShape(world: World, repository: Repository, commit: string, file: FileDifference): Json {
  const page = repositoryPage(world, repository)
  const path = file.path.split('/').map(encodeURIComponent).join('/')
  return {
    sha: file.sha, filename: file.path, status: file.status, additions: file.additions, deletions: file.deletions, changes: file.additions + file.deletions,
    blob_url: `${page}/blob/${commit}/${path}`, raw_url: `${page}/raw/${commit}/${path}`, contents_url: `${repositoryUrl(world, repository)}/contents/${path}?ref=${commit}`,
    ...(file.before === null ? {} : { previous_filename: file.before }),
  }
}
