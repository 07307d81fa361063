import type { MetricFamily, PrometheusReport } from '../../model/report-facts.ts'
import type { TextProblem } from '../json.ts'
import { KEPT, LONGEST } from './limits.ts'
import { familyGroupOf } from './metric-family.ts'
import { firstOf, NO_REPORT, unreadable, type ReportReading } from './reading.ts'
import { shortText } from './short-text.ts'

const NAME = /^[a-zA-Z_:][a-zA-Z0-9_:]*/
const TYPES: ReadonlySet<string> = new Set(['counter', 'gauge', 'histogram', 'summary', 'untyped', 'unknown', 'info', 'stateset', 'gaugehistogram'])
const VALUE = /^[ \t]+(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?Inf|NaN)(?=[ \t\r]|$)/i
/** What histograms, summaries, counters and info metrics add to the name of their family. */
const ENDING = /_(?:bucket|sum|count|total|created|info|gsum|gcount)$/

type Family = { type: string | null; help: string | null; samples: number }

/** Whether a text says by its comments that it is what a service answers to Prometheus. */
export function saysPrometheus(text: string): boolean {
  return /^# (?:HELP|TYPE) [a-zA-Z_:]/m.test(text.slice(0, 20_000))
}

/**
 * Reads the text format of Prometheus and of OpenMetrics: each family with its type, its help and how many samples it has. A line that is neither a comment
 * nor a sample is a problem; a text of which more than half is such lines is no answer to Prometheus.
 */
export function readPrometheus(path: string, text: string): ReportReading<PrometheusReport> {
  if (text.length > LONGEST.lines) return unreadable(`the file has ${text.length} characters; at most ${LONGEST.lines} are read`)
  const families = new Map<string, Family>()
  const problems: TextProblem[] = []
  const familyOf = (name: string): Family => {
    const known = families.get(name) ?? { type: null, help: null, samples: 0 }
    families.set(name, known)
    return known
  }
  let good = 0
  let bad = 0
  for (const [index, line] of text.split('\n').entries()) {
    const trimmed = line.trim()
    if (trimmed === '') continue
    if (trimmed.startsWith('#')) {
      const [, word, name = '', rest = ''] = /^#[ \t]+(HELP|TYPE)[ \t]+([a-zA-Z_:][a-zA-Z0-9_:]*)(.*)$/.exec(trimmed.slice(0, 2000)) ?? []
      if (word === 'HELP') familyOf(name).help = shortText(rest)
      if (word === 'TYPE' && TYPES.has(rest.trim())) familyOf(name).type = rest.trim()
      continue
    }
    const name = sampleIn(trimmed)
    if (name === null) {
      bad += 1
      if (problems.length < 20) problems.push({ line: index + 1, says: 'this line is no sample of a metric: name, labels in braces, a number' })
      continue
    }
    good += 1
    const base = name.replace(ENDING, '')
    familyOf(families.has(name) || !families.has(base) ? name : base).samples += 1
  }
  if (good === 0 || bad > good) return saysPrometheus(text) ? unreadable('the text begins as an answer to Prometheus and holds no samples that can be read') : NO_REPORT
  const { kept, cut } = firstOf([...families].map(([name, family]): MetricFamily => ({ name: name.slice(0, KEPT.name), ...family, group: familyGroupOf(name) })), KEPT.families)
  return { report: { kind: 'prometheus', path, families: kept, cut }, problems }
}

/** The name of the metric that a line is a sample of; null where it is none. */
function sampleIn(line: string): string | null {
  const name = NAME.exec(line)?.[0]
  if (name === undefined) return null
  let at = name.length
  if (line[at] === '{' || /^[ \t]+\{/.test(line.slice(at, at + 20))) {
    at = afterLabels(line, line.indexOf('{', at) + 1)
    if (at < 0) return null
  }
  return VALUE.test(line.slice(at, at + 200)) || VALUE.test(` ${line.slice(at, at + 200)}`) && at > name.length ? name : null
}

/** Where the labels end, whose texts may hold braces; -1 where they do not. */
function afterLabels(line: string, from: number): number {
  for (let at = from; at < line.length; at += 1) {
    if (line[at] === '"') {
      for (at += 1; at < line.length && line[at] !== '"'; at += 1) if (line[at] === '\\') at += 1
    } else if (line[at] === '}') {
      return at + 1
    }
  }
  return -1
}
