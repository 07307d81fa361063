import { expect, it } from 'vitest'
import { decideForm } from '../../../src/report/pages/student/decide-forms.ts'
import type { DecidableSeen } from '../../../src/model/subject-seen.ts'

const LEVELS = [{ title: 'With gaps', credit: 0.5 }]
const ITEM = { kind: 'item', id: 'demo' } as const

it.each<[string, Pick<DecidableSeen, 'subject' | 'levels' | 'isDecided'>, readonly string[], boolean]>([
  ['of an item that people grade offers its levels alone', { subject: ITEM, levels: LEVELS, isDecided: false }, ['level:With gaps', 'excuse'], false],
  ['of any other item offers outcomes, and a share of its credit', { subject: ITEM, levels: null, isDecided: false }, ['verified', 'present', 'partial', 'failing', 'missing', 'unknown', 'share', 'excuse'], true],
  ['of a criterion offers outcomes, and no share', { subject: { kind: 'criterion', id: 'health' }, levels: null, isDecided: false }, ['verified', 'present', 'partial', 'failing', 'missing', 'unknown', 'excuse'], false],
  ['of a step offers what a step can be, and no excuse', { subject: { kind: 'step', id: 'step-3.2' }, levels: null, isDecided: false }, ['done', 'open'], false],
  ['of what was decided offers the App\'s own verdict again', { subject: { kind: 'step', id: 'step-3.2' }, levels: null, isDecided: true }, ['done', 'open', 'clear'], false],
])('the form %s', (_what, one, options, takesShare) => {
  const form = decideForm({ ...one, called: 'x' }, 42, { courseId: 'mlops', formToken: 'f', now: 1 }).html
  expect([...form.matchAll(/<option value="([^"]+)"/g)].map(([, value]) => value)).toEqual(options)
  expect(form.includes('name="share"')).toBe(takesShare)
})
