import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { decidedRecord } from '../../../src/flow/decisions/decided-record.ts'
import { disagreementsIn } from '../../../src/flow/decisions/flag-disagreements.ts'
import { asReached, DECISION_REACHED, reachedBy } from '../../../src/flow/decisions/reached-decisions.ts'
import { gradeOf, itemsOf } from '../../../src/grade/grade.ts'
import type { Decision } from '../../../src/model/decision.ts'
import type { AssessmentRecord } from '../../../src/model/record.ts'
import { checkAgainstSchema } from '../../../src/parse/schema.ts'
import { CHECKLISTS } from '../../support/checklists.ts'
import { decision, step } from '../../support/capstone-story.ts'
import { added, itemSubject, rule, set } from '../../support/decisions.ts'
import { criterion, recordOf } from '../../support/records.ts'

const SCHEMA = JSON.parse(readFileSync(new URL('../../../schemas/record.schema.json', import.meta.url), 'utf8')) as object
const CHECKLIST = { ...CHECKLISTS, own: { ...CHECKLISTS.checklist, id: 'own', items: [], declared: [] } }
const criteria = CHECKLISTS.checklist.items.flatMap((item) => item.criteria).map(({ id }) => criterion(id))
const byId = new Map(criteria.map((one) => [one.id, one]))
const items = itemsOf(CHECKLISTS.checklist, byId)
const AUTOMATIC = recordOf([...byId.values()], items, { practices: itemsOf(CHECKLISTS.practices, byId), grade: gradeOf(items, byId) })

it('a record with all that people can decide and add is one as the schema says', () => {
  const decisions = [set('a', itemSubject('health-check-works'), 'present'), set('b', { kind: 'criterion', id: 'lint' }, 'verified'), rule('excuse', 'c', itemSubject('alerts-defined')), rule('excuse', 'd', { kind: 'criterion', id: 'types' }), set('e', itemSubject('added-load-test'), 'partial'), set('h', itemSubject('logging-configured'), 'partial', { share: 0.8, level: 'With gaps' })]
  for (const shownTo of ['members', 'everybody'] as const) {
    const record = decidedRecord({ ...AUTOMATIC, steps: [step('step-4.1', { decisions: [decision(9, 'step-4.1', 'done')] })] }, CHECKLIST, { decisions, statements: [added('f', 'Load test'), added('g', 'Linting passes')] }, shownTo, 'default-branch')
    // Shorter than a real one, which is no matter here.
    expect(checkAgainstSchema(SCHEMA, record, 20).filter(({ says }) => !says.startsWith('expected at least'))).toEqual([])
    expect(record.own).toMatchObject([{ id: 'added-load-test', outcome: 'partial', basis: 'decided', criteria: ['own:added-load-test'] }, { id: 'added-linting-passes', outcome: 'unknown', criteria: ['own:added-linting-passes'] }])
  }
})

it('is the automatic record where nobody decided or added anything', () => { expect(decidedRecord(AUTOMATIC, CHECKLIST, { decisions: [], statements: [] }, 'members', 'default-branch')).toBe(AUTOMATIC) })

it('what was decided on a pull request is compared with what was said there, once the default branch had come to say the same', () => {
  const [where, subject] = [{ installationId: 7, repositoryId: 42 }, itemSubject('health-check-works')]
  const decisions = [set('a', subject, 'partial', { automatic: 'present', onDefault: 'missing' })]
  const says = (outcome: 'present' | 'missing'): AssessmentRecord => recordOf([...byId.values()].map((one) => one.id === 'health' ? { ...one, outcome } : one), items.map((one) => one.id === subject.id ? { ...one, outcome } : one), { own: [], practices: [] })
  const told = (decided: readonly Decision[]): number => disagreementsIn(decidedRecord(says('missing'), CHECKLIST, { decisions: decided, statements: [] }, 'members', 'default-branch'), decided, where, 9).length
  expect([reachedBy(says('missing'), decisions, where, 9), told(decisions)]).toEqual([[], 0])
  const reached = reachedBy(says('present'), decisions, where, 9)
  expect([reached.map(({ kind }) => kind), told(asReached(decisions, reached))]).toEqual([[DECISION_REACHED], 1])
})
