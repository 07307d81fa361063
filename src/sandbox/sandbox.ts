import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import { Hono } from 'hono'
import type { Codes } from './access/sign-in.ts'
import { latencyOf, type Latency } from './access/latency.ts'
import { createMeter, USUAL_LIMITS, type Limits, type Refusal } from './access/limits.ts'
import type { Actions } from './acts/action-types.ts'
import { createActions } from './acts/actions.ts'
import { hostRepository } from './acts/repositories.ts'
import { defaultBranchOf } from './git/git-objects.ts'
import { answerApi, type Exchange } from './routes/api.ts'
import { allRoutes } from './routes/answer.ts'
import { MOST_TREE_ENTRIES } from './routes/content-routes.ts'
import { answerGit } from './routes/git-routes.ts'
import type { Manifests } from './routes/registration-routes.ts'
import { answerStore } from './routes/store-routes.ts'
import { answerWeb } from './routes/web-routes.ts'
import type { App, DeliveryPlan } from './state/records.ts'
import { accountFor, createWorld } from './state/world.ts'
import type { SeenRequest, TroublePlan } from './trouble.ts'

export type SandboxOptions = {
  /** Where its own repositories are made; a folder of its own, removed when it closes, unless it says so. */
  readonly folder?: string
  /** Repositories that lie on disk already: `folder` is a bare repository, or the `.git` of a clone. */
  readonly repositories?: readonly { readonly owner: string; readonly name: string; readonly folder: string }[]
  /** The tokens of a person who may read and write everything. */
  readonly tokens?: readonly string[]
  /** The App that is registered; none until it is registered by its manifest. */
  readonly app?: App | null
  /** Where webhooks are sent; null for nowhere. */
  readonly webhookUrl?: string | null
  /** What goes wrong with which request; nothing, unless it says so. */
  readonly plan?: TroublePlan
  /** What goes wrong with which delivery of a webhook. */
  readonly deliveryPlan?: DeliveryPlan
  /** How long a webhook's answer may take, in milliseconds. */
  readonly deliveryPatience?: number
  /** Where pages are, as `html_url` says; `'here'` for the sandbox's own address. */
  readonly webUrl?: string
  /** Answers what is not below the API's address. */
  readonly pages?: (request: Request) => Response | Promise<Response>
  readonly mostTreeEntries?: number
  readonly limits?: Partial<Limits>
  /** How long answers take; at once, unless it says so. */
  readonly latency?: Latency
  readonly now?: () => number
  readonly port?: number
  /** Told of every answer of the API. */
  readonly onExchange?: (exchange: Exchange) => void
}

export type Sandbox = Actions & {
  /** The API's address: `…/api/v3`, beside which GraphQL lies at `…/api/graphql`, as on a GitHub Enterprise Server. */
  readonly url: string
  /** The requests of every kind, as they came. */
  readonly requests: () => readonly SeenRequest[]
  /** What its limits refused. */
  readonly refusals: () => readonly Refusal[]
  readonly close: () => Promise<void>
}

/** Starts a GitHub on loopback over git repositories on disk: those that it is given, which it changes as it is told to, and those that it makes. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const { repositories = [], tokens = [], plan = () => null, webUrl = 'https://github.com', now = Date.now, app: registered = null, webhookUrl = null } = options
  const folder = options.folder ?? mkdtempSync(join(tmpdir(), 'capstone-coach-sandbox-'))
  const seen: SeenRequest[] = []
  const meter = createMeter({ ...USUAL_LIMITS, ...options.limits })
  const latency = options.latency === undefined ? {} : { latency: latencyOf(options.latency) }
  const manifests: Manifests = new Map()
  const codes: Codes = new Map()
  const routes = allRoutes(options.mostTreeEntries ?? MOST_TREE_ENTRIES, manifests)
  const app = new Hono<{ Bindings: HttpBindings }>()
  const server = createAdaptorServer({ fetch: app.fetch })
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(options.port ?? 0, '127.0.0.1', () => { resolve() }) })
  const store = createAdaptorServer({ fetch: (request) => answerStore(world, request) })
  await new Promise<void>((resolve, reject) => { store.once('error', reject).listen(0, '127.0.0.1', () => { resolve() }) })
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const world = createWorld({
    now, folder, app: registered, webhookUrl, webUrl: webUrl === 'here' ? origin : webUrl, apiUrl: `${origin}/api/v3`, storeUrl: `http://127.0.0.1:${(store.address() as AddressInfo).port}`,
    outbox: { deliveries: [], plan: options.deliveryPlan ?? (() => null), patience: options.deliveryPatience ?? 10_000, last: Promise.resolve(), late: [] },
  })
  for (const { owner, name, folder: own } of repositories) hostRepository(world, { owner: accountFor(world, owner), name, defaultBranch: await defaultBranchOf(own) }, own)
  for (const token of tokens) world.grants.set(token, { caller: { kind: 'person', account: null }, expiresAt: null })
  app.all('/api/*', async ({ req, env }) => {
    const answer = await answerApi({ world, routes, meter, plan, seen, ...latency, ...(options.onExchange === undefined ? {} : { onExchange: options.onExchange }) }, req.raw)
    if (answer === 'hang-up') env.incoming.socket.destroy()
    return answer === 'hang-up' || answer === 'silence' ? RESPONSE_ALREADY_SENT : answer
  })
  app.all('*', async ({ req, env }) => {
    const fromGit = await answerGit({ world, plan, seen }, req.raw)
    if (fromGit === 'hang-up') env.incoming.socket.destroy()
    if (fromGit === 'hang-up' || fromGit === 'silence') return RESPONSE_ALREADY_SENT
    return fromGit ?? await answerWeb(world, codes, manifests, req.raw) ?? options.pages?.(req.raw) ?? new Response('Not Found', { status: 404 })
  })
  return {
    ...createActions(world), url: world.apiUrl, requests: () => seen, refusals: meter.refusals,
    close: async () => {
      await Promise.all([server, store].map((one) => new Promise<void>((resolve) => {
        one.close(() => { resolve() })
        if ('closeAllConnections' in one) one.closeAllConnections()
      })))
      if (options.folder === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}
