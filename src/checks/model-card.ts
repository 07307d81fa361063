import type { MetricPlace } from '../facts/documents/metric-mentions.ts'
import { emptyFormsOf } from '../facts/documents/model-cards.ts'
import { metricPlacesOf } from '../facts/documents/model-metrics.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { FileEvidence } from '../model/evidence.ts'
import type { Finding } from '../model/finding.ts'
import type { Check } from './frame/check.ts'
import { isNonEmpty, missing, partial, present } from './frame/findings.ts'

/** Rubric row `model-card`. */
export const modelCard: Check = {
  id: 'model-card',
  title: 'Model card with metrics',
  proof: 'reading',
  lesson: '2-3-model-registry#a-model-card',
  revision: 5,
  needs: ['documents'],
  lookedFor: 'A model card (MODEL_CARD.md, a Hugging Face card) or a section of a README that gives the model\'s metrics with their values.',
  levels: {
    present: 'A model card, or a section of the README, gives the model\'s metrics.',
    partial: 'Metrics are mentioned in passing.',
    missing: 'No metrics of the model are written down.',
  },
  judge,
}

function judge(facts: RepositoryFacts): Finding {
  const places = metricPlacesOf(facts)
  const evidence = (list: readonly MetricPlace[]): readonly FileEvidence[] => list.map((place) => fileEvidence(facts, place.path, place.line, place.says))
  const whole = places.filter((place) => place.given === 'card' || place.given === 'section')
  const full = evidence(whole)
  if (isNonEmpty(full)) return present(full, { found: `${whole[0]?.given === 'card' ? 'The model card' : 'A section'} in ${full[0].path} gives the model's metrics: ${full[0].says}` })
  const some = evidence(places)
  if (!isNonEmpty(some)) {
    const [form] = emptyFormsOf(facts)
    if (form !== undefined) return missing({ found: `${form.path} is the form of a model card, and nothing is filled in.`, next: `Fill in ${form.path}, the metrics first: each with its value and the data set it was measured on.` })
    return missing({ found: 'No model card and no metric of the model with its value was found in the documents.', next: 'Write a model card (docs/model-card.md): what the model is for, the data it learned from, and its metrics on the test set next to the baseline\'s.' })
  }
  const { path, says } = some[0]
  switch (places[0]?.given) {
    case 'empty-card': return partial(some, { found: `${path} is a model card without the value of any metric.`, next: `Add the metrics of the model in production, with the data set they were measured on, to ${path}.` })
    case 'picture': return partial(some, { found: `${path} shows the model's results as a picture, which may be of anything (${says}).`, next: `Write the values that the picture shows as a table in ${path}.` })
    default: return partial(some, { found: `${path} mentions a metric in passing: ${says}`, next: 'Give the metrics a place of their own: a model card, or a README section with a table of metric, value and data set.' })
  }
}
