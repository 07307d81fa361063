import { refused } from '../refused.ts'
import type { Account, Level, Repository } from '../state/records.ts'
import { ACTIONS_APP, botOf, need, reaches, type Caller, type World } from '../state/world.ts'
import { checkJwt, looksLikeJwt } from './tokens.ts'

/** Who sends a request, by its `authorization`; the refusal where nobody known does. `null` where it has none. */
export function callerOf(world: World, authorization: string | null): Caller | Response | null {
  if (authorization === null || authorization === '') return null
  const token = /^(?:token|bearer) +(.+)$/i.exec(authorization)?.[1]
  if (token === undefined) return basicCaller(world, authorization)
  const grant = world.grants.get(token)
  if (grant !== undefined) {
    const { caller, expiresAt } = grant
    const over = (expiresAt !== null && expiresAt <= world.now()) || (caller.kind === 'installation' && caller.installation.removed)
    if (over) return refused(401, 'Bad credentials')
    return caller.kind === 'installation' && caller.installation.suspendedAt !== null ? refused(403, 'This installation has been suspended') : caller
  }
  if (world.app === null || !looksLikeJwt(token)) return refused(401, 'Bad credentials')
  const checked = checkJwt(world.app, token, world.now())
  return checked.ok ? { kind: 'app', app: world.app } : refused(401, checked.says)
}

function basicCaller(world: World, authorization: string): Caller | Response {
  const [id, secret] = Buffer.from(/^basic +(.+)$/i.exec(authorization)?.[1] ?? '', 'base64').toString().split(':')
  return world.app !== null && id === world.app.clientId && secret === world.app.clientSecret ? { kind: 'app', app: world.app } : refused(401, 'Bad credentials')
}

/** The account that a caller writes as. */
export function writerOf(world: World, caller: Caller): Account {
  if (caller.kind !== 'person') return botOf(world, caller.app)
  return caller.account ?? botOf(world, ACTIONS_APP)
}

const RANK: readonly Level[] = ['read', 'triage', 'write', 'maintain', 'admin']

/** What an account may do in a repository: its owner everything, everybody reads what is public; null where nothing. */
export function levelOf(repository: Repository, account: Account): Level | null {
  if (repository.ownerId === account.id) return 'admin'
  return repository.collaborators.get(account.id) ?? (repository.private ? null : 'read')
}

/**
 * Why a caller may not do something in a repository; null where it may. `permissions` are the ones of which an installation needs any
 * (`checks:write`); a person needs to be able to read, or to write where one of them is for writing.
 */
export function refusalFor(world: World, caller: Caller, repository: Repository, permissions: readonly string[]): Response | null {
  const writes = permissions.some((one) => one.endsWith(':write'))
  if (caller.kind === 'app') return refused(401, 'A JSON web token could not be used here; use an installation access token')
  if (caller.kind === 'installation') {
    if (!reaches(caller.installation, need(world.repositories, repository.id))) return refused(404, 'Not Found')
    if (!permissions.some((one) => grants(caller.installation.permissions, one))) return refused(403, 'Resource not accessible by integration')
  } else if (caller.account !== null) {
    const level = levelOf(repository, caller.account)
    if (level === null) return refused(404, 'Not Found')
    // Everybody who can read may comment and report.
    const needs: Level = writes && !permissions.some((one) => one.startsWith('issues:')) ? 'write' : 'read'
    if (RANK.indexOf(level) < RANK.indexOf(needs)) return refused(403, 'Must have push access to repository')
  }
  return writes && repository.archived ? refused(403, 'Repository was archived so is read-only.') : null
}

function grants(permissions: Readonly<Record<string, string>>, wanted: string): boolean {
  const [name = '', level = ''] = wanted.split(':')
  const has = Object.hasOwn(permissions, name) ? permissions[name] : name === 'metadata' ? 'read' : undefined
  return has === level || has === 'write' || has === 'admin'
}
