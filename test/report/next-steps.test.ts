import { expect, it } from 'vitest'
import { nextSteps } from '../../src/report/next-steps.ts'
import { criterion, item, recordOf } from '../support/records.ts'

it('tells once what one failing step asks for, however many criteria it fails', () => {
  const failing = { outcome: 'failing', next: 'Open the log of the step “Test”.' } as const
  const record = recordOf([criterion('tests-unit', failing), criterion('tests-ci', failing), criterion('cicd', failing), criterion('health')], [item('Tests', ['tests-unit', 'tests-ci']), item('Pipeline', ['cicd']), item('Health', ['health'])])
  expect(nextSteps(record, 3).map(({ criterion: { id } }) => id)).toEqual(['tests-unit', 'health'])
})
