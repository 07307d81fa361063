import type { ComparedMetric, MetricSince } from '../../model/told-report.ts'
import { plainLine } from '../text/plain-line.ts'
import { shown } from '../text/shown-number.ts'

const LONGEST = 120

/** A number of the model beside what it was, without a full stop: `accuracy 0.91 at this commit, 0.88 on main at 1a2b3c4 (better by 0.03), baseline 0.8`. `baseline` is of the same report. */
export function metricWords({ name, value, before, isBetter, from, place }: MetricSince, baseline: ComparedMetric | null, commit: string | null): string {
  const here = place.commit === null || place.commit === commit ? 'at this commit' : `at ${place.commit.slice(0, 7)}, which has the same inputs`
  const there = from.kind === 'base' ? `on ${plainLine(from.branch, LONGEST)} at ${from.commit.slice(0, 7)}` : `before at ${from.commit.slice(0, 7)}`
  return `${plainLine(name, LONGEST)} ${shown(value)} ${here}, ${shown(before)} ${there} (${differenceWords(value, before, isBetter)})${baseline === null ? '' : `, baseline ${shown(baseline.baseline)}`}`
}

/** The numbers of one report as a sentence, with where they stand. */
export function metricsSentence(words: readonly string[], { artifact, path, run }: MetricSince['place']): string {
  const where = plainLine(artifact === null ? path : `${artifact}/${path}`, LONGEST)
  return `The model’s numbers: ${words.join('; ')} (${where}, ${run === null ? 'committed' : `run ${run.id}`}).`
}

function differenceWords(value: number, before: number, isBetter: boolean | null): string {
  const difference = shown(Math.abs(value - before))
  if (difference === '0') return 'the same'
  return isBetter === null ? `${difference} ${value > before ? 'more' : 'less'}` : `${isBetter ? 'better' : 'worse'} by ${difference}`
}
