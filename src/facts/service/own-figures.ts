import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { MetricsExposure } from './exposed-metrics.ts'
import { servedRoutesOf } from './routes.ts'
import { spokenWithin } from './spoken.ts'

/** The lines that every scraper of Prometheus reads. */
const EXPOSITION = /^# (?:HELP|TYPE) \S/m
/** Figures that only a running service has: how often it was asked, how long it took, what it uses. */
const FIGURE = /(?:^|_)requests?_(?:count|total|served|per_)|(?:total|num|n|all|failed)_requests|latenc(?:y|ies)|uptime|response_times?|error_(?:count|rate)|predictions?_(?:count|total|served)|(?:total|num|n)_predictions|^cpu_percent$|^virtual_memory$|^memory_info$/i
/** A report of the training that lies in a file is no figure of the running service. */
const READS_FILE = /^(?:read_text|read_csv|read_json|load_json|safe_load)$|\.json$/

/** A route that gives figures of the running service out without a library of metrics: `text` as Prometheus reads them, `live` at a path called /metrics, `other` elsewhere. */
export type OwnFigures = MetricsExposure & { readonly kind: 'text' | 'live' | 'other' }

/** Every such route. */
export const ownFiguresOf = memoise((facts: RepositoryFacts): readonly OwnFigures[] => servedRoutesOf(facts).flatMap(({ path, module, line, handler }): readonly OwnFigures[] => {
  const named = /\/(?:metrics|stats|statistics|prometheus)$/.exec(path)?.[0]
  if (named === undefined || handler?.node.kind !== 'function') return []
  const words = spokenWithin(facts, handler.tree, handler.node)
  if (words.some((word) => EXPOSITION.test(word))) return [{ path: module, line, kind: 'text', route: path, says: `${path} writes metrics as Prometheus reads them` }]
  if (!words.some((word) => FIGURE.test(word)) || words.some((word) => READS_FILE.test(word))) return []
  return [{ path: module, line, kind: named === '/metrics' ? 'live' : 'other', route: path, says: `${path} answers with figures of the running service` }]
}))
