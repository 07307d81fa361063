import { levelOf } from '../access/callers.ts'
import { refused } from '../refused.ts'
import { accountShape, signedInShape } from '../shapes/people.ts'
import { installationShape } from '../shapes/repositories.ts'
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
  { operation: 'GET /orgs/{org}/teams/{team_slug}/memberships/{username}', of: 'installation', answer: membership },
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

function membership({ world, caller, place }: Call): Response {
  if (caller.kind === 'installation' && caller.installation.permissions['members'] === undefined) return refused(403, 'Resource not accessible by integration')
  const [organization, account] = [accountNamed(world, place('org')), accountNamed(world, place('username'))]
  const team = world.teams.find(({ organizationId, slug }) => organizationId === organization?.id && slug === place('team_slug'))
  const role = account === undefined ? undefined : team?.members.get(account.id)
  if (organization === undefined || account === undefined || role === undefined || (caller.kind === 'installation' && caller.installation.accountId !== organization.id)) return refused(404, 'Not Found')
  return Response.json({ url: `${world.apiUrl}/organizations/${organization.id}/team/${team?.id ?? 0}/memberships/${account.login}`, role, state: 'active' })
}
