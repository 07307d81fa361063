import type { MetricFamily, MetricType } from '../../model/metric-family.ts'
import { metricKindOf } from './metric-kind.ts'

/** What a text says as Prometheus reads it, or the first line that it could not read. Families are in the order in which they begin. */
export type PrometheusReading =
  | { readonly ok: true; readonly families: readonly MetricFamily[] }
  | { readonly ok: false; readonly line: number; readonly says: string }

const MOST_CHARACTERS = 1_000_000
const LONGEST_HELP = 160
const TYPES: readonly string[] = ['counter', 'gauge', 'histogram', 'summary', 'untyped', 'unknown', 'info', 'stateset', 'gaugehistogram'] satisfies readonly MetricType[]
/** What the samples of a family end in besides its name, by type. */
const ENDINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['histogram', ['_bucket', '_sum', '_count', '_created']], ['gaugehistogram', ['_bucket', '_gsum', '_gcount']], ['summary', ['_sum', '_count', '_created']], ['counter', ['_total', '_created']], ['info', ['_info']],
])
const ALL_ENDINGS = [...new Set([...ENDINGS.values()].flat())]

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y
const LABEL = /[ \t]*[a-zA-Z_][a-zA-Z0-9_]*[ \t]*=[ \t]*"(?:[^"\\]|\\.)*"[ \t]*/y
const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf(?:inity)?|nan)`
const VALUE = new RegExp(`[ \\t]+${NUMBER}(?:[ \\t]+[+-]?\\d+(?:\\.\\d+)?)?[ \\t]*`, 'iy')

type Said = { type: MetricType; help: string; samples: number }

/**
 * Reads the text format of Prometheus (version 0.0.4) and OpenMetrics 1.0. Strict: one line that is neither comment nor sample makes the whole text something
 * else, and so does a text without a sample or of more than a million characters.
 */
export function readPrometheusText(text: string): PrometheusReading {
  if (text.length > MOST_CHARACTERS) return { ok: false, line: 1, says: `a text of more than ${MOST_CHARACTERS} characters` }
  const families = new Map<string, Said>()
  const familyAt = (name: string): Said => {
    const known = families.get(name)
    if (known !== undefined) return known
    const made: Said = { type: 'untyped', help: '', samples: 0 }
    families.set(name, made)
    return made
  }
  let samples = 0
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    const wrong = (says: string): PrometheusReading => ({ ok: false, line: index + 1, says })
    if (line.trim() === '') continue
    if (line.startsWith('#')) {
      const [, word, name = '', rest = ''] = /^#[ \t]+(HELP|TYPE)[ \t]+([a-zA-Z_:][a-zA-Z0-9_:]*)(?:[ \t]+(.*))?$/.exec(line) ?? []
      if (word === 'HELP') familyAt(name).help = rest.slice(0, LONGEST_HELP)
      if (word !== 'TYPE') continue
      const type = rest.trim()
      if (!isType(type)) return wrong('a type that Prometheus does not know')
      familyAt(name).type = type
      continue
    }
    const name = sampleOf(line)
    if (name === null) return wrong('neither a comment nor a sample')
    familyAt(familyOf(name, families)).samples += 1
    samples += 1
  }
  if (samples === 0) return { ok: false, line: 1, says: 'no sample' }
  return { ok: true, families: [...families].map(([name, { type, help, samples: lines }]) => ({ name, type, help, samples: lines, kind: metricKindOf(name) })) }
}

function isType(word: string): word is MetricType {
  return TYPES.includes(word)
}

/** The name of the sample that a line is; null where it is none. */
function sampleOf(line: string): string | null {
  const [name] = matchAt(NAME, line, 0) ?? []
  if (name === undefined) return null
  const end = valueEnd(line, labelsEnd(line, name.length))
  if (end === null) return null
  if (end === line.length) return name
  // OpenMetrics lets an exemplar follow.
  if (!line.startsWith('# {', end)) return null
  return valueEnd(line, labelsEnd(line, end + 2)) === line.length ? name : null
}

/** Where the labels end that begin at a place; the place itself where there are none, null where they are broken. */
function labelsEnd(line: string, from: number): number | null {
  let at = from
  while (line[at] === ' ' || line[at] === '\t') at += 1
  if (line[at] !== '{') return from
  at += 1
  for (let more = true; more;) {
    const label = matchAt(LABEL, line, at)
    at += label?.[0].length ?? 0
    more = label !== null && line[at] === ','
    if (more) at += 1
  }
  while (line[at] === ' ' || line[at] === '\t') at += 1
  return line[at] === '}' ? at + 1 : null
}

function valueEnd(line: string, from: number | null): number | null {
  const value = from === null ? null : matchAt(VALUE, line, from)
  return from === null || value === null ? null : from + value[0].length
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

/** The family that a sample belongs to: that of its own name, or the one of a type whose samples end so. */
function familyOf(name: string, families: ReadonlyMap<string, Said>): string {
  if (families.has(name)) return name
  for (const ending of ALL_ENDINGS) {
    if (!name.endsWith(ending)) continue
    const family = name.slice(0, -ending.length)
    if (ENDINGS.get(families.get(family)?.type ?? '')?.includes(ending) === true) return family
  }
  return name
}
