import { join } from 'node:path'
import { commitsOf, differencesOf, isAncestor, type CommitFacts } from '../git/history.ts'
import { commitOf } from '../git/git-objects.ts'
import { deleteRef, forkRepository, initRepository, setRef, writeCommit, type FileChanges } from '../git/write-git.ts'
import { emailOf, pushedCommitShape } from '../shapes/commits.ts'
import { repositoryPage, repositoryShape } from '../shapes/repositories.ts'
import type { Account, Activity, Repository } from '../state/records.ts'
import { fullName, installationOn, need, type World } from '../state/world.ts'
import { emitCheckSuite, suiteFor } from '../webhooks/emit-checks.ts'
import { emit } from '../webhooks/emit.ts'
import { followPush } from './pull-requests.ts'

const NOTHING = '0'.repeat(40)
/** A push names at most so many commits. */
const MOST_COMMITS = 2048

export type NewRepository = { readonly owner: Account; readonly name: string; readonly private?: boolean; readonly topics?: readonly string[]; readonly defaultBranch?: string; readonly description?: string; readonly template?: Repository | null }

/** Adds a repository that lies on disk already; tells nobody. `template` is what it was made from. */
export function hostRepository(world: World, { owner, name, private: hidden = false, topics = [], defaultBranch = 'main', description, template = null }: NewRepository, folder: string, forkOf: number | null = null): Repository {
  const now = world.now()
  const repository: Repository = {
    id: world.nextId(), ownerId: owner.id, name, folder, private: hidden, archived: false, defaultBranch, topics, description: description ?? null, forkOf, templateId: template?.id ?? null, createdAt: now, pushedAt: now,
    collaborators: new Map(), formerNames: [], hasIssues: true, formerIssues: new Map(), lastNumber: 0, activity: [],
  }
  world.repositories.set(repository.id, repository)
  return repository
}

/** Makes an empty repository and tells the App where it reaches it. */
export async function createRepository(world: World, asked: NewRepository, actor: Account): Promise<Repository> {
  const folder = join(world.folder, `${world.nextId()}.git`)
  await initRepository(folder, asked.defaultBranch ?? 'main')
  const repository = hostRepository(world, asked, folder)
  const installation = installationOn(world, repository)
  emit(world, { event: 'repository', action: 'created', repository, sender: actor, payload: {} })
  if (installation !== undefined) {
    const added = [namesOf(world, repository)]
    emit(world, { event: 'installation_repositories', action: 'added', installation, sender: actor, payload: { repository_selection: installation.selection, repositories_added: added, repositories_removed: [], requester: null } })
  }
  return repository
}

/** A repository as lists of an installation name it. */
export function namesOf(world: World, repository: Repository): object {
  return { id: repository.id, node_id: `R_${repository.id}`, name: repository.name, full_name: fullName(world, repository), private: repository.private }
}

/** Copies a repository to another account, sharing its objects. */
export async function fork(world: World, parent: Repository, owner: Account, name = parent.name): Promise<Repository> {
  const folder = join(world.folder, `${world.nextId()}.git`)
  await forkRepository(parent.folder, folder, parent.defaultBranch)
  const copy = hostRepository(world, { owner, name, private: parent.private, defaultBranch: parent.defaultBranch }, folder, parent.id)
  emit(world, { event: 'fork', repository: parent, sender: owner, payload: { forkee: { ...repositoryShape(world, copy), public: !copy.private } } })
  return copy
}

/** `from` is the branch that a new one starts at, the default branch unless it says so; `amend` takes the last commit's place; `author` writes the commit, whoever pushes it unless it says so. */
export type Push = { readonly files: FileChanges; readonly message?: string; readonly from?: string; readonly amend?: boolean; readonly author?: { readonly name: string; readonly email: string } }

