import { expect, it } from 'vitest'
import { decideForm } from '../../../src/report/pages/student/decide-forms.ts'
import { item } from '../../support/records.ts'

const DEMO = item('Demonstration', ['item:demo'], { id: 'demo' })
const OF = { courseId: 'mlops', formToken: 'f', now: 1, may: () => true }
const REPOSITORY = { id: 42, name: 'octo-org/capstone-ana', url: null, isPrivate: true }

it.each([
  ['of an item that people grade offers its levels alone', { demo: [{ title: 'With gaps', credit: 0.5 }] }, [true, false, false]],
  ['of any other item offers outcomes, and a share of its credit', {}, [false, true, true]],
])('the form %s', (_what, levels, expected) => {
  const form = decideForm(DEMO, 'demo', { staff: { stuck: [], workflowChanges: [], levels, ownNames: {} }, repository: REPOSITORY, decisions: [] }, OF)?.html ?? ''
  expect([form.includes('value="level:With gaps"'), form.includes('value="verified"'), /value="share"|name="share"/.test(form)]).toEqual(expected)
})
