import { commitOf } from '../git/git-objects.ts'
import { mergeChanges, setRef, writeCommit } from '../git/write-git.ts'
import { emailOf } from '../shapes/commits.ts'
import { pullShape, pullsOf, type PullIssue } from '../shapes/pull-requests.ts'
import type { Account, Issue, Repository } from '../state/records.ts'
import { fullName, need, type World } from '../state/world.ts'
import { emitIssue } from '../webhooks/emit-comments.ts'
import { emit } from '../webhooks/emit.ts'
import { addIssue } from './issues.ts'

/** `head.repository` is a fork's; the repository itself unless it says so. */
export type NewPull = { readonly title: string; readonly body?: string; readonly head: { readonly repository?: Repository; readonly branch: string }; readonly base?: string; readonly draft?: boolean }

/** Opens a pull request. */
export async function openPull(world: World, repository: Repository, { title, body, head, base = repository.defaultBranch, draft = false }: NewPull, actor: Account): Promise<PullIssue> {
  const from = head.repository ?? repository
  const [sha, onto] = await Promise.all([commitOf(from.folder, `heads/${head.branch}`), commitOf(repository.folder, `heads/${base}`)])
  if (sha === null || onto === null) throw new Error(`there is no branch ${sha === null ? head.branch : base}`)
  const pull = { id: world.nextId(), head: { repositoryId: from.id, branch: head.branch, sha }, base: { branch: base, sha: onto }, draft, mergedAt: null, mergedById: null, mergeSha: null }
  const issue = addIssue(world, repository, { title, body: body ?? null, user: actor, viaApp: false }, pull) as PullIssue
  await tryMerge(world, issue)
  await emitPull(world, issue, 'opened', actor)
  return issue
}

/** Tells of a pull request. */
async function emitPull(world: World, issue: PullIssue, action: string, actor: Account, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  emit(world, { event: 'pull_request', action, repository: need(world.repositories, issue.repositoryId), sender: actor, payload: { number: issue.number, pull_request: await pullShape(world, issue), ...more } })
}

/** After a push: the pull requests from the branch follow it and tell so, those into it are tried anew. */
export async function followPush(world: World, repository: Repository, branch: string, before: string | null, after: string, actor: Account): Promise<void> {
  for (const issue of world.issues.filter((one): one is PullIssue => one.pull !== null && one.state === 'open')) {
    const { pull } = issue
    if (pull.head.repositoryId === repository.id && pull.head.branch === branch) {
      pull.head.sha = after
      issue.updatedAt = world.now()
      await tryMerge(world, issue)
      await emitPull(world, issue, 'synchronize', actor, { before, after })
    } else if (issue.repositoryId === repository.id && pull.base.branch === branch) {
      await tryMerge(world, issue)
    }
  }
}

/** Makes the commit that tries the merge, as GitHub does: `refs/pull/N/merge`, and `refs/pull/N/head` beside it. */
async function tryMerge(world: World, { repositoryId, number, pull }: PullIssue): Promise<void> {
  const { folder } = need(world.repositories, repositoryId)
  const base = await commitOf(folder, `heads/${pull.base.branch}`)
  await setRef(folder, `refs/pull/${number}/head`, pull.head.sha)
  if (base === null) return
  pull.base.sha = base
  const files = await mergeChanges(folder, base, pull.head.sha)
  const message = `Merge ${pull.head.sha} into ${base}`
  pull.mergeSha = files === null ? null : await writeCommit(folder, { ref: `refs/pull/${number}/merge`, parents: [base, pull.head.sha], files, message, author: { name: 'GitHub', email: 'noreply@github.com' }, at: world.now() })
}

/** Merges a pull request by a merge commit and tells so; gives the commit. `pushed` tells of the branch that moved. */
export async function mergePull(
  world: World, issue: PullIssue, actor: Account, pushed: (repository: Repository, branch: string, before: string, after: string) => Promise<void>,
): Promise<string> {
  const repository = need(world.repositories, issue.repositoryId)
  const { pull } = issue
  const base = await commitOf(repository.folder, `heads/${pull.base.branch}`)
  const files = base === null ? null : await mergeChanges(repository.folder, base, pull.head.sha)
  if (issue.state !== 'open' || base === null || files === null) throw new Error(`pull request ${issue.number} cannot be merged`)
  const owner = fullName(world, need(world.repositories, pull.head.repositoryId)).split('/')[0] ?? ''
  const sha = await writeCommit(repository.folder, {
    ref: `refs/heads/${pull.base.branch}`, parents: [base, pull.head.sha], files, message: `Merge pull request #${issue.number} from ${owner}/${pull.head.branch}\n\n${issue.title}`,
    author: { name: actor.login, email: emailOf(actor) }, at: world.now(),
  })
  const now = world.now()
  Object.assign(issue, { state: 'closed', closedAt: now, updatedAt: now })
  Object.assign(pull, { mergedAt: now, mergedById: actor.id, mergeSha: sha })
  await emitPull(world, issue, 'closed', actor)
  await pushed(repository, pull.base.branch, base, sha)
  return sha
}

/** Closes a pull request without merging it, opens it again, or takes its draft's mark away. */
export async function setPull(world: World, issue: PullIssue, to: 'closed' | 'reopened' | 'ready_for_review', actor: Account): Promise<void> {
  const now = world.now()
  if (to === 'ready_for_review') issue.pull.draft = false
  else Object.assign(issue, { state: to === 'closed' ? 'closed' : 'open', closedAt: to === 'closed' ? now : null })
  issue.updatedAt = now
  await emitPull(world, issue, to, actor)
}

/** Locks a conversation: from then on nobody but people who may write says anything in it (GitHub documentation, "Locking conversations"). */
export async function lockConversation(world: World, issue: Issue, actor: Account): Promise<void> {
  issue.isLocked = true
  if (isPull(issue)) await emitPull(world, issue, 'locked', actor)
  else emitIssue(world, issue, 'locked', actor)
}

/** Lets everybody speak again on an issue. */
export function unlockIssue(world: World, issue: Issue, actor: Account): void {
  issue.isLocked = false
  emitIssue(world, issue, 'unlocked', actor)
}

function isPull(issue: Issue): issue is PullIssue {
  return issue.pull !== null
}

/** The pull request of a number. Throws where there is none. */
export function pullNumbered(world: World, repository: Repository, number: number): PullIssue {
  const found = pullsOf(world, repository).find((one) => one.number === number)
  if (found === undefined) throw new Error(`${fullName(world, repository)} has no pull request ${number}`)
  return found
}
