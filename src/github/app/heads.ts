import type { FromGitHub, Head } from '../../flow/ports/github-ports.ts'
import type { HostedRepository, PullRequest } from '../../model/hosting.ts'
import { field, itemsOf, textField } from '../json.ts'
import { payloadOf } from '../meanings/payload.ts'
import { A_PAGE, type Desk } from './desk.ts'
import { hostedIn, hostedOf, pullRequestIn, templateIn } from './hosted.ts'
import { listed } from './lists.ts'
import { valueOf } from './trouble.ts'

const MOST_REPOSITORY_PAGES = 50
const MOST_PULL_PAGES = 5

const HEAD = `query ($owner: String!, $name: String!, $ref: String!) {
  repository(owner: $owner, name: $name) {
    databaseId nameWithOwner isArchived visibility defaultBranchRef { name } ref(qualifiedName: $ref) { target { oid } }
    refs(refPrefix: "refs/heads/", first: 100) { nodes { name } pageInfo { hasNextPage } }
  }
}`

/** The names of a repository's branches as one answer gave them; null where there are more. */
export type BranchNames = readonly string[] | null

/** A repository by its numeric id, which stays through renames and transfers, with what it was made from. */
export async function repositoryById({ client, installationId }: Desk, id: number): Promise<FromGitHub<HostedRepository>> {
  return valueOf(await client.askRoute('GET /repositories/{id}', { id }), `repository ${id}`, (body) => {
    const found = hostedIn(body, installationId)
    return found === null ? null : { ...found, template: templateIn(body) }
  })
}

/** The repositories that the installation reaches, 5,000 at most. */
export function repositoriesOf({ client, installationId }: Desk): Promise<FromGitHub<readonly HostedRepository[]>> {
  const page = (number: number): ReturnType<typeof client.ask> => client.ask((rest, request) => rest.apps.listReposAccessibleToInstallation({ per_page: A_PAGE, page: number, request }))
  return listed(`the repositories of installation ${installationId}`, page, 'repositories', (answer) => hostedOf(answer, installationId), MOST_REPOSITORY_PAGES)
}

/** The head of a branch, its repository as it is now, and the names of all branches, with one query. */
export async function branchHead(desk: Desk, repository: HostedRepository, branch: string, onBranches: (names: BranchNames) => void): Promise<FromGitHub<Head>> {
  return headOf(repository, await underPresentName<Head | 'none'>(desk, repository, async (known) => {
    const asked = `a branch of repository ${repository.id}`
    const answer = await desk.client.query(HEAD, { owner: known.owner, name: known.name, ref: `refs/heads/${branch}` })
    return valueOf(answer, asked, (body) => {
      const found = field(field(body, 'data'), 'repository')
      const [owner, name] = (textField(found, 'nameWithOwner') ?? '').split('/')
      const [archived, visibility] = [field(found, 'isArchived'), field(found, 'visibility')]
      if (owner === undefined || name === undefined || typeof archived !== 'boolean' || typeof visibility !== 'string') return null
      const id = field(found, 'databaseId')
      if ((typeof id === 'number' && id !== repository.id) || owner.toLowerCase() !== known.owner.toLowerCase()) return 'another'
      onBranches(field(field(field(found, 'refs'), 'pageInfo'), 'hasNextPage') === false ? itemsOf(field(field(found, 'refs'), 'nodes')).flatMap((node) => textField(node, 'name') ?? []) : null)
      const commit = textField(field(field(found, 'ref'), 'target'), 'oid')
      if (commit === null) return 'none'
      return { repository: { ...known, owner, name, archived, private: visibility === 'PRIVATE', defaultBranch: textField(field(found, 'defaultBranchRef'), 'name') ?? known.defaultBranch }, commit, branch, pull: null }
    })
  }))
}

/** A pull request with its head, and its repository as it is now. */
export function pullRequestHead(desk: Desk, repository: HostedRepository, number: number): Promise<FromGitHub<Head>> {
  return underPresentName<Head>(desk, repository, async (known) => {
    const answer = await desk.client.ask((rest, request) => rest.pulls.get({ owner: known.owner, repo: known.name, pull_number: number, request }))
    return valueOf(answer, `pull request ${number} of repository ${repository.id}`, (body) => {
      const present = hostedIn(field(field(body, 'base'), 'repo'), desk.installationId)
      const payload = payloadOf(body)
      const pull = pullRequestIn(payload)
      if (present === null || payload.missing().length > 0) return null
      return present.id === repository.id ? { repository: known.template === undefined ? present : { ...present, template: known.template }, commit: pull.head.sha, branch: pull.head.branch, pull } : 'another'
    })
  })
}

/**
 * The open pull requests whose head is a commit, or the hundred newest of them all (`commit` null). All are listed and told by their head: what GitHub
 * gives for a commit leaves those of forks out, where the commit lies.
 */
export async function openPullRequests({ client }: Desk, repository: HostedRepository, commit: string | null): Promise<FromGitHub<readonly PullRequest[]>> {
  const page = (number: number): ReturnType<typeof client.ask> => client.ask((rest, request) => rest.pulls.list({ owner: repository.owner, repo: repository.name, state: 'open', sort: 'created', direction: 'desc', per_page: A_PAGE, page: number, request }))
  const pulls = await listed(`the open pull requests of repository ${repository.id}`, page, null, pullRequestIn, commit === null ? 1 : MOST_PULL_PAGES)
  return pulls.ok && commit !== null ? { ok: true, value: pulls.value.filter(({ head }) => head.sha === commit) } : pulls
}

/** Asks by the name that is known. Where there is nothing of that name, or another repository has taken it, asks once more by the one that the id has now. */
export async function underPresentName<Value>(desk: Desk, repository: HostedRepository, ask: (known: HostedRepository) => Promise<FromGitHub<Value | 'another'>>): Promise<FromGitHub<Value>> {
  const first = await ask(repository)
  const mayHaveMoved = first.ok ? first.value === 'another' : first.trouble.kind === 'gone'
  if (!mayHaveMoved) return ofThatName(first, repository)
  const present = await repositoryById(desk, repository.id)
  if (!present.ok) return present
  const hasMoved = present.value.owner !== repository.owner || present.value.name !== repository.name
  return ofThatName(hasMoved ? await ask(present.value) : first, repository)
}

function ofThatName<Value>(found: FromGitHub<Value | 'another'>, { id }: HostedRepository): FromGitHub<Value> {
  if (!found.ok) return found
  return found.value === 'another' ? { ok: false, trouble: { kind: 'gone', says: `repository ${id}: another one has its name` } } : { ok: true, value: found.value }
}

function headOf({ id }: HostedRepository, found: FromGitHub<Head | 'none'>): FromGitHub<Head> {
  if (!found.ok) return found
  return found.value === 'none' ? { ok: false, trouble: { kind: 'gone', says: `a branch of repository ${id}: it is not there` } } : { ok: true, value: found.value }
}
