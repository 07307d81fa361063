import fc from 'fast-check'
import { expect, it } from 'vitest'
import { decidedRecord } from '../../../src/flow/decisions/decided-record.ts'
import { decidedItems } from '../../../src/grade/decided.ts'
import { gistOf } from '../../../src/flow/judging/record-gist.ts'
import { gradeOf, itemsOf } from '../../../src/grade/grade.ts'
import { supposing } from '../../../src/grade/what-if.ts'
import { repositoryGrade, totalPoints } from '../../../src/grade/repository-grade.ts'
import type { Checklist } from '../../../src/model/checklist.ts'
import { OUTCOMES, type Basis, type JudgedId } from '../../../src/model/criterion.ts'
import type { Decision, Subject } from '../../../src/model/decision.ts'
import type { RecordGist } from '../../../src/model/gist.ts'
import { DEFAULT_GRADING } from '../../../src/model/grading.ts'
import { added, NOON, rule, set } from '../../support/decisions.ts'
import { criterion, file, recordOf } from '../../support/records.ts'

const CREDIT: Checklist['credit'] = { outcome: { verified: 1, present: 0.9, partial: 0.5, failing: 0.25, missing: 0 }, basis: { observed: 1, claimed: 0.9, attested: 0.75, decided: 0.8 } }
const LEVELS = [{ title: 'Not yet', credit: 0 }, { title: 'With gaps', credit: 0.5 }, { title: 'Clear', credit: 1 }]

function listOf(id: string, items: readonly (readonly [id: string, weight: number, ...criteria: JudgedId[]])[]): Checklist {
  const people = items.filter(([, , first]) => first?.startsWith('item:') === true)
  return {
    id, title: id, revision: 1, digest: `digest of ${id}`, credit: CREDIT, declared: people.map(([one]) => ({ kind: 'manual', id: `item:${one}`, title: one, lesson: '', levels: LEVELS, lookedFor: null })),
    // The last criterion of several counts in the credit alone.
    items: items.map(([one, weight, ...criteria]) => ({ id: one, title: one, group: 'Group', required: true, weight, lesson: '', criteria: criteria.map((part, at) => ({ id: part, weight: 1 + at, required: at === 0 || at < criteria.length - 1, requires: [] })) })),
  }
}

const CHECKLIST = listOf('course', [['lint', 1, 'lint'], ['code', 2, 'lint', 'types', 'errors'], ['health', 3, 'health', 'alerts'], ['talk', 2.5, 'item:talk'], ['drift', 0.3, 'drift']])
const PRACTICES = listOf('practices', [['drift', 1, 'drift'], ['pre-commit', 1, 'pre-commit']])
const OWN = listOf('own', [['talk', 1, 'own:talk'], ['load', 1, 'own:load']])
const IDS = [...new Set([CHECKLIST, PRACTICES, OWN].flatMap(({ items }) => items.flatMap(({ criteria }) => criteria.map(({ id }) => id))))]

const outcome = fc.constantFrom(...OUTCOMES)
const subject = fc.oneof(
  fc.constantFrom('lint', 'code', 'health', 'talk', 'drift', 'pre-commit', 'load', 'none').map((id): Subject => ({ kind: 'item', id })),
  fc.constantFrom<JudgedId>(...IDS).map((id): Subject => ({ kind: 'criterion', id })),
)
const decision = fc.record({ kind: fc.constantFrom('set', 'set', 'share', 'level', 'clear', 'excuse'), subject, outcome, share: fc.nat(8).map((eighths) => eighths / 8), level: fc.constantFrom('Not yet', 'With gaps', 'Clear', 'Of before'), at: fc.nat(5) })
  .map(({ kind, subject: of, outcome: to, share, level, at }): Decision => {
    const id = `${kind} ${at} ${of.id}`
    if (kind === 'clear' || kind === 'excuse') return rule(kind, id, of, NOON + at)
    return set(id, of, to, { at: NOON + at, automatic: 'missing', ...kind === 'set' ? {} : { share }, ...kind === 'level' ? { level } : {} })
  })
const judged = fc.tuple(...IDS.map((id) => fc.record({ outcome, basis: fc.constantFrom<Basis>('observed', 'claimed', 'attested') }).map((one) => criterion(id, { ...one, evidence: [file('secret.py', 1)], found: 'secret', title: 'secret' }))))
  .map((criteria) => {
    const byId = new Map(criteria.map((one) => [one.id, one]))
    const items = itemsOf(CHECKLIST, byId)
    const nameOf = ({ id, revision, digest = '' }: Checklist) => ({ id, revision, digest })
    return recordOf(criteria, items, { checklist: nameOf(CHECKLIST), practicesBy: nameOf(PRACTICES), practices: itemsOf(PRACTICES, byId), own: itemsOf(OWN, byId), grade: gradeOf(items, byId) })
  })
const grading = fc.record({ points: fc.constantFrom(1, 10, 37.5, 100), late: fc.constantFrom({ kind: 'none' } as const, { kind: 'deduct', pointsADay: 7.5, most: null } as const) }).map((one) => ({ ...DEFAULT_GRADING, ...one }))

it('earns the points of its record, whatever was judged, supposed, set, shared, levelled, excused or cleared', () => {
  fc.assert(fc.property(judged, fc.option(subject), fc.array(decision, { maxLength: 6 }), grading, fc.nat(3), fc.boolean(), (before, what, decisions, by, daysLate, adds) => {
    const suppose = <Judged extends RecordGist>(one: Judged): Judged => what === null || what.kind === 'step' ? one : supposing(one, what, CHECKLIST)
    const kept = gistOf(before)
    if (kept === null) throw new Error('expected a gist')
    const [record, gist] = [suppose(before), suppose<RecordGist>(kept)]
    const counted = { commit: 'a'.repeat(40), at: NOON, daysLate, proofsUntil: null }
    const shown = decidedRecord(record, { checklist: CHECKLIST, practices: PRACTICES, own: OWN }, { decisions, statements: adds ? [added('a', 'Load')] : [] }, 'members', 'default-branch')
    const grade = repositoryGrade({ counted, record: shown, judgedAt: NOON, rejudging: null, isAwaited: false, urlOf: () => null }, by, null, NOON)
    expect(totalPoints(decidedItems(gist, { checklist: CHECKLIST, practices: PRACTICES }, decisions), counted, by)).toBe(grade.points)
  }), { numRuns: 2_000 })
})

it('holds none of the words of its record', () => {
  fc.assert(fc.property(judged, (record) => { expect(JSON.stringify(gistOf(record))).not.toContain('secret') }), { numRuns: 20 })
})
