import { expect, it } from 'vitest'
import { feedbackText, isOwnFeedback } from '../../../src/report/gradebook/feedback.ts'
import { gradebookText } from '../../../src/report/gradebook/gradebook-text.ts'
import type { GradebookRow } from '../../../src/model/gradebook.ts'
import { gradebookOf, gradedItem, gradeOf, rosterEntry } from '../../support/gradebooks.ts'

const UNSEEN = gradedItem('lint', 0, 0, { outcome: 'unknown' })
const UNGRADED = gradedItem('talk', 0, 0, { outcome: 'unknown', source: 'not-graded' })
const rowOf = (...items: readonly Parameters<typeof gradeOf>[0][number][]): Omit<GradebookRow, 'isReleased'> => ({ student: rosterEntry('ana'), repository: { id: 42, name: 'octo-org/churn', url: null }, grade: gradeOf(items) })
const lineOf = (row: Parameters<typeof gradebookOf>[0][number]): string => gradebookText(gradebookOf([row]), { timeZone: 'UTC', dateLanguage: null }).split('\n')[1] ?? ''

it('a line of the gradebook tells what could not be seen apart from what people have not graded, and from what was never judged', () => {
  const seen = gradedItem('tests', 40, 40, {})
  expect([rowOf(seen, UNSEEN), rowOf(seen, UNGRADED), rowOf(seen, UNSEEN, UNGRADED), rowOf(seen)].map((row) => [/could not be seen/.test(lineOf(row)), /not graded yet/.test(lineOf(row))])).toEqual([[true, false], [false, true], [true, true], [false, false]])
  expect(lineOf({ ...rowOf(seen), grade: null, unjudged: 'a'.repeat(40) })).toContain('aaaaaaa counts and was never judged')
})

it('feedback says whether people or the App have still to say something, and is known as the App\'s own', () => {
  const texts = [rowOf(UNSEEN), rowOf(UNGRADED), rowOf(UNSEEN, UNGRADED)].map((row) => feedbackText({ ...row, isReleased: false }))
  expect(texts).toEqual(['Capstone Coach: what counts could not be seen.', 'Capstone Coach: what people grade of it is not graded yet.', 'Capstone Coach: what counts could not be seen.'])
  expect(texts.map(isOwnFeedback)).toEqual([true, true, true])
})