/** Commits files to a branch, made where there is none, and tells of it; gives the commit. */
export async function push(world: World, repository: Repository, branch: string, { files, message = 'Work on it', from, amend = false, author }: Push, actor: Account): Promise<string> {
  const tip = await commitOf(repository.folder, `heads/${branch}`)
  const start = tip ?? await commitOf(repository.folder, `heads/${from ?? repository.defaultBranch}`)
  const parents = amend && start !== null ? (await commitsOf(repository.folder, [start], 1))[0]?.parents ?? [] : start === null ? [] : [start]
  const sha = await writeCommit(repository.folder, { ref: `refs/heads/${branch}`, parents, files, message, author: author ?? { name: actor.login, email: emailOf(actor) }, at: world.now() })
  await pushed(world, repository, branch, tip, sha, actor)
  return sha
}

/** Tells of a branch that has moved to a commit: `before` is where it was, null where it is new. */
export async function pushed(world: World, repository: Repository, branch: string, before: string | null, after: string, actor: Account, how?: Activity['kind']): Promise<void> {
  const forced = before !== null && !await isAncestor(repository.folder, before, after)
  note(world, repository, branch, before ?? NOTHING, after, actor, how ?? (before === null ? 'branch_creation' : forced ? 'force_push' : 'push'))
  if (before === null) emit(world, { event: 'create', repository, sender: actor, payload: { ref: branch, ref_type: 'branch', master_branch: repository.defaultBranch, description: repository.description, pusher_type: 'user' } })
  await emitPush(world, repository, `refs/heads/${branch}`, before, after, forced, actor)
  const installation = installationOn(world, repository)
  if (world.app !== null && installation?.permissions['checks'] !== undefined) await emitCheckSuite(world, suiteFor(world, repository, world.app.id, after, branch, before ?? NOTHING), 'requested', actor)
  await followPush(world, repository, branch, before, after, actor)
}

/** Takes a branch away. */
export async function deleteBranch(world: World, repository: Repository, branch: string, actor: Account): Promise<void> {
  const tip = await commitOf(repository.folder, `heads/${branch}`)
  if (tip === null) throw new Error(`${fullName(world, repository)} has no branch ${branch}`)
  await deleteRef(repository.folder, `refs/heads/${branch}`)
  note(world, repository, branch, tip, NOTHING, actor, 'branch_deletion')
  emit(world, { event: 'delete', repository, sender: actor, payload: { ref: branch, ref_type: 'branch', pusher_type: 'user' } })
  await emitPush(world, repository, `refs/heads/${branch}`, tip, null, false, actor)
}

/** Puts a tag on a commit. */
export async function tag(world: World, repository: Repository, name: string, commit: string, actor: Account): Promise<void> {
  await setRef(repository.folder, `refs/tags/${name}`, commit)
  emit(world, { event: 'create', repository, sender: actor, payload: { ref: name, ref_type: 'tag', master_branch: repository.defaultBranch, description: repository.description, pusher_type: 'user' } })
  await emitPush(world, repository, `refs/tags/${name}`, null, commit, false, actor)
}

function note(world: World, repository: Repository, branch: string, before: string, after: string, actor: Account, kind: Activity['kind']): void {
  repository.pushedAt = world.now()
  repository.activity.push({ id: world.nextId(), before, after, ref: `refs/heads/${branch}`, at: world.now(), actorId: actor.id, kind })
}

