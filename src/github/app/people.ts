import type { FromGitHub, Reaction, RepositoryRole } from '../../flow/ports/github-ports.ts'
import type { Person } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { payloadOf, type Payload } from '../meanings/payload.ts'
import { idIn } from './check-runs.ts'
import { A_PAGE, type Desk } from './desk.ts'
import { listed } from './lists.ts'
import { valueOf } from './trouble.ts'

const MOST_PAGES = 20

/** The person of a login; an organization or a bot of that name is nobody. */
export async function personNamed({ client }: Desk, login: string): Promise<FromGitHub<Person>> {
  return onlyPeople(valueOf(await client.ask((rest, request) => rest.users.getByUsername({ username: login, request })), `the person ${login}`, accountIn), login)
}

/** The person of a numeric id, under the present login. */
export async function personById({ client }: Desk, id: number): Promise<FromGitHub<Person>> {
  return onlyPeople(valueOf(await client.askRoute('GET /user/{account_id}', { account_id: id }), `person ${id}`, accountIn), String(id))
}

/** Everybody in a team of an organization, those of the teams within it too: 2,000 people at most. */
export function teamMembers({ client }: Desk, organization: string, slug: string): Promise<FromGitHub<readonly Person[]>> {
  const page = (number: number): ReturnType<typeof client.ask> => client.ask((rest, request) => rest.teams.listMembersInOrg({ org: organization, team_slug: slug, per_page: A_PAGE, page: number, request }))
  return listed(`the team ${slug} of ${organization}`, page, null, personOf, MOST_PAGES)
}

/** What a person may do in a repository, with the numeric id of who has the login now. */
export async function roleIn({ client }: Desk, { owner, name, id }: HostedRepository, login: string): Promise<FromGitHub<RepositoryRole>> {
  return valueOf(await client.ask((rest, request) => rest.repos.getCollaboratorPermissionLevel({ owner, repo: name, username: login, request })), `what ${login} may do in repository ${id}`, (body) => {
    const answer = payloadOf(body)
    const permission = answer.text('permission')
    const role = { personId: answer.number('user.id'), isAdmin: permission === 'admin', mayWrite: permission === 'admin' || permission === 'write', mayRead: permission !== 'none' }
    return answer.missing().length === 0 ? role : null
  })
}

/** Puts a reaction to a comment; one of ours that is there already stays the only one of its kind. */
export async function reactTo({ client }: Desk, { owner, name, id }: HostedRepository, commentId: number, content: Reaction): Promise<FromGitHub<null>> {
  const reacted = valueOf(await client.ask((rest, request) => rest.reactions.createForIssueComment({ owner, repo: name, comment_id: commentId, content, request }), 'content'), `a reaction to comment ${commentId} in repository ${id}`, idIn)
  return reacted.ok ? { ok: true, value: null } : reacted
}

function personOf(answer: Payload): Person {
  return { id: answer.number('id'), login: answer.text('login') }
}

function accountIn(body: unknown): { readonly person: Person; readonly type: string } | null {
  const answer = payloadOf(body)
  const account = { person: personOf(answer), type: answer.text('type') }
  return answer.missing().length === 0 ? account : null
}

function onlyPeople(account: FromGitHub<{ readonly person: Person; readonly type: string }>, asked: string): FromGitHub<Person> {
  if (!account.ok) return account
  const { person, type } = account.value
  return type === 'User' ? { ok: true, value: person } : { ok: false, trouble: { kind: 'gone', says: `${asked} is no person (${type === 'Organization' ? 'an organization' : 'a bot'})` } }
}
