import { expect, it, onTestFinished } from 'vitest'
import { OPERATOR, judgedByOf, keepChecklists } from '../../../src/flow/courses/kept-checklists.ts'
import { decidedRecord } from '../../../src/flow/decisions/decided-record.ts'
import { gradeOf, itemsOf } from '../../../src/grade/grade.ts'
import type { Checklist } from '../../../src/model/checklist.ts'
import type { AssessmentRecord, ChecklistName } from '../../../src/model/record.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { CHECKLISTS } from '../../support/checklists.ts'
import { itemSubject, set } from '../../support/decisions.ts'
import { criterion, recordOf } from '../../support/records.ts'

const PRACTICES = CHECKLISTS.practices
/** The course's checklist as it was, and as it is since. */
const OLD: Checklist = { ...CHECKLISTS.checklist, revision: 1, digest: 'old' }
const NEW: Checklist = { ...OLD, revision: 2, digest: 'new', items: OLD.items.slice(1).map((item) => ({ ...item, weight: 7, required: false })) }
const [DECIDED = { id: '', weight: 0 }] = OLD.items.slice(2)

async function fresh(): Promise<Store> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  return store
}

/** A record of a repository without anything that this checklist asks for. */
function judged(by: Checklist, name: ChecklistName = { id: by.id, revision: by.revision, ...by.digest === undefined ? {} : { digest: by.digest } }): AssessmentRecord {
  const criteria = [...new Set([...by.items, ...PRACTICES.items].flatMap((item) => item.criteria.map(({ id }) => id)))].map((id) => criterion(id))
  const byId = new Map(criteria.map((one) => [one.id, one]))
  const items = itemsOf(by, byId)
  return recordOf(criteria, items, { checklist: name, practices: itemsOf(PRACTICES, byId), grade: gradeOf(items, byId) })
}

/** The grade with the third item decided to be verified, once NEW is what courses judge by. */
async function shownNow(record: AssessmentRecord, { checklists }: Store): Promise<AssessmentRecord> {
  const by = await judgedByOf(record, { checklists, assessor: { checklist: NEW, practices: PRACTICES } })
  return decidedRecord(record, { ...by, own: { ...by.checklist, id: 'own', items: [], declared: [] } }, { decisions: [set('a', itemSubject(DECIDED.id), 'verified')], statements: [] }, 'members', 'default-branch')
}

it.each([['is kept', true], ['was judged before checklists were kept', false]])('a record that %s is shown by the checklist that it was judged by, also after that was changed', async (_, isKept) => {
  const store = await fresh()
  if (isKept) await keepChecklists([OLD, NEW, PRACTICES], OPERATOR, store.checklists, 1)
  const record = judged(OLD, isKept ? undefined : { id: OLD.id, revision: OLD.revision })
  const shown = await shownNow(record, store)
  expect(shown.items.map(({ id, required, of }) => [id, required, of])).toEqual(record.items.map(({ id, required, of }) => [id, required, of]))
  expect(shown.grade).toMatchObject({ credit: DECIDED.weight, of: record.grade.of })
  // One that the present checklist judged is shown by that.
  expect((await shownNow(judged(NEW), store)).grade).toMatchObject({ credit: 7, of: 7 * NEW.items.length })
})

it('what weighs within an item of a record from before is taken from the present checklist where that is all that can be told', async () => {
  const store = await fresh()
  const unseen = judged(OLD, { id: OLD.id, revision: 1 })
  const items = unseen.items.map((item) => (item.id === DECIDED.id ? { ...item, outcome: 'unknown' as const, of: 0 } : item))
  expect((await shownNow({ ...unseen, items }, store)).items.find(({ id }) => id === DECIDED.id)).toMatchObject({ outcome: 'verified', credit: 7, of: 7 })
})

it('a checklist that was changed without raising its revision is refused, and the one that is kept stays', async () => {
  const { checklists } = await fresh()
  expect(await keepChecklists([OLD, PRACTICES], OPERATOR, checklists, 1)).toEqual([])
  expect(await keepChecklists([{ ...NEW, revision: 1 }, PRACTICES], OPERATOR, checklists, 2)).toMatchObject([{ digest: 'new' }])
  expect(await checklists.digestOf(OPERATOR, OLD)).toBe('old')
  // Whoever else writes down a checklist of that name takes nothing from the operator's.
  expect(await keepChecklists([{ ...NEW, revision: 1 }], 'account 7', checklists, 2)).toEqual([])
})
