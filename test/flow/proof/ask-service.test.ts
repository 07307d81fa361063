import { afterEach, describe, expect, it } from 'vitest'
import { askService, type ServiceToAsk } from '../../../src/flow/proof/ask-service.ts'
import type { ProbeRequest } from '../../../src/flow/ports/probe-ports.ts'
import type { ProbeResult } from '../../../src/model/probe.ts'
import type { Deployment } from '../../../src/model/run.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'

const NOON = 1_764_072_000_000
const COMMIT = 'a'.repeat(40)
const MINUTE = 60_000
const BOTH = ['/health', '/metrics']

const deployment = (id: number, changes: Partial<Deployment> = {}): Deployment => ({
  id, sha: COMMIT, ref: 'main', environment: 'production', createdAt: NOON - MINUTE, state: 'success', url: `https://v${id}.example.edu/`, logUrl: null, statedAt: NOON - MINUTE + id, ...changes,
})
const service = (changes: Partial<ServiceToAsk> = {}): ServiceToAsk => ({
  repositoryId: 5, commit: COMMIT, settings: { probesEnabled: true, probeHosts: [] }, deployments: [deployment(1)], paths: { health: '/health', metrics: '/metrics' }, askedAt: null, isHeld: () => true, ...changes,
})
const answered = (status: number): ProbeResult => ({ kind: 'answered', status, milliseconds: 3, contentType: null, bytes: 2, digest: 'd'.repeat(64), excerpt: 'ok', metrics: null })
const SILENT: ProbeResult = { kind: 'no-answer', why: 'connection', status: null, detail: null }
const REFUSED: ProbeResult = { kind: 'refused', why: 'redirect', to: null }

const opened: Store[] = []
afterEach(async () => { for (const store of opened.splice(0)) await store.close() })

type Time = readonly [minutes: number, asked: ServiceToAsk]

/** Asks a made-up service at some minutes after noon, one after the other on one store; gives what was sent each time, when it says to come back (minutes), and how much was seen by then. */
async function ask(says: ProbeResult, ...times: readonly Time[]): Promise<{ readonly sent: readonly (readonly string[])[]; readonly back: readonly (number | null)[]; readonly seen: readonly number[]; readonly requests: readonly ProbeRequest[] }> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  opened.push(store)
  const requests: ProbeRequest[] = []
  const [sent, back, seen]: [(readonly string[])[], (number | null)[], number[]] = [[], [], []]
  let ids = 0
  for (const [minutes, asked] of times) {
    const now = NOON + minutes * MINUTE
    const before = requests.length
    const result = await askService({
      probes: store.probes, newId: () => `probe-${String(ids++).padStart(3, '0')}`, now: () => now,
      prober: {
        ask: (request) => {
          requests.push(request)
          const { what, url, path } = request
          return Promise.resolve({ what, url, path, asked: null, at: now, result: says })
        },
      },
    }, asked)
    sent.push(requests.slice(before).map(({ path }) => path))
    back.push(result.until === null ? null : (result.until - NOON) / MINUTE)
    seen.push(result.probes.length)
  }
  return { sent, back, seen, requests }
}

