import fc from 'fast-check'
import { importRoster } from '../../src/flow/people/import-roster.ts'
import { joinedBy } from '../../src/grade/as-judged.ts'
import { DEFAULT_COURSE_SETTINGS, type Course } from '../../src/model/course.ts'
import type { Checklist } from '../../src/model/checklist.ts'
import type { JudgedId, Outcome } from '../../src/model/criterion.ts'
import type { Decision, Subject } from '../../src/model/decision.ts'
import { DEFAULT_GRADING, type Grading, type LatePolicy } from '../../src/model/grading.ts'
import type { AssessmentRecord, ChecklistName } from '../../src/model/record.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { CHECKLISTS } from './checklists.ts'
import { added, set } from './decisions.ts'
import { aCourse, anInstallation, aRepository } from './hosting.ts'
import { criterion, recordOf } from './records.ts'

const HOUR = 3_600_000
const DUE = Date.UTC(2026, 11, 18, 17)
const ITEMS = CHECKLISTS.checklist.items
const CRITERIA: readonly JudgedId[] = [...new Set(ITEMS.flatMap((one) => one.criteria.map(({ id }) => id)))]
/** From the least to the most that an outcome earns; what could not be seen stands apart. */
const LADDER = (['missing', 'failing', 'partial', 'present', 'verified'] as const).toSorted((one, other) => CHECKLISTS.checklist.credit.outcome[one] - CHECKLISTS.checklist.credit.outcome[other])

export type AnyPush = { readonly hour: number; readonly outcomes: readonly Outcome[]; readonly settled: readonly Outcome[] | null; readonly again: readonly Outcome[] | null; readonly isJudged: boolean; /** Whether the lists that it was judged by are kept under their digests. */ readonly isKept: boolean }
export type AnyRepository = { readonly pushes: readonly AnyPush[]; readonly decisions: readonly Decision[]; readonly adds: boolean }
export type AnyClass = { readonly grading: Grading; readonly repositories: readonly AnyRepository[]; readonly groups: boolean; readonly now: number }

const anySeen = fc.constantFrom<Outcome>(...LADDER, 'verified', 'verified', 'unknown')
const outcomes = fc.array(anySeen, { minLength: CRITERIA.length, maxLength: CRITERIA.length })
const item = fc.nat(ITEMS.length - 1).map((at) => ITEMS[at]?.id ?? '')
const judged = fc.nat(CRITERIA.length - 1).map((at) => CRITERIA[at] ?? 'readme')
const subject = fc.oneof(item.map((id) => ({ kind: 'item', id }) as const), judged.map((id) => ({ kind: 'criterion', id }) as const))

type Said = { readonly kind: 'set' | 'share' | 'clear' | 'excuse' | 'extend'; readonly subject: Subject; readonly outcome: Outcome; readonly share: number; readonly hours: number }
const said: fc.Arbitrary<Said> = fc.record({ kind: fc.constantFrom('set', 'set', 'share', 'clear', 'excuse', 'extend'), subject, outcome: anySeen, share: fc.nat(8).map((eighths) => eighths / 8), hours: fc.integer({ min: -20, max: 90 }) })

const push: fc.Arbitrary<AnyPush> = fc.record({ hour: fc.integer({ min: -40, max: 90 }), outcomes, settled: fc.option(outcomes), again: fc.option(outcomes), isJudged: fc.nat(5).map((one) => one > 0), isKept: fc.boolean() })
const repository: fc.Arbitrary<AnyRepository> = fc.record({ pushes: fc.array(push, { maxLength: 3 }).map((all) => all.toSorted((one, other) => one.hour - other.hour)), decisions: fc.array(said, { maxLength: 4 }).map((all) => all.map(decisionOf)), adds: fc.boolean() })
const late = fc.constantFrom<LatePolicy>({ kind: 'none' }, { kind: 'flag' }, { kind: 'cut-off' }, { kind: 'deduct', pointsADay: 7.5, most: null }, { kind: 'deduct', pointsADay: 30, most: 45 })

/** Any class of up to three repositories, with any pushes, judgements, decisions and extensions, counted in any way. */
export const anyClass: fc.Arbitrary<AnyClass> = fc.record({
  grading: fc.record({ points: fc.constantFrom(1, 10, 37.5, 100), counts: fc.constantFrom('deadline', 'latest', 'best'), graceMinutes: fc.constantFrom(0, 90), late, proofHours: fc.constantFrom(0, 24), release: fc.constant('at-once') }).map((one) => ({ ...DEFAULT_GRADING, ...one })),
  repositories: fc.array(repository, { minLength: 1, maxLength: 3 }), groups: fc.boolean(), now: fc.constantFrom(-30, 1, 30, 200).map((hours) => DUE + hours * HOUR),
})

/** The same class where one criterion of one repository came out better at every commit at which the App could see it. */
export function raised(all: AnyClass, at: number, to: Outcome): AnyClass {
  const better = (list: readonly Outcome[]): readonly Outcome[] => list.map((one, index) => (index === at % CRITERIA.length && one !== 'unknown' && LADDER.indexOf(one) < LADDER.indexOf(to as typeof one) ? to : one))
  const [first, ...others] = all.repositories
  if (first === undefined) return all
  return { ...all, repositories: [{ ...first, pushes: first.pushes.map((one) => ({ ...one, outcomes: better(one.outcomes), settled: one.settled === null ? null : better(one.settled), again: one.again === null ? null : better(one.again) })) }, ...others] }
}

/** An outcome that the App comes to by itself. */
export const anyOutcome = fc.constantFrom<Outcome>(...LADDER)

