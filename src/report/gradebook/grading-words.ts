import type { Grading } from '../../model/grading.ts'
import { counted } from './counted.ts'

const COUNTS: Readonly<Record<Grading['counts'], string>> = {
  deadline: 'the last push to the default branch in time counts', latest: 'the newest push to the default branch counts', best: 'the push to the default branch that earns most counts',
}

/** How a course counts, in plain words, a part each that could be a sentence: what counts, what becomes of late work, until when proofs come in, and when students see it. `hasDue`: whether a day is set at all; without one nothing is late. */
export function gradingWords({ points, counts, release, ...days }: Grading, hasDue: boolean): readonly string[] {
  const otherwise = counts === 'deadline' && days.late.kind !== 'cut-off' ? ', and where none came in time the last one' : ''
  const which = hasDue ? [`${COUNTS[counts]}${otherwise}`, ...dayWords(days)] : [COUNTS[counts === 'deadline' ? 'latest' : counts], 'no day is due, so nothing is late']
  return [`${counted(points, 'point')} for the whole checklist`, ...which, release === 'held' ? 'students see their grade once the staff releases it' : 'students see their grade as soon as there is one']
}

function dayWords({ graceMinutes, late, proofHours }: Pick<Grading, 'graceMinutes' | 'late' | 'proofHours'>): readonly string[] {
  return [
    ...(graceMinutes === 0 ? [] : [`${counted(graceMinutes, 'minute')} of grace`]), lateWords(late),
    proofHours === 0 ? 'runs and deployments count that ended by the due day' : `runs and deployments of it count until ${counted(proofHours, 'hour')} after the due day`,
  ]
}

function lateWords(late: Grading['late']): string {
  switch (late.kind) {
    case 'none': return 'late work counts as any other'
    case 'flag': return 'late work counts, and is told as late'
    case 'cut-off': return 'late work does not count'
    case 'deduct': return `late work loses ${counted(late.pointsADay, 'point')} for each 24 hours that have begun${late.most === null ? '' : `, ${late.most} at most`}`
  }
}