async function emitPush(world: World, repository: Repository, ref: string, before: string | null, after: string | null, forced: boolean, actor: Account): Promise<void> {
  if (installationOn(world, repository) === undefined) return
  const { folder } = repository
  const base = before ?? (ref === `refs/heads/${repository.defaultBranch}` || ref.startsWith('refs/tags/') ? null : await commitOf(folder, `heads/${repository.defaultBranch}`))
  const commits = after === null || ref.startsWith('refs/tags/') ? [] : [...await commitsOf(folder, base === null ? [after] : [after, `^${base}`], MOST_COMMITS)].reverse()
  const head = after === null ? undefined : (await commitsOf(folder, [after], 1))[0]
  const shapes = await Promise.all(commits.map(async (commit) => pushedCommitShape(world, repository, commit, await touched(folder, commit))))
  const page = repositoryPage(world, repository)
  emit(world, {
    event: 'push', repository, sender: actor, payload: {
      ref, before: before ?? NOTHING, after: after ?? NOTHING, created: before === null, deleted: after === null, forced, base_ref: null, compare: `${page}/compare/${(before ?? NOTHING).slice(0, 12)}...${(after ?? NOTHING).slice(0, 12)}`,
      commits: shapes, head_commit: head === undefined ? null : shapes.at(-1) ?? pushedCommitShape(world, repository, head, await touched(folder, head)), pusher: { name: actor.login, email: emailOf(actor) },
    },
  })
}

/** Git's name for the tree without files. */
const EMPTY_TREE = '4b825dc642cb6eb9a060e54bf8d69288fbee4904'

async function touched(folder: string, commit: CommitFacts): Promise<{ readonly added: readonly string[]; readonly removed: readonly string[]; readonly modified: readonly string[] }> {
  const files = await differencesOf(folder, commit.parents[0] ?? EMPTY_TREE, commit.sha)
  return {
    added: files.filter(({ status }) => status === 'added' || status === 'renamed').map(({ path }) => path),
    removed: [...files.filter(({ status }) => status === 'removed').map(({ path }) => path), ...files.flatMap(({ before }) => before ?? [])],
    modified: files.filter(({ status }) => status === 'modified').map(({ path }) => path),
  }
}

/** Gives a repository another name; the earlier one leads to it. */
export function rename(world: World, repository: Repository, name: string, actor: Account): void {
  const before = repository.name
  repository.formerNames.push(fullName(world, repository).toLowerCase())
  repository.name = name
  emit(world, { event: 'repository', action: 'renamed', repository, sender: actor, payload: { changes: { repository: { name: { from: before } } } } })
}

/** Gives a repository to another account. It leaves the installation of the one, and enters that of the other where it reaches all. */
export function transfer(world: World, repository: Repository, to: Account, actor: Account): void {
  const left = installationOn(world, repository)
  const from = need(world.accounts, repository.ownerId)
  repository.formerNames.push(fullName(world, repository).toLowerCase())
  repository.ownerId = to.id
  left?.repositoryIds.delete(repository.id)
  const entered = installationOn(world, repository)
  const names = [namesOf(world, repository)]
  if (left !== undefined && left !== entered) emit(world, { event: 'installation_repositories', action: 'removed', installation: left, sender: actor, payload: { repository_selection: left.selection, repositories_added: [], repositories_removed: names, requester: null } })
  if (entered !== undefined && left !== entered) emit(world, { event: 'installation_repositories', action: 'added', installation: entered, sender: actor, payload: { repository_selection: entered.selection, repositories_added: names, repositories_removed: [], requester: null } })
  emit(world, { event: 'repository', action: 'transferred', repository, sender: actor, payload: { changes: { owner: { from: { [from.kind === 'Organization' ? 'organization' : 'user']: { login: from.login, id: from.id } } } } } })
}

/** Sets a repository to rest, or wakes it. */
export function setArchived(world: World, repository: Repository, archived: boolean, actor: Account): void {
  repository.archived = archived
  emit(world, { event: 'repository', action: archived ? 'archived' : 'unarchived', repository, sender: actor, payload: {} })
}

/** Changes the topics of a repository. */
export function setTopics(world: World, repository: Repository, topics: readonly string[], actor: Account): void {
  const before = repository.topics
  repository.topics = topics
  emit(world, { event: 'repository', action: 'edited', repository, sender: actor, payload: { changes: { topics: { from: before } } } })
}

/** Removes a repository for good. */
export function deleteRepository(world: World, repository: Repository, actor: Account): void {
  emit(world, { event: 'repository', action: 'deleted', repository, sender: actor, payload: {} })
  world.repositories.delete(repository.id)
}
