import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import { answerGraphql, objectsAskedFor } from './graphql-answers.ts'
import type { HostedRepository } from './hosted-repository.ts'
import { refused } from './refused.ts'
import { restRoutes } from './rest-routes.ts'
import { kindOf, troubleAnswer, type SeenRequest, type TroublePlan } from './trouble.ts'

export type SandboxOptions = {
  readonly repositories: readonly HostedRepository[]
  /** The tokens that are accepted. */
  readonly tokens: readonly string[]
  /** What goes wrong with which request; nothing, unless it says so. */
  readonly plan?: TroublePlan
  readonly webUrl?: string
  readonly mostTreeEntries?: number
}

export type Sandbox = {
  /** The API's address: `…/api/v3`, beside which GraphQL lies at `…/api/graphql`, as on a GitHub Enterprise Server. */
  readonly url: string
  /** The requests of every kind, as they came. */
  readonly requests: () => readonly SeenRequest[]
  readonly close: () => Promise<void>
}

/** GitHub cuts lists of files here. */
const MOST_TREE_ENTRIES = 100_000

/** Starts a GitHub on loopback over git repositories on disk, which it only reads. */
export async function startSandbox({ repositories, tokens, plan = () => null, webUrl = 'https://github.com', mostTreeEntries = MOST_TREE_ENTRIES }: SandboxOptions): Promise<Sandbox> {
  const seen: SeenRequest[] = []
  const app = new Hono<{ Bindings: HttpBindings }>()
  app.use(async (context, next) => {
    const { req } = context
    const query = req.method === 'POST' ? queryOf(await req.json().catch(() => null)).query : ''
    const request: SeenRequest = { number: seen.length + 1, method: req.method, path: req.path, kind: kindOf(req.path), objects: objectsAskedFor(query) }
    seen.push(request)
    if (!tokens.includes(/^(?:token|bearer) (.+)$/i.exec(req.header('authorization') ?? '')?.[1] ?? '')) return refused(401, 'Bad credentials')
    const trouble = plan(request)
    if (trouble === null) return next()
    const answer = troubleAnswer(trouble, request.kind === 'graphql')
    if (trouble.kind === 'hang-up') context.env.incoming.socket.destroy()
    return answer ?? RESPONSE_ALREADY_SENT
  })
  app.post('/api/graphql', async ({ req }) => {
    const { query, variables } = queryOf(await req.json().catch(() => null))
    return Response.json(await answerGraphql(repositories, query, variables))
  })
  app.route('/api/v3', restRoutes(repositories, { webUrl, mostTreeEntries }))
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(0, '127.0.0.1', () => { resolve() }) })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/api/v3`,
    requests: () => seen,
    close: () => new Promise((resolve) => {
      server.close(() => { resolve() })
      if ('closeAllConnections' in server) server.closeAllConnections()
    }),
  }
}

function queryOf(body: unknown): { readonly query: string; readonly variables: Readonly<Record<string, unknown>> } {
  const { query, variables } = typeof body === 'object' && body !== null ? body as Readonly<Record<string, unknown>> : {}
  return { query: typeof query === 'string' ? query : '', variables: typeof variables === 'object' && variables !== null ? variables as Readonly<Record<string, unknown>> : {} }
}
