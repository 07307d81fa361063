import { newInstallationToken } from '../access/tokens.ts'
import { refused } from '../refused.ts'
import { appShape, iso } from '../shapes/people.ts'
import { fullRepositoryShape, installationShape, repositoryShape } from '../shapes/repositories.ts'
import type { Installation } from '../state/records.ts'
import { appOf, repositoriesOf } from '../state/world.ts'
import { listed, objectOf, type Call, type Route } from './route.ts'

/** An installation token holds for an hour. */
const HOUR = 3_600_000

/** What the App asks about itself, and what an installation asks about itself. */
export const APP_ROUTES: readonly Route[] = [
  {
    operation: 'GET /app', of: 'app',
    answer: ({ world }) => Response.json({ ...appShape(world, appOf(world, world.app?.id ?? 0)), installations_count: present(world.installations).length }),
  },
  { operation: 'GET /app/installations', of: 'app', answer: (call) => listed(call, present(call.world.installations), (one) => installationShape(call.world, one)) },
  {
    operation: 'GET /app/installations/{installation_id}', of: 'app',
    answer: (call) => { const one = named(call); return one === undefined ? refused(404, 'Not Found') : Response.json(installationShape(call.world, one)) },
  },
  { operation: 'POST /app/installations/{installation_id}/access_tokens', of: 'app', answer: newToken },
  {
    operation: 'GET /installation/repositories', of: 'installation',
    answer: (call) => {
      if (call.caller.kind !== 'installation') return refused(403, 'Resource not accessible by personal access token')
      return listed(call, repositoriesOf(call.world, call.caller.installation), (one) => repositoryShape(call.world, one), 'repositories')
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}', of: 'repository', permissions: ['metadata:read'],
    answer: ({ world, repository }) => Response.json(fullRepositoryShape(world, repository)),
  },
]

function present(installations: ReadonlyMap<number, Installation>): readonly Installation[] {
  return [...installations.values()].filter(({ removed }) => !removed)
}

function named({ world, place }: Call): Installation | undefined {
  const found = world.installations.get(Number(place('installation_id')))
  return found?.removed === true ? undefined : found
}

function newToken(call: Call): Response {
  const { world, body } = call
  const installation = named(call)
  if (installation === undefined || world.app === null) return refused(404, 'Not Found')
  if (installation.suspendedAt !== null) return refused(403, 'This installation has been suspended')
  const asked = objectOf(body, 'permissions')
  const beyond = Object.keys(asked ?? {}).some((name) => !Object.hasOwn(installation.permissions, name))
  if (beyond) return refused(422, 'The permissions requested are not granted to this installation.')
  const token = newInstallationToken(world.app)
  const expiresAt = world.now() + HOUR
  world.grants.set(token, { caller: { kind: 'installation', app: world.app, installation, token }, expiresAt })
  return Response.json({ token, expires_at: iso(expiresAt), permissions: installation.permissions, repository_selection: installation.selection }, { status: 201 })
}
