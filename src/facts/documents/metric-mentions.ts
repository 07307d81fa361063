import type { DocumentBlock, DocumentLink, DocumentTree } from '../../parse/document/tree.ts'
import { asksForValue, isAskedFor, isError, isMeasuredAt, isMetric, METRIC } from './metric-words.ts'

/**
 * A model's metric with its value, as a document states it. `bar` is set where the number is asked for and not measured
 * (`accuracy > 0.8`, "at least", "threshold"); `heading` is the nearest heading above, empty before the first, and `headingLine` its line (0).
 */
export type MetricMention = {
  readonly metric: string
  readonly value: string
  readonly bar: boolean
  readonly heading: string
  readonly headingLine: number
  readonly source: 'table' | 'sentence' | 'block' | 'sample' | 'badge'
  readonly text: string
  readonly line: number
}

/** A place that tells how good a model is. `given` says how: as a card's or a section's content, or in passing; a card without values is an `empty-card`. */
export type MetricPlace = {
  readonly path: string
  readonly line: number
  readonly says: string
  readonly heading: string
  readonly given: 'card' | 'section' | 'empty-card' | 'picture' | 'passing'
}

const NUMBER = /(?:^|[^\w.,])([-+]?\d{1,7}(?:[.,]\d{1,20})?\s?%?)(?!\w|\.\d)/
/** Whole numbers as a range: "between 110 and 112", "from 3 to 4". */
const RANGE = /^\s*(?:scores? |values? )?(?:between \d{1,7} and|from \d{1,7} to) \d/
const MENTIONS = 300
const TEXT = 20_000
const COLUMNS = 60

/**
 * The metric mentions of a document, in order: in table cells, in sentences, in badges, and in code blocks that are no program (printed results).
 * `sample` is JSON, which may as well show what a service answers.
 */
export function metricMentions(tree: DocumentTree): readonly MetricMention[] {
  const mentions: MetricMention[] = []
  let heading = { heading: '', headingLine: 0 }
  for (const block of tree.blocks) {
    if (mentions.length >= MENTIONS) break
    if (block.kind === 'heading') heading = { heading: block.text, headingLine: block.line }
    mentions.push(...inBlock(block).map((mention) => ({ ...mention, ...heading })))
  }
  return [...mentions, ...tree.links.flatMap(inBadge).map((mention) => ({ ...mention, heading: '', headingLine: 0 }))]
}

type Found = Omit<MetricMention, 'heading' | 'headingLine'>

function inBlock(block: DocumentBlock): readonly Found[] {
  if (block.kind === 'table') return inTable(block)
  if (block.kind === 'code') {
    if (!/^(?:|json|text|txt|console|output|bash|sh|shell|plaintext|log)$/.test(block.language)) return []
    const isSample = block.language === 'json' || /^\s*[{[]/.test(block.lines[0] ?? '') || block.lines.some((line) => /^\s*"\w+":/.test(line))
    return block.lines.flatMap((line, index) => inSentence(line, block.line + index, isSample ? 'sample' : 'block'))
  }
  return block.text.split('\n').flatMap((line, index) => inSentence(line, block.line + index, 'sentence'))
}

/** A metric and the first number behind it, before the next metric's own; a number right in front counts too ("0.91 accuracy"). */
function inSentence(whole: string, line: number, source: Found['source']): readonly Found[] {
  const text = whole.slice(0, TEXT)
  const names = [...text.matchAll(METRIC)].filter((name) => isMetric(name[1] ?? '')).slice(0, 40)
  return names.flatMap((name, index) => {
    const metric = (name[1] ?? '').toLowerCase()
    const start = name.index + name[0].length
    const behind = text.slice(start, Math.min(names[index + 1]?.index ?? text.length, start + 60))
    const from = Math.max(index === 0 ? 0 : (names[index - 1]?.index ?? 0), name.index - 40)
    const before = text.slice(from, name.index + 1)
    const next = NUMBER.exec(behind)
    const inFront = /([-+]?\d{1,3}(?:[.,]\d{1,20})?\s?%?)\s*(?:in |of |test |validation |overall )?$/.exec(before.trimEnd())
    const front = valueOf(inFront?.[1], metric, false)
    const value = front ?? valueOf(next?.[1], metric, /^\s*(?:score)?\s*[:=|]\s*[-+]?\d/.test(behind) || (isError(metric) && RANGE.test(behind)))
    if (value === null || value.startsWith('+') || isMeasuredAt(metric, before.slice(0, -1)) || Number.parseFloat(value.replace(',', '.')) === 0) return []
    const between = front === null ? behind.slice(0, (next?.index ?? 0) + (next?.[0].length ?? 0)) : before.slice(Math.max(0, (inFront?.index ?? 0) - 14))
    return [{ metric, value, bar: isAskedFor(text.slice(Math.max(0, name.index - 60), name.index + 1), between, sentenceOf(behind).slice(0, Math.max(50, (next?.index ?? 0) + (next?.[0].length ?? 0) + 24))), source, text: text.trim().slice(0, 300), line }]
  })
}

/** What of a text belongs to the sentence that it begins in. */
function sentenceOf(text: string): string {
  return text.slice(0, /[.!?]\s+[A-Z]/.exec(text)?.index ?? text.length)
}

function inTable(table: Extract<DocumentBlock, { kind: 'table' }>): readonly Found[] {
  const columns = table.header.slice(0, COLUMNS).map((cell) => metricName(cell))
  return table.rows.slice(0, 200).flatMap((row) => {
    const ofRow = metricName(row.cells[0] ?? '')
    const text = row.cells.slice(0, COLUMNS).join(' | ').slice(0, 300)
    return row.cells.slice(0, COLUMNS).flatMap((cell, index): readonly Found[] => {
      const metric = columns[index] ?? (index > 0 ? ofRow : null)
      const value = metric === null ? null : valueOf(NUMBER.exec(cell.slice(0, 100))?.[1], metric, cell.trim().length <= 6)
      if (metric === null || value === null) return []
      const bar = asksForValue(cell) || asksForValue(table.header[index] ?? '') || asksForValue(row.cells[0] ?? '')
      return [{ metric, value, bar, source: 'table', text, line: row.line }]
    })
  })
}

/** A badge writes what it says into its address: `img.shields.io/badge/accuracy-94%25-green`. */
function inBadge(link: DocumentLink): readonly Found[] {
  const said = link.image ? /\/badge\/([^?#]{1,200})/.exec(link.target)?.[1] : undefined
  if (said === undefined) return []
  return inSentence(said.replaceAll('%25', '%').replaceAll('%20', ' ').replaceAll('--', '\u2010').replaceAll(/[-_]/g, ' ').replaceAll('\u2010', '-'), link.line, 'badge').slice(0, 1)
}

function metricName(cell: string): string | null {
  const first = [...cell.slice(0, 100).matchAll(METRIC)].map((found) => found[1] ?? '').find(isMetric)
  return first?.toLowerCase() ?? null
}

/** A number that can be a metric's value: one with decimals or a percent sign; a bare count only where it stands alone. */
function valueOf(number: string | undefined, metric: string, alone: boolean): string | null {
  if (number === undefined) return null
  const value = number.trim()
  if (/[.,%]/.test(value)) return value
  return alone && (isError(metric) || /^(?:[1-9]\d|100)$/.test(value)) ? value : null
}