describe('a deployed service', () => {
  it('is asked at the newest deployment of the commit, within the hosts of its deployments', async () => {
    const deployments = [deployment(1), deployment(3, { state: 'failure' }), deployment(4, { sha: 'f'.repeat(40) }), deployment(2), deployment(5, { url: null })]
    const hosts = ['v1.example.edu', 'v3.example.edu', 'v2.example.edu']
    expect((await ask(answered(200), [0, service({ deployments })])).requests).toEqual([
      { what: 'health', url: 'https://v2.example.edu/', path: '/health', hosts }, { what: 'metrics', url: 'https://v2.example.edu/', path: '/metrics', hosts },
    ])
  })

  it.each<readonly [string, Partial<ServiceToAsk>]>([
    ['the course does not turn probes on', { settings: { probesEnabled: false, probeHosts: ['v1.example.edu'] } }],
    ['nothing is deployed', { deployments: [] }],
    ['no deployment of the commit succeeded', { deployments: [deployment(1, { state: 'in_progress' }), deployment(2, { sha: 'f'.repeat(40) })] }],
    ['no deployment names an address', { deployments: [deployment(1, { url: null })] }],
    ['no deployment names an address and the course names several hosts', { deployments: [deployment(1, { url: null })], settings: { probesEnabled: true, probeHosts: ['a.example.edu', 'b.example.edu'] } }],
    ['the code declares no path', { paths: { health: null, metrics: null } }],
    ['the lease of the work is lost', { isHeld: () => false }],
  ])('is not asked where %s', async (_, changes) => {
    expect(await ask(answered(200), [0, service(changes)])).toEqual({ sent: [[]], back: [null], seen: [0], requests: [] })
  })

  it('is asked at the host of the course where its deployment names none', async () => {
    const { requests } = await ask(answered(200), [0, service({ deployments: [deployment(1, { url: null })], settings: { probesEnabled: true, probeHosts: ['churn.example.edu'] } })])
    expect(requests.map(({ url }) => url)).toEqual(['https://churn.example.edu/', 'https://churn.example.edu/'])
  })

  it.each([['answers', answered(200)], ['asks who is there', answered(401)], ['is refused by a rule of ours', REFUSED]] as const)('that %s is asked once', async (_, says) => {
    expect(await ask(says, [0, service()], [20, service()], [2000, service()])).toMatchObject({ sent: [BOTH, [], []], back: [null, null, null], seen: [2, 2, 2] })
  })

  it.each([['gives no answer', SILENT], ['answers with an error', answered(503)], ['knows no such page', answered(404)]] as const)('that %s is asked once more ten minutes later, and then left', async (_, says) => {
    expect(await ask(says, [0, service()], [5, service()], [10, service()], [20, service()], [2000, service()])).toMatchObject({ sent: [BOTH, [], BOTH, [], []], back: [10, 10, null, null, null], seen: [2, 2, 4, 4, 4] })
  })

  it('is asked anew when it is deployed again', async () => {
    const again = service({ deployments: [deployment(1), deployment(2, { url: 'https://v1.example.edu/', statedAt: NOON + 30 * MINUTE })] })
    expect((await ask(SILENT, [0, service()], [10, service()], [31, again], [41, again], [51, again])).sent).toEqual([BOTH, BOTH, BOTH, BOTH, []])
  })

  it('is asked again where a person asks, once for each asking and not within ten minutes', async () => {
    const pressed = (minutes: number): ServiceToAsk => service({ askedAt: NOON + minutes * MINUTE })
    expect(await ask(answered(200), [0, service()], [5, pressed(5)], [15, pressed(14)], [40, pressed(14)], [41, pressed(41)])).toMatchObject({ sent: [BOTH, [], BOTH, [], BOTH], back: [null, null, null, null, null] })
  })

  it('waits where another commit was asked at the same address just before', async () => {
    const other = 'b'.repeat(40)
    expect(await ask(answered(200), [0, service()], [3, service({ commit: other, deployments: [deployment(1, { sha: other })] })], [10, service({ commit: other, deployments: [deployment(1, { sha: other })] })]))
      .toMatchObject({ sent: [BOTH, [], BOTH], back: [null, 10, null], seen: [2, 0, 2] })
  })

  it('is asked no more than twelve times a day, and nobody waits for the next day', async () => {
    const redeployed = (minutes: number): Time => [minutes, service({ deployments: [deployment(1, { statedAt: NOON + minutes * MINUTE })] })]
    const { sent, back } = await ask(answered(200), ...[0, 20, 40, 60, 80, 100, 120, 140].map(redeployed), redeployed(24 * 60))
    expect(sent).toEqual([BOTH, BOTH, BOTH, BOTH, BOTH, BOTH, [], [], BOTH])
    expect(new Set(back)).toEqual(new Set([null]))
  })
})
