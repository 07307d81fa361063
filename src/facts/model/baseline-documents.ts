import type { DocumentBlock } from '../../parse/document/tree.ts'
import { documentsOf, type Document } from '../documents/documents.ts'
import { metricMentions } from '../documents/metric-mentions.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** A sentence or table row of a document that names a model as the baseline, or gives a baseline's metric. */
export type BaselineSentence = { readonly path: string; readonly line: number; readonly says: string }

const BASELINE = /\bbase-?lines?\b/i
/** Baselines of other things: of drift, of the data, of load, of security. */
const OTHER = /drift|monitor|statistic|distribution|data ?sets?\b|reference|schema|prompt|latency|load test|security|kubernetes|rollback|coverage/i
const MODEL = /\b(?:models?|hyper-?parameters?|classif\w+|regress\w+|networks?|ann|cnn|mlp|lstm|xgboost|lightgbm|accuracy|f1|rmse|auc|algorithms?|forest|performance|estimators?|dummy|majority)\b/i

/** Where the project's documents name a baseline model, those with a metric first; at most two of each document. */
export function baselineSentencesOf(facts: RepositoryFacts): readonly BaselineSentence[] {
  const documents = documentsOf(facts)
  return [...documents.flatMap(measured), ...documents.flatMap(named)]
}

/** A metric that stands in a sentence on the baseline, or in a section or document of that name. */
function measured({ path, tree }: Document): readonly BaselineSentence[] {
  const name = path.slice(path.lastIndexOf('/') + 1).replaceAll('_', ' ')
  return metricMentions(tree).filter((mention) => [mention.text, mention.heading, name].some((text) => BASELINE.test(text)) && !OTHER.test(`${mention.heading} ${name}`) && !/drift/i.test(mention.text)).slice(0, 2)
    .map((mention) => ({ path, line: mention.line, says: mention.text }))
}

function named({ path, tree }: Document): readonly BaselineSentence[] {
  return tree.blocks.flatMap((block) => sentencesOf(block)).filter(({ text }) => BASELINE.test(text) && MODEL.test(text) && !OTHER.test(text)).slice(0, 2)
    .map(({ text, line }) => ({ path, line, says: text.slice(0, 160) }))
}

function sentencesOf(block: DocumentBlock): readonly { readonly text: string; readonly line: number }[] {
  switch (block.kind) {
    case 'heading': return [{ text: block.text, line: block.line }]
    case 'table': return block.rows.slice(0, 200).map((row) => ({ text: row.cells.join(' | ').slice(0, 500), line: row.line }))
    case 'text': return block.text.slice(0, 20_000).split('\n').flatMap((line, index) => line.split(/[.!?](?=\s)/).map((text) => ({ text: text.trim(), line: block.line + index })))
    case 'code': return []
  }
}
