import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { DeliveryResult, EvaluationResult, ForgottenKind, Meters } from '../flow/ports/operation-ports.ts'
import type { Arrivals, ProcessState } from '../model/app-state.ts'
import { createQuotaBook } from './quota-book.ts'

/** What the queue and the inbox hold just now. */
export type Depths = {
  readonly queue: { readonly due: number; readonly later: number; readonly held: number; readonly dead: number; readonly oldestSeconds: number }
  readonly deliveries: readonly { readonly result: string; readonly count: number }[]
}

export type MetersAndPage = Meters & {
  /** Everything that was counted, in Prometheus' text format, with the depths as they are now: null where the store could not be asked. */
  readonly page: (depths: () => Promise<Depths | null>) => Promise<string>
  readonly contentType: string
  /** What this process heard of webhooks that arrived, and of GitHub's limits. */
  readonly heard: () => Pick<ProcessState, 'arrivals' | 'quotas'>
}

/** Webhook events by name are the sender's words before the signature is checked: only names of this form, and this many, become labels. */
const MOST_EVENTS = 40
const DELIVERY_RESULTS: readonly DeliveryResult[] = ['stored', 'repeated', 'refused', 'failed', 'used', 'ignored', 'set-aside']
const EVALUATION_RESULTS: readonly EvaluationResult[] = ['published', 'unchanged', 'waiting', 'limited', 'dropped', 'failed']
const PUBLICATION_KINDS = ['check-run', 'comment', 'issue'] as const
const PUBLICATION_RESULTS = ['created', 'updated', 'locked', 'failed'] as const
const FORGOTTEN_KINDS: readonly ForgottenKind[] = ['bodies', 'deliveries', 'unused-facts', 'outdated-facts', 'probes', 'texts']
const BUCKETS = [0.1, 0.25, 0.5, 1, 2, 5, 10, 20, 40, 60, 120]

/** Counters and gauges of one process in a registry of their own. */
export function createMeters(build: { readonly version: string; readonly node: string }, expectedEvents: readonly string[], now: () => number = Date.now): MetersAndPage {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[]): Counter<Label> => new Counter({ name: `capstone_coach_${name}`, help, labelNames, registers })
  const gauge = <Label extends string>(name: string, help: string, labelNames: readonly Label[]): Gauge<Label> => new Gauge({ name: `capstone_coach_${name}`, help, labelNames, registers })

  const deliveries = counter('deliveries_total', 'Webhook deliveries by event and by what came of them.', ['event', 'result'])
  const stored = gauge('stored_deliveries', 'Deliveries in the store, by how far they are.', ['result'])
  const items = gauge('queue_items', 'Work items by state.', ['state'])
  const oldest = gauge('queue_oldest_seconds', 'Age of the oldest work item that is due; 0 where none is.', [])
  const unread = gauge('store_unreadable', '1 while the store cannot be asked for these numbers.', [])
  const evaluations = new Histogram({ name: 'capstone_coach_evaluation_seconds', help: 'Time of one evaluation, by result.', labelNames: ['result'], buckets: BUCKETS, registers })
  const requests = counter('github_requests_total', 'Requests to GitHub by installation, resource and class of status.', ['installation', 'resource', 'status'])
  const remaining = gauge('github_quota_remaining', 'Requests left until GitHub\'s limit, as last told.', ['installation', 'resource'])
  const limit = gauge('github_quota_limit', 'GitHub\'s limit, as last told.', ['installation', 'resource'])
  const publications = counter('publications_total', 'Writes to GitHub by kind and result.', ['kind', 'result'])
  const forgotten = counter('forgotten_total', 'Rows that were no longer needed and were forgotten, by what they held.', ['kind'])
  const waits = counter('pace_wait_seconds_total', 'Seconds that requests waited within the process, or work was put off, so that GitHub refuses nothing.', ['reason', 'how'])
  const leftOut = counter('first_words_left_out_total', 'First words on a commit that were left out to leave room for verdicts.', [])
  const slow = gauge('slowed_down', '1 while requests of an installation are slowed down before GitHub does it.', ['installation'])
  gauge('build_info', '1, with the version that runs.', ['version', 'node']).set(build, 1)

  const quotas = createQuotaBook(now)
  let arrivals: Arrivals = { stored: 0, repeated: 0, refused: 0, failed: 0, lastRefusedAt: null }
  const events = new Set<string>()
  // A rate is told from a series that is there before its first event.
  for (const event of [...expectedEvents, 'other']) for (const result of DELIVERY_RESULTS) deliveries.inc({ event: labelOf(event, events), result }, 0)
  for (const result of EVALUATION_RESULTS) evaluations.zero({ result })
  for (const kind of PUBLICATION_KINDS) for (const result of PUBLICATION_RESULTS) publications.inc({ kind, result }, 0)
  for (const kind of FORGOTTEN_KINDS) forgotten.inc({ kind }, 0)
  return {
    contentType: registry.contentType,
    heard: () => ({ arrivals, quotas: quotas.all() }),
    delivery: (event, result) => {
      deliveries.inc({ event: labelOf(event, events), result })
      if (result === 'stored' || result === 'repeated' || result === 'refused' || result === 'failed') arrivals = { ...arrivals, [result]: arrivals[result] + 1, ...result === 'refused' ? { lastRefusedAt: now() } : {} }
    },
    evaluation: (seconds, result) => { evaluations.observe({ result }, seconds) },
    request: (made) => {
      const { installationId, resource, status, ...quota } = made
      quotas.note(made)
      const labels = { installation: installationId === null ? 'app' : String(installationId), resource }
      requests.inc({ ...labels, status: status === 0 ? 'none' : `${Math.floor(status / 100)}xx` })
      if (quota.remaining !== null) remaining.set(labels, quota.remaining)
      if (quota.limit !== null) limit.set(labels, quota.limit)
    },
    publication: (kind, result) => { publications.inc({ kind, result }) },
    forgotten: (kind, count) => { forgotten.inc({ kind }, count) },
    slowed: ({ reason, how, seconds }) => {
      if (how === 'left-out') leftOut.inc()
      else waits.inc({ reason, how }, seconds)
    },
    isSlow: (installationId, isSlow) => { slow.set({ installation: String(installationId) }, isSlow ? 1 : 0) },
    page: async (depths) => {
      const now = await depths()
      unread.set(now === null ? 1 : 0)
      if (now !== null) {
        const { oldestSeconds, ...states } = now.queue
        for (const [state, count] of Object.entries(states)) items.set({ state }, count)
        oldest.set(oldestSeconds)
        stored.reset()
        for (const { result, count } of now.deliveries) stored.inc({ result }, count)
      }
      return registry.metrics()
    },
  }
}

function labelOf(event: string, known: Set<string>): string {
  if (!known.has(event) && (known.size >= MOST_EVENTS || !/^[a-z_]{1,40}$/.test(event))) return 'other'
  known.add(event)
  return event
}
