import { afterEach, describe, expect, it } from 'vitest'
import { askService, type ServiceToAsk } from '../../src/flow/ask-service.ts'
import type { ProbeRequest } from '../../src/flow/probe-ports.ts'
import type { Deployment } from '../../src/model/run.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'

const NOON = 1_764_072_000_000
const COMMIT = 'a'.repeat(40)
const MINUTE = 60_000

const deployment = (id: number, changes: Partial<Deployment> = {}): Deployment => ({
  id, sha: COMMIT, ref: 'main', environment: 'production', createdAt: NOON, state: 'success', url: `https://v${id}.example.edu/`, logUrl: null, statedAt: NOON + id, ...changes,
})
const service = (changes: Partial<ServiceToAsk> = {}): ServiceToAsk => ({
  repositoryId: 5, commit: COMMIT, settings: { probesEnabled: true, probeHosts: [] }, deployments: [deployment(1)], paths: { health: '/health', metrics: '/metrics' }, ...changes,
})

const opened: Store[] = []
afterEach(async () => { for (const store of opened.splice(0)) await store.close() })

/** Asks a made-up service at some minutes after noon, one after the other on one store; gives what was sent each time. */
async function ask(...times: readonly (readonly [minutes: number, asked: ServiceToAsk])[]): Promise<{ readonly sent: readonly (readonly string[])[]; readonly requests: readonly ProbeRequest[]; readonly store: Store }> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  opened.push(store)
  const requests: ProbeRequest[] = []
  const sent: (readonly string[])[] = []
  const ids = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].values()
  for (const [minutes, asked] of times) {
    const now = NOON + minutes * MINUTE
    const seen = await askService({
      probes: store.probes, newId: () => `probe-${ids.next().value}`, now: () => now,
      prober: {
        ask: (request) => {
          requests.push(request)
          const { what, url, path } = request
          return Promise.resolve({ what, url, path, asked: null, at: now, result: { kind: 'refused', why: 'redirect', to: null } })
        },
      },
    }, asked)
    sent.push(seen.map(({ probe }) => probe.path))
  }
  return { sent, requests, store }
}

describe('a deployed service', () => {
  it('is asked at the newest deployment of the commit, within the hosts of its deployments, and what was seen is kept', async () => {
    const deployments = [deployment(1), deployment(3, { state: 'failure' }), deployment(4, { sha: 'f'.repeat(40) }), deployment(2), deployment(5, { url: null })]
    const { requests, store } = await ask([0, service({ deployments })])
    expect(requests).toEqual([
      { what: 'health', url: 'https://v2.example.edu/', path: '/health', hosts: ['v1.example.edu', 'v2.example.edu'] },
      { what: 'metrics', url: 'https://v2.example.edu/', path: '/metrics', hosts: ['v1.example.edu', 'v2.example.edu'] },
    ])
    expect((await store.probes.newestOf(5, COMMIT)).map(({ id, probe }) => [id, probe.what])).toEqual([['probe-1', 'health'], ['probe-2', 'metrics']])
  })

  it.each<readonly [string, Partial<ServiceToAsk>]>([
    ['the course does not turn probes on', { settings: { probesEnabled: false, probeHosts: ['v1.example.edu'] } }],
    ['nothing is deployed', { deployments: [] }],
    ['no deployment of the commit succeeded', { deployments: [deployment(1, { state: 'in_progress' }), deployment(2, { sha: 'f'.repeat(40) })] }],
    ['no deployment names an address', { deployments: [deployment(1, { url: null })] }],
    ['the code declares no path', { paths: { health: null, metrics: null } }],
  ])('is not asked where %s', async (_, changes) => {
    const { requests } = await ask([0, service(changes)])
    expect(requests).toEqual([])
  })

  it('is asked again after a pause, and no more than twelve times a day', async () => {
    const both = ['/health', '/metrics']
    const { sent } = await ask(...[0, 5, 10, 20, 30, 40, 50, 60, 70].map((minutes) => [minutes, service()] as const), [24 * 60, service()])
    expect(sent).toEqual([both, [], both, both, both, both, both, [], [], both])
  })
})
