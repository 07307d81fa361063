import { levelOf } from '../access/callers.ts'
import { refused } from '../refused.ts'
import { accountOf, accountShape, signedInShape } from '../shapes/people.ts'
import { installationShape } from '../shapes/repositories.ts'
import type { Team } from '../state/records.ts'
import { accountNamed } from '../state/world.ts'
import { listed, ofRepository, type Call, type Route } from './route.ts'

/** People: who is signed in, what somebody may do, who is in a team. */
export const PEOPLE_ROUTES: readonly Route[] = [
  {
    operation: 'GET /user', of: 'person',
    answer: ({ world, caller }) => (caller.kind === 'person' && caller.account !== null ? Response.json(signedInShape(world, caller.account)) : refused(401, 'Requires authentication')),
  },
  {
    operation: 'GET /user/installations', of: 'person',
    answer: (call) => {
      const account = call.caller.kind === 'person' ? call.caller.account : null
      const reached = [...call.world.installations.values()].filter((one) => !one.removed && [...call.world.repositories.values()].some((repository) => repository.ownerId === one.accountId && account !== null && levelOf(repository, account) !== null))
      return listed(call, reached, (one) => installationShape(call.world, one), 'installations')
    },
  },
  {
    operation: 'GET /users/{username}', of: 'anyone',
    answer: ({ world, place }) => {
      const account = accountNamed(world, place('username'))
      return account === undefined ? refused(404, 'Not Found') : Response.json(signedInShape(world, account))
    },
  },
  {
    operation: 'GET /user/{account_id}', of: 'anyone',
    answer: ({ world, place }) => {
      const account = world.accounts.get(Number(place('account_id')))
      return account === undefined ? refused(404, 'Not Found') : Response.json(signedInShape(world, account))
    },
  },
  { operation: 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}', of: 'installation', answer: membership },
  { operation: 'GET /orgs/{org}/teams/{team_slug}/members', of: 'installation', answer: (call) => onTeam(call, (team) => listed(call, [...team.members.keys()], (id) => accountOf(call.world, id))) },
  ofRepository('GET /repos/{owner}/{repo}/collaborators/{username}/permission', ['metadata:read'], ({ world, repository, place }) => {
    const account = accountNamed(world, place('username'))
    if (account === undefined) return refused(404, 'Not Found')
    const level = levelOf(repository, account)
    // The older field knows four words alone.
    const permission = level === 'maintain' ? 'write' : level === 'triage' ? 'read' : level ?? 'none'
    const can = (least: readonly string[]): boolean => least.includes(level ?? '')
    return Response.json({
      permission, role_name: level ?? 'none', user: {
        ...accountShape(world, account), role_name: level ?? 'none', permissions: {
          admin: can(['admin']), maintain: can(['admin', 'maintain']), push: can(['admin', 'maintain', 'write']), triage: can(['admin', 'maintain', 'write', 'triage']), pull: level !== null,
        },
      },
    })
  }),
]

/** Answers for a team that the caller may see: one of the organization that the App is installed on, where it may read members. */
function onTeam({ world, caller, place }: Call, answer: (team: Team) => Response): Response {
  if (caller.kind === 'installation' && caller.installation.permissions['members'] === undefined) return refused(403, 'Resource not accessible by integration')
  const organization = accountNamed(world, place('org'))
  const team = world.teams.find(({ organizationId, slug }) => organizationId === organization?.id && slug === place('team_slug').toLowerCase())
  if (team === undefined || (caller.kind === 'installation' && caller.installation.accountId !== organization?.id)) return refused(404, 'Not Found')
  return answer(team)
}

function membership(call: Call): Response {
  return onTeam(call, ({ id, organizationId, members }) => {
    const account = accountNamed(call.world, call.place('username'))
    const role = account === undefined ? undefined : members.get(account.id)
    if (account === undefined || role === undefined) return refused(404, 'Not Found')
    return Response.json({ url: `${call.world.apiUrl}/organizations/${organizationId}/team/${id}/memberships/${account.login}`, role, state: 'active' })
  })
}
