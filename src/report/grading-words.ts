import type { Grading } from '../model/grading.ts'
import { counted } from './counted.ts'

const COUNTS: Readonly<Record<Grading['counts'], string>> = {
  deadline: 'the last push in time; where none came in time, the last one', latest: 'the newest push', best: 'the push that earns most',
}

/** How a course counts, in plain words, a part each: what counts, what becomes of late work, until when proofs come in, and who sees it when. `hasDue`: whether a day is set at all. */
export function gradingWords({ points, counts, release, ...days }: Grading, hasDue: boolean): readonly string[] {
  return [
    `${counted(points, 'point')} for the whole checklist`, `${COUNTS[counts]} to the default branch counts${hasDue ? '' : ', and nothing is late'}`, ...(hasDue ? dayWords(days) : []),
    release === 'held' ? 'students see their grade once it is released' : 'students see their grade at once',
  ]
}

function dayWords({ graceMinutes, late, proofHours }: Pick<Grading, 'graceMinutes' | 'late' | 'proofHours'>): readonly string[] {
  return [
    ...(graceMinutes === 0 ? [] : [`${counted(graceMinutes, 'minute')} of grace`]), lateWords(late),
    proofHours === 0 ? 'runs and deployments count that ended by the due day' : `runs and deployments of it count until ${counted(proofHours, 'hour')} behind the due day`,
  ]
}

function lateWords(late: Grading['late']): string {
  switch (late.kind) {
    case 'none': return 'late work counts as any other'
    case 'flag': return 'late work counts, and is told as late'
    case 'cut-off': return 'late work does not count'
    case 'deduct': return `late work loses ${counted(late.pointsADay, 'point')} for each day that has begun${late.most === null ? '' : `, ${late.most} at most`}`
  }
}
