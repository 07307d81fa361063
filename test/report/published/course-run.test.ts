import { expect, it } from 'vitest'
import { previewedCourseRun } from '../../../src/report/published/course-run.ts'
import { aCourse } from '../../support/hosting.ts'

const NAMES = Array.from({ length: 80 }, (_, at) => `octo-org/capstone-of-student-number-${at}`)
const preview = (letGo: readonly string[], place: 'private' | 'public'): string =>
  previewedCourseRun([{ change: { kind: 'kept', before: aCourse(), after: aCourse(), parts: [] }, takenIn: [], letGo, toPractice: [], toCount: [], toAsk: 0, grades: null, checklist: null }], place).summary

it('counts the repositories that a pull request would let go in front of their names, and names some of them', () => {
  expect(preview(NAMES, 'private')).toMatch(/\| let go \| 80 repositories: octo-org\/capstone-of-student-number-0, .*octo-org\/capstone-of-student-number-19 and 60 more \|/)
  expect(preview(NAMES.slice(0, 1), 'private')).toContain('| let go | 1 repository: octo-org/capstone-of-student-number-0 |')
  expect(preview(NAMES, 'public')).toContain('| let go | 80 repositories |')
})

it('says how many more there are where names are as long as GitHub takes', () => {
  expect(preview(NAMES.map((name) => `${name}-${'x'.repeat(90)}`), 'private')).toMatch(/ and \d+ more \|/)
})
