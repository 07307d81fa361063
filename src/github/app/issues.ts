import type { FromGitHub, GitHubTrouble, OwnIssue } from '../../flow/ports/github-ports.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { Answer } from '../client.ts'
import { field } from '../json.ts'
import { A_PAGE, type Desk } from './desk.ts'
import { listed } from './lists.ts'
import { valueOf } from './trouble.ts'

/** What is older than a thousand issues and pull requests came before the App, or is found by its number. */
const MOST_PAGES = 10

/** The issues that this App created, whoever changed what they say, oldest first. */
export async function ownIssues({ client, appId }: Desk, { owner, name, id }: HostedRepository, marker: string): Promise<FromGitHub<readonly OwnIssue[]>> {
  const page = (number: number): ReturnType<typeof client.ask> => client.ask((rest, request) => rest.issues.listForRepo({ owner, repo: name, state: 'all', sort: 'created', direction: 'asc', per_page: A_PAGE, page: number, request }))
  const all = await listed(`the issues of repository ${id}`, page, null, (issue) => ({
    number: issue.number('number'), state: issue.textOrNull('state') === 'closed' ? 'closed' as const : 'open' as const, holdsMarker: issue.holds('body', marker),
    isOurs: issue.numberOrNull('performed_via_github_app.id') === appId && issue.textOrNull('pull_request.url') === null,
  }), MOST_PAGES)
  return all.ok ? { ok: true, value: all.value.filter(({ isOurs }) => isOurs).map(({ number, state, holdsMarker }) => ({ number, state, holdsMarker })).toSorted((left, right) => left.number - right.number) } : all
}

/** Opens an issue; gives its number. */
export async function openIssue({ client }: Desk, { owner, name, id }: HostedRepository, { title, body }: { readonly title: string; readonly body: string }): Promise<FromGitHub<number>> {
  return valueOf(await client.ask((rest, request) => rest.issues.create({ owner, repo: name, title, body, request }), 'content'), `an issue in repository ${id}`, numberIn)
}

/**
 * Writes the body of an issue anew. GitHub leads from an issue that was transferred to where it is now, and from a repository's former name to its present one: only the
 * second is followed, by the repository's id, so that nothing is written in another repository.
 */
export async function updateIssue({ client }: Desk, { owner, name, id }: HostedRepository, number: number, { body }: { readonly body: string }): Promise<FromGitHub<null>> {
  const asked = `issue ${number} of repository ${id}`
  const first = await client.ask((rest, request) => rest.issues.update({ owner, repo: name, issue_number: number, body, request: { ...request, redirect: 'manual' } }), 'write')
  const isMoved = first.ok && first.location !== null
  if (isMoved && !leadsTo(first, id, number)) return { ok: false, trouble: transferred(asked) }
  const written = valueOf(isMoved ? await client.askRoute('PATCH /repositories/{repository_id}/issues/{issue_number}', { repository_id: id, issue_number: number, body }) : first, asked, numberIn)
  return written.ok ? { ok: true, value: null } : written
}

function leadsTo(answer: Answer, repositoryId: number, number: number): boolean {
  const [, id, of] = (answer.ok ? /\/repositories\/(\d{1,15})\/issues\/(\d{1,15})$/.exec(answer.location ?? '') : null) ?? []
  return Number(id) === repositoryId && Number(of) === number
}

function transferred(asked: string): GitHubTrouble {
  return { kind: 'gone', says: `${asked}: it was transferred to another repository` }
}

function numberIn(body: unknown): number | null {
  const number = field(body, 'number')
  return typeof number === 'number' ? number : null
}
