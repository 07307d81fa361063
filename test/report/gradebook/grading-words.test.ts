import { expect, it } from 'vitest'
import { DEFAULT_GRADING, type Grading } from '../../../src/model/grading.ts'
import { gradingWords } from '../../../src/report/gradebook/grading-words.ts'

const HELD = 'students see their grade once the staff releases it'

it.each<[string, Partial<Grading>, boolean, readonly string[]]>([
  ['by default', {}, true, ['100 points for the whole checklist', 'the last push to the default branch in time counts, and where none came in time the last one', 'late work counts, and is told as late', 'runs and deployments of it count until 24 hours after the due day', HELD]],
  ['without a day', {}, false, ['100 points for the whole checklist', 'the newest push to the default branch counts', 'no day is due, so nothing is late', HELD]],
  ['with grace and points for each day', { counts: 'best', graceMinutes: 30, late: { kind: 'deduct', pointsADay: 10, most: 50 }, proofHours: 0 }, true, ['100 points for the whole checklist', 'the push to the default branch that earns most counts', '30 minutes of grace', 'late work loses 10 points for each 24 hours that have begun, 50 at most', 'runs and deployments count that ended by the due day', HELD]],
  ['without holding grades', { release: 'at-once' }, false, ['100 points for the whole checklist', 'the newest push to the default branch counts', 'no day is due, so nothing is late', 'students see their grade as soon as there is one']],
  ['with a cut-off behind the last push in time', { late: { kind: 'cut-off' } }, true, ['100 points for the whole checklist', 'the last push to the default branch in time counts', 'late work does not count', 'runs and deployments of it count until 24 hours after the due day', HELD]],
  ['with a cut-off', { counts: 'latest', late: { kind: 'cut-off' }, points: 1 }, true, ['1 point for the whole checklist', 'the newest push to the default branch counts', 'late work does not count', 'runs and deployments of it count until 24 hours after the due day', HELD]],
])('how a course counts is told in plain words: %s', (_, changes, hasDue, words) => {
  expect(gradingWords({ ...DEFAULT_GRADING, ...changes }, hasDue)).toEqual(words)
})
