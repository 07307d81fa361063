import type { DocumentTree } from '../../parse/document/tree.ts'
import { asList, asMap, type Json } from '../../parse/json.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, nameOf, settingsOf } from '../settings/settings.ts'
import { blockText, documentsFrom, documentsOf, sectionsOf, type Document } from './documents.ts'
import { metricMentions, type MetricPlace } from './metric-mentions.ts'
import { METRIC, RESULTS } from './metric-words.ts'

const CARD_NAME = /^model[-_ ]?(?:card|facts?)s?(?:[-_. ].*)?\.(?:md|markdown|mdx|rst|txt)$|(?:^|[-_])model[-_]?card\.(?:md|markdown|mdx|rst|txt)$/i

/** The parts that a card of whatever name is made of: what the model is, how it was measured, and what it is not good for. */
const PARTS = [/^\W*(?:about (?:the|this) )?model (?:description|details|overview|summary)\b/i, /\b(?:evaluation|metrics?|performance|results?)\b/i, /\b(?:limitations?|intended uses?|out-of-scope|bias(?:es)?|ethical considerations?|caveats?)\b/i]

/** Whether a document is a model card: by its name, its title, the header that the Hugging Face Hub reads, or, beside the README, its parts. */
export function isCard({ path, tree, readme }: Document): boolean {
  if (CARD_NAME.test(nameOf(path))) return true
  const headings = tree.blocks.flatMap((block) => block.kind === 'heading' ? block.text : [])
  return hubValue(tree) !== null || /^\W*model card\b/i.test(headings[0] ?? '') || (!readme && PARTS.every((part) => headings.some((heading) => part.test(heading))))
}

/** What a template asks for where an answer has to come. */
const REQUEST = /^\W*(?:please\b|(?:more )?information needed|to ?do\b|tbd\b|n\/?a\b|to be (?:added|done|filled|written|completed)|(?:add|insert|write|put)\b[^.]{0,80}\bhere\b|fill (?:in|out)\b|describe\b|x{3,}|\W*$)/i

/** Whether a card is the form alone: below its title no section holds more than the request that a template came with. */
function isForm(tree: DocumentTree): boolean {
  const below = sectionsOf(tree).filter((section) => section.level > 1)
  return below.length > 2 && below.every((section) => section.blocks.every((block) => block.kind === 'heading' || (block.kind === 'text' && REQUEST.test(block.text))))
}

/** The model cards that nobody has filled in. */
export function emptyFormsOf(facts: RepositoryFacts): readonly Document[] {
  return documentsOf(facts).filter((document) => isCard(document) && isForm(document.tree))
}

/** What a model card says of the model's metrics, in itself or in a document it leads to; nothing where it is a form that is not filled in. */
export function cardPlaces(facts: RepositoryFacts, document: Document): readonly MetricPlace[] {
  const measured = metricMentions(document.tree).filter((mention) => !mention.bar)
  const headings = sectionsOf(document.tree).filter((section) => RESULTS.test(section.heading) && section.level > 1)
  const heading = headings.find((section) => /metric|performance|result/i.test(section.heading)) ?? headings[0]
  const hub = hubValue(document.tree)
  const [first] = measured
  if (first !== undefined) return [{ path: document.path, line: first.line, says: first.text, heading: first.heading, given: 'card' }]
  if (hub !== null) return [{ path: document.path, line: hub.line, says: hub.text, heading: '', given: 'card' }]
  if (isForm(document.tree)) return []
  const place = { path: document.path, line: heading?.line ?? 1, heading: heading?.heading ?? '' }
  const values = documentsFrom(facts, document).flatMap((other) => metricMentions(other.tree).filter((mention) => !mention.bar).map((mention) => ({ other, mention })))
  const [value] = values
  return [value === undefined ? { ...place, says: 'a model card without values', given: 'empty-card' } : { ...place, says: `a model card, with its values in ${value.other.path} (${value.mention.text})`, given: 'card' }]
}

/** The results in a card's header as the Hugging Face Hub reads it (`model-index`). */
function hubValue(tree: DocumentTree): { readonly line: number; readonly text: string } | null {
  const head = tree.blocks.filter((block) => block.line <= 150)
  if (!head.some((block) => /^model-index:/m.test(blockText(block)))) return null
  for (const block of head) {
    const lines = blockText(block).split('\n')
    const at = lines.findIndex((line) => /^[\s-]*value:\s*-?\d/.test(line))
    if (at >= 0) return { line: block.line + at, text: (lines[at] ?? '').trim() }
  }
  return null
}

/** A card kept as JSON, YAML or TOML, with a metric's number in it. */
export function settingsCards(facts: RepositoryFacts): readonly MetricPlace[] {
  return settingsOf(facts).filter((file) => /^model[-_]?card\b/i.test(nameOf(file.path))).map(({ path, value, lines }) => {
    const found = metricIn(value, '', 0)
    return found === null ? { path, line: 1, says: 'a model card without values', heading: '', given: 'empty-card' } : { path, line: lineAt(lines, found.pointer), says: found.text, heading: '', given: 'card' }
  })
}

function metricIn(value: Json, pointer: string, depth: number): { readonly pointer: string; readonly text: string } | null {
  if (depth > 8) return null
  const entries = asList(value)?.map((inner, index) => [String(index), inner] as const) ?? Object.entries(asMap(value) ?? {})
  for (const [key, inner] of entries.slice(0, 200)) {
    const here = pointer === '' ? key : `${pointer}.${key}`
    if (typeof inner === 'number' && new RegExp(METRIC.source, 'i').test(key)) return { pointer: here, text: `${key}: ${inner}` }
    const found = metricIn(inner, here, depth + 1)
    if (found !== null) return found
  }
  return null
}
