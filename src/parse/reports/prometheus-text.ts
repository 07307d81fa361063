import type { MetricFamily } from '../../model/report-facts.ts'
import { KEPT } from './limits.ts'
import { familyGroupOf } from './metric-family.ts'
import { shortText } from './short-text.ts'

/** The families of a text in the order in which they begin, how many lines are samples and how many neither sample nor comment, and where the first of those stand. */
export type MetricLines = { readonly families: readonly MetricFamily[]; readonly samples: number; readonly broken: number; readonly brokenAt: readonly number[] }

/** What a text says as Prometheus reads it, or the first line that it could not read. */
export type PrometheusReading =
  | { readonly ok: true; readonly families: readonly MetricFamily[] }
  | { readonly ok: false; readonly line: number; readonly says: string }

const MOST_TOLD = 20
const TYPES: ReadonlySet<string> = new Set(['counter', 'gauge', 'histogram', 'summary', 'untyped', 'unknown', 'info', 'stateset', 'gaugehistogram'])
/** What the samples of a family end in besides its name, by type. */
const ENDINGS: ReadonlyMap<string, readonly string[]> = new Map([
  ['histogram', ['_bucket', '_sum', '_count', '_created']], ['gaugehistogram', ['_bucket', '_gsum', '_gcount']], ['summary', ['_sum', '_count', '_created']], ['counter', ['_total', '_created']], ['info', ['_info']],
])
const ALL_ENDINGS = [...new Set([...ENDINGS.values()].flat())]

const NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y
const LABEL = /[ \t]*[a-zA-Z_][a-zA-Z0-9_]*[ \t]*=[ \t]*"(?:[^"\\]|\\.)*"[ \t]*/y
const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+(?:e[+-]?\d+)?|inf(?:inity)?|nan)`
const VALUE = new RegExp(`[ \\t]+${NUMBER}(?:[ \\t]+[+-]?\\d+(?:\\.\\d+)?)?[ \\t]*`, 'iy')

type Said = { type: string | null; help: string | null; samples: number }

/** Reads a text line by line in the format of Prometheus (version 0.0.4) and OpenMetrics 1.0, and goes on past lines that are of neither. The caller bounds the text. */
export function metricLinesIn(text: string): MetricLines {
  const families = new Map<string, Said>()
  const familyAt = (name: string): Said => {
    const known = families.get(name) ?? { type: null, help: null, samples: 0 }
    families.set(name, known)
    return known
  }
  const brokenAt: number[] = []
  let samples = 0
  let broken = 0
  for (const [index, raw] of text.split('\n').entries()) {
    const line = raw.trim()
    if (line === '') continue
    const read = line.startsWith('#') ? readComment(line, familyAt) : readSample(line, families, familyAt)
    if (read === 'sample') samples += 1
    if (read !== 'broken') continue
    broken += 1
    if (brokenAt.length < MOST_TOLD) brokenAt.push(index + 1)
  }
  return { families: [...families].map(([name, said]) => ({ name: name.slice(0, KEPT.name), ...said, group: familyGroupOf(name) })), samples, broken, brokenAt }
}

/** The same, strict: one line that is neither comment nor sample makes the whole text something else, and so does a text without a sample. */
export function readPrometheusText(text: string): PrometheusReading {
  const { families, samples, brokenAt: [first] } = metricLinesIn(text)
  if (first !== undefined) return { ok: false, line: first, says: 'neither a comment nor a sample of a metric' }
  return samples === 0 ? { ok: false, line: 1, says: 'a text without any sample of a metric' } : { ok: true, families }
}

function readComment(line: string, familyAt: (name: string) => Said): 'comment' | 'broken' {
  const [, word, name = '', rest = ''] = /^#[ \t]+(HELP|TYPE)[ \t]+([a-zA-Z_:][a-zA-Z0-9_:]*)(?:[ \t]+(.*))?$/.exec(line) ?? []
  if (word === 'HELP') familyAt(name).help = shortText(rest)
  if (word !== 'TYPE') return 'comment'
  if (!TYPES.has(rest.trim())) return 'broken'
  familyAt(name).type = rest.trim()
  return 'comment'
}

function readSample(line: string, families: ReadonlyMap<string, Said>, familyAt: (name: string) => Said): 'sample' | 'broken' {
  const name = sampleOf(line)
  if (name === null) return 'broken'
  familyAt(familyOf(name, families)).samples += 1
  return 'sample'
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
