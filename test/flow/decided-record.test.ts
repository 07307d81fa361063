import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { decidedRecord } from '../../src/flow/decided-record.ts'
import { gradeOf, itemsOf } from '../../src/grade/grade.ts'
import { checkAgainstSchema } from '../../src/parse/schema.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { decision, step } from '../support/capstone-story.ts'
import { added, itemSubject, rule, set } from '../support/decisions.ts'
import { criterion, recordOf } from '../support/records.ts'

const SCHEMA = JSON.parse(readFileSync(new URL('../../schemas/record.schema.json', import.meta.url), 'utf8')) as object
const CHECKLIST = { ...CHECKLISTS, own: { ...CHECKLISTS.checklist, id: 'own', items: [], declared: [] } }
const criteria = CHECKLISTS.checklist.items.flatMap((item) => item.criteria).map(({ id }) => criterion(id))
const byId = new Map(criteria.map((one) => [one.id, one]))
const items = itemsOf(CHECKLISTS.checklist, byId)
const AUTOMATIC = recordOf([...byId.values()], items, { practices: itemsOf(CHECKLISTS.practices, byId), grade: gradeOf(items, byId) })

it('a record with all that people can decide and add is one as the schema says', () => {
  const decisions = [set('a', itemSubject('health-check-works'), 'present'), set('b', { kind: 'criterion', id: 'lint' }, 'verified'), rule('excuse', 'c', itemSubject('alerts-defined')), rule('excuse', 'd', { kind: 'criterion', id: 'types' }), set('e', itemSubject('added-load-test'), 'partial')]
  for (const shownTo of ['members', 'everybody'] as const) {
    const record = decidedRecord({ ...AUTOMATIC, steps: [step('step-4.1', { decisions: [decision(9, 'step-4.1', 'done')] })] }, CHECKLIST, { decisions, statements: [added('f', 'Load test'), added('g', 'Linting passes')] }, shownTo, 'default-branch')
    // Shorter than a real one, which is no matter here.
    expect(checkAgainstSchema(SCHEMA, record, 20).filter(({ says }) => !says.startsWith('expected at least'))).toEqual([])
    expect(record.own).toMatchObject([{ id: 'added-load-test', outcome: 'partial', basis: 'decided', criteria: ['own:added-load-test'] }, { id: 'added-linting-passes', outcome: 'unknown', criteria: ['own:added-linting-passes'] }])
  }
})

it('is the automatic record where nobody decided or added anything', () => { expect(decidedRecord(AUTOMATIC, CHECKLIST, { decisions: [], statements: [] }, 'members', 'default-branch')).toBe(AUTOMATIC) })