/** Puts a class into a store of its own, closed by who asked for it. */
export async function storedClass({ grading, repositories, groups }: AnyClass): Promise<{ readonly store: Store; readonly course: Course }> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  const course = aCourse({ settings: { ...DEFAULT_COURSE_SETTINGS, dueAt: DUE, grading } })
  await store.courses.saveCourse(course, 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await importRoster('mlops', `ID,SIS Login ID,name,email,id number,github\n${repositories.map((_, at) => `${7001 + at},login${at},"Student ${at}, Name",s${at}@uni.example,n${at},student-${at}\n`).join('')}7999,login9,"Nobody, Yet",s9@uni.example,n9,nobody\n`, { mode: 'write', by: null }, { roster: store.roster, now: () => 1, newId: () => 'import' })
  const audit = (id: string) => ({ id, at: 0, actor: null, action: 'x', subject: '', says: '' })
  const covered = repositories.map((_, at) => 42 + at)
  await store.counts.begin({ id: 'again', courseId: 'mlops', at: DUE + 30 * HOUR, by: null, reason: '', repositories: covered }, audit('begun'))
  await store.counts.turn({ id: 'applied', rejudgingId: 'again', kind: 'applied', at: DUE + 40 * HOUR, by: null, reason: '' }, audit('applied'))
  for (const [at, one] of repositories.entries()) await storeRepository(store, one, 42 + at, at, grading)
  // Two students on one repository have its grade both.
  if (groups && repositories.length === 3) await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 99, login: 'nobody' }, since: 0 })
  return { store, course }
}

async function storeRepository({ hosting, courses, journal, assessments, counts, decisions, readings }: Store, { pushes, decisions: decided, adds }: AnyRepository, id: number, at: number, grading: Grading): Promise<void> {
  const [login, name] = [`student-${at}`, `octo-org/capstone-${at}`]
  await hosting.saveRepositories([aRepository({ id, name: `capstone-${at}`, private: true })], 0)
  await courses.enrol({ courseId: 'mlops', repositoryId: id, by: 'name', since: 0 })
  await courses.addParticipant({ courseId: 'mlops', repositoryId: id, person: { id: 5 + at, login }, since: 0 })
  for (const one of decided) await decisions.decide({ ...one, repositoryId: id, id: `${id} ${one.id}` }, { id: `${id} ${one.id}`, at: one.at, actor: 9, action: 'decision', subject: '', says: '' })
  if (adds) await decisions.state({ ...added(`add ${id}`, 'A load test'), repositoryId: id })
  const until = Math.max(DUE, ...decided.flatMap((one) => one.kind === 'extend' ? [one.until] : [])) + grading.proofHours * HOUR
  for (const [index, one] of pushes.entries()) {
    const [commit, time] = [`${at}${index}`.repeat(20), DUE + one.hour * HOUR]
    const record = (list: readonly Outcome[]): AssessmentRecord => recordBy(list, name, commit, one.isKept)
    await journal.addEvents([{ id: `push-${id}-${index}`, kind: 'push', installationId: 7, repositoryId: id, actor: { id: 5 + at, login }, at: time, facts: { branch: 'main', before: index === 0 ? '0'.repeat(40) : `${at}${index - 1}`.repeat(20), after: commit, created: index === 0, forced: false, toDefault: true } }])
    if (one.isJudged) await assessments.add({ id: `a-${id}-${index}`, repositoryId: id, commit, branch: 'main', isDefaultBranch: true, at: time + HOUR, digest: `${index}`, record: record(one.outcomes) })
    const counted = { courseId: 'mlops', repositoryId: id, commit, until: Math.max(until, time + grading.proofHours * HOUR), seen: null }
    if (one.settled !== null) await counts.add({ ...counted, id: `settled-${id}-${index}`, rejudging: null, at: DUE + 25 * HOUR, record: record(one.settled) })
    if (one.again !== null) await counts.add({ ...counted, id: `again-${id}-${index}`, rejudging: 'again', at: DUE + 35 * HOUR, record: record(one.again) })
    // What the files say of own items is kept beside the record.
    if (adds) await readings.save({ repositoryId: id, commit, since: 0, at: 0, reading: { own: { ...CHECKLISTS.practices, id: 'own', items: [{ ...CHECKLISTS.practices.items[0], id: 'added-a-load-test' }] }, plan: { inputs: { workflows: {} } } } as never })
  }
}

function decisionOf({ kind, subject: of, outcome: to, share, hours }: Said, at: number): Decision {
  const spoken = { id: `d${at}`, at: DUE + at * HOUR }
  if (kind === 'extend') return { ...set('', of, to), ...spoken, kind, until: DUE + hours * HOUR }
  if (kind === 'clear' || kind === 'excuse') return { ...set('', of, to), ...spoken, kind, subject: of }
  return { ...set('', of, to, kind === 'share' && of.kind === 'item' ? { share } : {}), ...spoken }
}

function nameOf({ id, revision, digest = '' }: Checklist): ChecklistName {
  return { id, revision, digest }
}

function recordBy(list: readonly Outcome[], name: string, commit: string, isKept: boolean): AssessmentRecord {
  const criteria = CRITERIA.map((id, at) => criterion(id, { outcome: list[at] ?? 'missing', standing: 'present', evidence: [{ kind: 'file', path: `src/${id.replace(':', '-')}.py`, line: 1 + at, blob: 'b', says: 'here' }] }))
  return joinedBy(recordOf(criteria, [], { repository: { ...recordOf([], []).repository, name, url: `https://github.com/${name}`, commit }, ...isKept ? { practicesBy: nameOf(CHECKLISTS.practices) } : {} }), CHECKLISTS.checklist)
}
