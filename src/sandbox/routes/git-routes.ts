import { callerOf, refusalFor } from '../access/callers.ts'
import { advertise, uploadPack } from '../git/serve-git.ts'
import { fullName, repositoryNamed, type Caller, type World } from '../state/world.ts'
import { isLate, troubleAnswer, type SeenRequest } from '../trouble.ts'
import type { Api } from './api.ts'

const SERVICE = 'git-upload-pack'

/** Answers git itself, which fetches from `/OWNER/NAME.git` with a token as its password; nothing can be pushed. Null for any other address. */
export async function answerGit({ world, plan, seen }: Pick<Api, 'world' | 'plan' | 'seen'>, request: Request): Promise<Response | 'hang-up' | 'silence' | null> {
  const url = new URL(request.url)
  const [, owner, name, what] = /^\/([^/]+)\/([^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(url.pathname) ?? []
  if (owner === undefined || name === undefined || what === undefined) return null
  const caller = callerByPassword(world, request.headers.get('authorization'))
  const installationId = !(caller instanceof Response) && caller?.kind === 'installation' ? caller.installation.id : null
  const asked: SeenRequest = { number: seen.length + 1, method: request.method, path: url.pathname, kind: 'git', objects: 0, operation: null, installationId }
  seen.push(asked)
  const trouble = plan(asked)
  if (trouble !== null && !isLate(trouble)) return troubleAnswer(trouble, false) ?? (trouble.kind === 'hang-up' ? 'hang-up' : 'silence')
  if (trouble?.kind === 'slow') await new Promise((resolve) => { setTimeout(resolve, trouble.milliseconds) })
  if (trouble?.kind === 'answer-lost') return 'hang-up'
  const service = what === 'info/refs' ? url.searchParams.get('service') : what
  if (service !== SERVICE) return new Response('Please upgrade your git client.\n', { status: 403 })
  const named = repositoryNamed(world, `${owner}/${name}`)
  const refusal = caller instanceof Response ? unauthorized() : refusalOf(world, caller, named?.repository ?? null)
  if (refusal !== null || named === null) return refusal ?? new Response('Repository not found.\n', { status: 404 })
  if (named.moved) return new Response(null, { status: 301, headers: { location: `${url.origin}/${fullName(world, named.repository)}.git/${what}${url.search}` } })
  const { folder } = named.repository
  if (what === SERVICE) return request.method === 'POST' ? uploadPack(folder, request) : new Response(null, { status: 405 })
  return request.method === 'GET' ? advertise(folder, request) : new Response(null, { status: 405 })
}

/** A token stands for the password, or for the user where there is none. */
function callerByPassword(world: World, authorization: string | null): Caller | Response | null {
  if (authorization === null) return null
  const [user = '', password = ''] = Buffer.from(/^basic +(.+)$/i.exec(authorization)?.[1] ?? '', 'base64').toString().split(':')
  return callerOf(world, `token ${password === '' ? user : password}`)
}

function refusalOf(world: World, caller: Caller | null, repository: NonNullable<ReturnType<typeof repositoryNamed>>['repository'] | null): Response | null {
  // GitHub asks who it is before it says what is not there.
  if (caller === null) return repository === null || repository.private ? unauthorized() : null
  if (caller.kind === 'app') return unauthorized()
  const refusal = repository === null ? null : refusalFor(world, caller, repository, ['contents:read'])
  return refusal === null ? null : new Response(refusal.status === 404 ? 'Repository not found.\n' : 'Access to repository not granted.\n', { status: refusal.status })
}

function unauthorized(): Response {
  return new Response('Invalid username or token. Password authentication is not supported for Git operations.\n', { status: 401, headers: { 'www-authenticate': 'Basic realm="GitHub"' } })
}
