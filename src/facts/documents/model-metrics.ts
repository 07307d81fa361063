import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'
import { documentsOf, isProse, sectionsOf, type Document, type Section } from './documents.ts'
import { metricMentions, type MetricMention, type MetricPlace } from './metric-mentions.ts'
import { RESULTS } from './metric-words.ts'
import { cardPlaces, isCard, settingsCards } from './model-cards.ts'

/** Words of which the name of a page on the model's quality is made (BASELINE_REPORT, model-training-summary), and those of which it has one. */
const PAGE_WORDS = /^(?:models?|ml|final|best|training|train|baselines?|performances?|evaluations?|eval|results?|metrics?|quality|benchmarks?|comparison|experiments?|reports?|summary|analysis|v?\d+)$/i
const QUALITY_WORD = /^(?:models?|baselines?|performances?|evaluations?|eval|results?|metrics?|quality|benchmarks?)$/i
const PAGE_FOLDER = /^(?:(?:docs?|reports?|results?|documentation|models?|src|ml)\/){0,3}$/i
/** Metrics of a service, and pages of a dashboard. */
const OPERATIONS = /prometheus|grafana|monitor|endpoint|alert|dashboard|latency|load test|coverage|stress|throughput|infrastructure|\bapi\b|drift|example|sample|beispiel|ejemplo/i
/** Under such headings numbers show what something looks like. */
const SHOWS_USE = /example|sample|ejemplo|beispiel|exemple|prometheus|alert|endpoint|\bapi\b|response|request/i
const METRIC_PICTURE = /metric|confusion|(?:^|[^a-z])roc(?:[^a-z]|$)|classification[-_ ]?report|precision|recall|accuracy|performance|evaluation|results?|scores?|leaderboard|comparison/i
/** Pictures of how the work goes, not of what came out. */
const DRAWING = /pipeline|architecture|diagram|flow|schema|stage/i

/** Every place of the project's prose (and of model cards kept as settings) that gives a model's metrics, the best first. */
export const metricPlacesOf = memoise((facts: RepositoryFacts): readonly MetricPlace[] => {
  const documents = documentsOf(facts).filter(({ path, readme }) => isProse(path) && (readme || !path.endsWith('.txt'))).slice(0, 300)
  const places = documents.flatMap((document) => isCard(document) ? cardPlaces(facts, document) : documentPlaces(document))
  const order: readonly MetricPlace['given'][] = ['card', 'section', 'picture', 'empty-card', 'passing']
  return [...places, ...settingsCards(facts)].sort((left, right) => order.indexOf(left.given) - order.indexOf(right.given))
})

/** Whether a page is by its name about the model's quality: a report on the model that is called otherwise than a card. */
function isOwnPage(path: string): boolean {
  const name = nameOf(path)
  if (!PAGE_FOLDER.test(path.slice(0, path.length - name.length))) return false
  const words = /^([\w -]+)\.(?:md|rst)$/.exec(name)?.[1]?.split(/[-_ ]/) ?? []
  return words.every((word) => PAGE_WORDS.test(word)) && words.some((word) => QUALITY_WORD.test(word))
}

function documentPlaces(document: Document): readonly MetricPlace[] {
  const reader = document.readme || document.linked || isOwnPage(document.path)
  const measured = metricMentions(document.tree).filter((mention) => !mention.bar)
  const sections = sectionsOf(document.tree)
  const groups = new Map<number, MetricMention[]>()
  for (const mention of measured) groups.set(mention.headingLine, [...groups.get(mention.headingLine) ?? [], mention])
  const places = [...groups].flatMap(([line, mentions]): readonly MetricPlace[] => {
    const section = sections.find((one) => one.line === line)
    const [first] = mentions.filter((mention) => mention.source === 'table').concat(mentions)
    if (first === undefined) return []
    const given = reader && isResults(section, mentions) ? 'section' : mentions.every((mention) => mention.source === 'sample') ? null : 'passing'
    return given === null ? [] : [{ ...ofMention(document, first), given }]
  })
  return [...places.sort((left, right) => weight(right) - weight(left)), ...(reader ? pictures(document, sections) : [])]
}

function weight({ given, heading }: MetricPlace): number {
  return (given === 'section' ? 2 : 0) + (RESULTS.test(heading) ? 1 : 0)
}

/** A section gives metrics where its heading says so, in a table, or as a list of several; one sentence, or a printed log, under another heading mentions them in passing. */
function isResults(section: Section | undefined, all: readonly MetricMention[]): boolean {
  const mentions = all.filter((mention) => mention.source !== 'badge' && mention.source !== 'sample')
  const headings = section === undefined ? [] : [section.heading, ...section.trail.slice(1)]
  if (headings.some((heading) => RESULTS.test(heading) && !OPERATIONS.test(heading))) return mentions.length > 0 || all.length > 1
  if (headings.some((heading) => SHOWS_USE.test(heading))) return false
  if (mentions.some((mention) => mention.source === 'table')) return true
  const told = mentions.filter((mention) => mention.source !== 'block')
  const several = new Set(told.map((mention) => mention.line)).size > 1
  // A list of models under their heading, each with the same metric.
  return several && (new Set(told.map((mention) => mention.metric)).size > 1 || /^\W*(?:the |our )?models?\W*$/i.test(section?.heading ?? ''))
}

/** A picture under a heading that announces the model's metrics: `section` where the picture's own name speaks of them too, else its content is anybody's guess. */
function pictures(document: Document, sections: readonly Section[]): readonly MetricPlace[] {
  return sections.filter((section) => RESULTS.test(section.heading) && !OPERATIONS.test(section.heading) && section.level > 1).flatMap((section): readonly MetricPlace[] => {
    const next = sections.find((other) => other.line > section.line)?.line ?? Infinity
    const link = document.tree.links.find((one) => one.image && !one.target.includes('/badge') && one.line > section.line && one.line < next && METRIC_PICTURE.test(`${one.text} ${nameOf(one.target)}`) && ![DRAWING, OPERATIONS].some((other) => other.test(nameOf(one.target))))
    if (link === undefined) return []
    const given = /metric|accuracy|model|evaluation|confusion|score/i.test(section.heading) ? 'section' : 'picture'
    return [{ path: document.path, line: section.line, says: `${section.heading}: a picture (${nameOf(link.target)})`, heading: section.heading, given }]
  })
}

function ofMention(document: Document, { line, text, heading }: MetricMention): Omit<MetricPlace, 'given'> {
  return { path: document.path, line, says: text, heading }
}
