import type { DocumentBlock, DocumentTree } from '../../parse/document/tree.ts'

/**
 * A model's metric with its value, as a document states it. `bar` is set where the number is asked for and not measured
 * (`accuracy > 0.8`, "at least", "threshold"); `heading` is the nearest heading above, empty before the first.
 */
export type MetricMention = {
  readonly metric: string
  readonly value: string
  readonly bar: boolean
  readonly heading: string
  readonly source: 'table' | 'sentence' | 'block'
  readonly text: string
  readonly line: number
}

const METRIC = /(?:^|[^a-z])(accuracy|precision|recall|f-?1(?:[ _-]?score)?|f[ _-]?beta(?:[ _-]?\d)?|(?:roc|pr)[ _-]?auc|auc(?:[ _-]?roc)?|r\^?2(?:[ _-]?score)?|r²|r-squared|rmse|mae|mse|mape|smape|rmsle|log[ _-]?loss|specificity|sensitivity|mcc|bleu|rouge(?:-?[l12])?|perplexity|iou|mean average precision|average precision|balanced accuracy|ndcg(?:@\d+)?|map@\d+|recall@\d+|precision@\d+|hit rate(?:@\d+)?|silhouette(?: score)?|brier(?: score)?|kappa|(?:val|validation|test|eval)[ _-]?loss)(?![a-z])/gi
const NUMBER = /(?:^|[^\w.])(-?\d{1,7}(?:[.,]\d{1,20})?\s?%?)(?!\w|\.\d)/
const BAR = /[<>≥≤]|\b(?:at least|at most|minimum|maximum|threshold|above|below|over|under|exceeds?|should|must|target|goal|drops?|less than|greater than|more than|required?|gate|if|when|alert)\b/i
const MENTIONS = 300
const TEXT = 20_000

/** The metric mentions of a document, in order: in table cells, in sentences, and in code blocks that are no program (printed results, JSON). */
export function metricMentions(tree: DocumentTree): readonly MetricMention[] {
  const mentions: MetricMention[] = []
  let heading = ''
  for (const block of tree.blocks) {
    if (mentions.length >= MENTIONS) break
    if (block.kind === 'heading') heading = block.text
    mentions.push(...inBlock(block).map((mention) => ({ ...mention, heading })))
  }
  return mentions
}

type Found = Omit<MetricMention, 'heading'>

function inBlock(block: DocumentBlock): readonly Found[] {
  if (block.kind === 'table') return inTable(block)
  if (block.kind === 'code') {
    if (!/^(?:|json|text|txt|console|output|bash|sh|shell|plaintext|log)$/.test(block.language)) return []
    return block.lines.flatMap((line, index) => inSentence(line, block.line + index, 'block'))
  }
  return block.text.split('\n').flatMap((line, index) => inSentence(line, block.line + index, 'sentence'))
}

/** A metric and the first number behind it, before the next metric's own; a number right in front counts too ("0.91 accuracy"). */
function inSentence(whole: string, line: number, source: 'sentence' | 'block'): readonly Found[] {
  const text = whole.slice(0, TEXT)
  const names = [...text.matchAll(METRIC)].slice(0, 40)
  return names.flatMap((name, index) => {
    const start = name.index + name[0].length
    const end = Math.min(names[index + 1]?.index ?? text.length, start + 60)
    const behind = text.slice(start, end)
    const before = text.slice(Math.max(index === 0 ? 0 : (names[index - 1]?.index ?? 0), name.index - 12), name.index + 1)
    const value = valueOf(NUMBER.exec(behind)?.[1]) ?? valueOf(/(\d{1,3}(?:\.\d{1,20})?\s?%?)\s*(?:in |of )?$/.exec(before.trimEnd())?.[1])
    if (value === null) return []
    const around = `${text.slice(Math.max(0, name.index - 40), start)}${behind}`
    return [{ metric: (name[1] ?? '').toLowerCase(), value, bar: BAR.test(around), source, text: text.trim().slice(0, 300), line }]
  })
}

function inTable(table: Extract<DocumentBlock, { kind: 'table' }>): readonly Found[] {
  const columns = table.header.map((cell) => metricName(cell))
  return table.rows.slice(0, 200).flatMap((row) => {
    const ofRow = metricName(row.cells[0] ?? '')
    return row.cells.flatMap((cell, index): readonly Found[] => {
      const metric = columns[index] ?? (index > 0 ? ofRow : null)
      const value = valueOf(NUMBER.exec(cell.slice(0, 100))?.[1])
      if (metric === null || value === null) return []
      const bar = BAR.test(cell) || BAR.test(table.header[index] ?? '')
      return [{ metric, value, bar, source: 'table', text: row.cells.join(' | ').slice(0, 300), line: row.line }]
    })
  })
}

function metricName(cell: string): string | null {
  const [first] = cell.slice(0, 100).matchAll(METRIC)
  return first?.[1]?.toLowerCase() ?? null
}

/** A number that can be a metric's value: one with decimals or a percent sign, not a bare count. */
function valueOf(number: string | undefined): string | null {
  if (number === undefined) return null
  return /[.,%]/.test(number) ? number.trim() : null
}
