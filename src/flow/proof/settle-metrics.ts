import { comparedMetric } from '../../evidence/claims/compared-metrics.ts'
import { metricsSince } from '../../evidence/claims/model-metrics.ts'
import type { ArtifactEvidence, FileEvidence } from '../../model/evidence.ts'
import type { EarlierMetrics, ModelMetrics } from '../../model/model-metrics.ts'
import type { CriterionRecord } from '../../model/record.ts'
import type { WorkflowRun } from '../../model/run.ts'
import { metricsSentence, metricWords } from '../../report/words/metric-words.ts'
import { toldSentence, toldWords } from '../../report/words/told-words.ts'

/** The runs whose reports may name a baseline, the model's numbers by all reports, what they are compared with, and the judged commit. */
type MetricsAsked = { readonly runs: readonly WorkflowRun[]; readonly metrics: readonly ModelMetrics[]; readonly before: EarlierMetrics | null; readonly commit: string | null }

/** Says beside the baseline's outcome which numbers the model has: against the baseline that a report names, and against those of the commit before or the base branch. The outcome stays. */
export function withMetrics(criterion: CriterionRecord, { runs, metrics, before, commit }: MetricsAsked): CriterionRecord {
  if (criterion.id !== 'baseline' || (criterion.standing !== 'present' && criterion.standing !== 'partial')) return criterion
  const baseline = comparedMetric(runs)
  const since = metricsSince(metrics, before, baseline?.written ?? null)
  const isOfBaseline = ({ name, place }: (typeof since)[number]): boolean => baseline !== null && name === baseline.written && place.artifact === baseline.place.artifact && place.path === baseline.place.report.path && place.run?.id === baseline.place.run.id
  const sentences: string[] = []
  const places: (ArtifactEvidence | FileEvidence)[] = []
  if (baseline !== null && !since.some(isOfBaseline)) {
    sentences.push(toldSentence(baseline))
    places.push({ kind: 'artifact', run: baseline.place.run.url, name: baseline.place.artifact, path: baseline.place.report.path, says: toldWords(baseline) })
  }
  for (const place of new Set(since.map((one) => one.place))) {
    const words = since.filter((one) => one.place === place).map((one) => metricWords(one, isOfBaseline(one) ? baseline : null, commit))
    sentences.push(metricsSentence(words, place))
    places.push(placeOf(place, words.join('; ')))
  }
  return sentences.length === 0 ? criterion : { ...criterion, found: [criterion.found, ...sentences].join(' '), evidence: [...criterion.evidence, ...places] }
}

function placeOf({ run, artifact, path, blob }: ModelMetrics, says: string): ArtifactEvidence | FileEvidence {
  return run === null || artifact === null ? { kind: 'file', path, line: 1, blob: blob ?? '', says } : { kind: 'artifact', run: run.url, name: artifact, path, says }
}
