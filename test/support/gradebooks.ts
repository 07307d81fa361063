import fc from 'fast-check'
import { sumOfPoints } from '../../src/grade/points.ts'
import type { Gradebook, GradebookRow, GradedItem, RepositoryGrade } from '../../src/model/gradebook.ts'
import type { PlatformIds, RosterEntry } from '../../src/model/roster.ts'
import type { GradeFileOptions } from '../../src/report/gradebook/grade-file.ts'

const NO_IDS: PlatformIds = { canvasId: '', sisUserId: '', sisLoginId: '', moodleUser: '', idNumber: '' }

/** What most files are asked with: an assignment that Canvas has, no mark of UTF-8. */
export const FILE_OPTIONS: GradeFileOptions = { assignment: { title: 'MLOps capstone', canvasId: '4711' }, dueAt: Date.UTC(2026, 11, 18, 22, 59, 59), moodleIdentity: null, withBom: false }

/** A student that is known by a key alone, with changes. */
export function rosterEntry(key: string, { platform = {}, ...changes }: Partial<Omit<RosterEntry, 'platform'>> & { readonly platform?: Partial<PlatformIds> } = {}): RosterEntry {
  return { key, name: '', email: '', studentId: key, section: '', login: '', personId: null, ...changes, platform: { ...NO_IDS, ...platform } }
}

/** An item that earned points. */
export function gradedItem(id: string, points: number, of: number, changes: Partial<GradedItem> = {}): GradedItem {
  return { id, title: `Title of ${id}`, group: 'Group', outcome: 'verified', basis: 'observed', points, of, source: 'automatic', by: null, reason: null, level: null, share: null, evidenceUrl: null, ...changes }
}

/** An item that does not count, since the staff excused it. */
export function excusedItem(id: string, by = 'kim', reason = 'ill'): GradedItem {
  return gradedItem(id, 0, 0, { outcome: 'missing', source: 'excused', by, reason })
}

/** A grade of these items, less what lateness takes off. */
export function gradeOf(items: readonly GradedItem[], changes: Partial<RepositoryGrade> = {}): RepositoryGrade {
  const of = sumOfPoints(items.map((item) => item.of))
  const points = sumOfPoints([...items.map((item) => item.points), -(changes.deduction ?? 0)]) + 0
  return {
    points, of, percent: of === 0 ? 0 : Math.round(points / of * 1000) / 10, items, daysLate: 0, deduction: 0, commit: 'a'.repeat(40), pushedAt: Date.UTC(2026, 11, 18, 17, 30), judgedAt: Date.UTC(2026, 11, 18, 17, 31, 5),
    checklist: { id: 'production-readiness', revision: 3 }, engine: { version: '0.1.0', revision: 12 }, rejudging: null, isProvisional: false, ...changes,
  }
}

/** A gradebook of 100 points with these rows; a grade is held unless its row says that it is released. */
export function gradebookOf(rows: readonly (Omit<GradebookRow, 'isReleased'> & Partial<Pick<GradebookRow, 'isReleased'>>)[]): Gradebook {
  return { course: { id: 'mlops', title: 'MLOps, autumn 2026', term: null }, points: 100, rows: rows.map((row) => ({ isReleased: false, ...row })) }
}

function repository(id: number, name: string): GradebookRow['repository'] {
  return { id, name, url: `https://github.com/${name}` }
}

const GROUP = { repository: repository(1, 'octo/ana-ben'), grade: gradeOf([gradedItem('tests', 60, 60, { evidenceUrl: 'https://github.com/octo/ana-ben/blob/a/tests.py#L1' }), gradedItem('deploy', 25.5, 40, { outcome: 'partial', source: 'decided', by: 'kim', reason: 'shown in class, by hand' })]) }

/** Five students: two of a group, one late, one excused, and one of a name that nobody should have and no repository. */
export const CLASS: Gradebook = gradebookOf([
  { student: rosterEntry('s1', { name: 'Kovac, Ana', email: 'ana@uni.example', section: 'Monday', login: 'ana', platform: { canvasId: '11', sisUserId: 'U1', sisLoginId: 'ana', moodleUser: 'ana.k', idNumber: 'N1' } }), ...GROUP, isReleased: true },
  { student: rosterEntry('s2', { name: 'Ben Okafor', email: 'ben@uni.example', section: 'Monday', login: 'ben-o', platform: { canvasId: '', sisUserId: 'U2', moodleUser: 'ben.o', idNumber: 'N2' } }), ...GROUP },
  { student: rosterEntry('s3', { name: 'Cleo Díaz', email: 'cleo@uni.example', login: 'cleo', platform: { sisLoginId: 'cleo', moodleUser: 'cleo.d' } }), repository: repository(2, 'octo/cleo'), grade: gradeOf([gradedItem('tests', 60, 60), gradedItem('deploy', 40, 40)], { daysLate: 2, deduction: 20, commit: 'c'.repeat(40), isProvisional: true }) },
  { student: rosterEntry('s4', { name: 'Dora Meier', email: 'dora@uni.example', login: 'dora', platform: { canvasId: '14', moodleUser: 'dora.m', idNumber: 'N4' } }), repository: repository(3, 'octo/dora'), grade: gradeOf([excusedItem('tests'), excusedItem('deploy')], { commit: 'd'.repeat(40) }) },
  { student: rosterEntry('s5', { name: '=cmd(1), "Zoë" 😀', email: 'zoe@uni.example', platform: { canvasId: '15', moodleUser: 'zoe' } }), repository: null, grade: null },
])

const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 12 }), fc.array(fc.constantFrom('"', ',', ';', '\n', '\r\n', '\t', '=', '+', '-', '@', "'", ' ', 'x', 'ß', '😀', '\u0000', '\ud800'), { maxLength: 8 }).map((parts) => parts.join('')))
// Some ids are there twice.
const id = fc.oneof(fc.constant(''), fc.constant(''), fc.integer({ min: 1, max: 30 }).map(String), text)
const cents = (most: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: most * 100 }).map((sum) => sum / 100)

const itemOf = (of: number): fc.Arbitrary<GradedItem> => fc.record({ points: cents(of), source: fc.constantFrom('automatic', 'decided', 'excused'), outcome: fc.constantFrom('verified', 'missing', 'unknown'), words: text })
  .map(({ points, source, outcome, words }) => source === 'excused' ? excusedItem('i', words, words) : outcome === 'unknown' ? gradedItem('i', 0, 0, { outcome, title: words }) : gradedItem('i', points, of, { outcome, source, title: words, reason: words }))

const grade = fc.record({ items: fc.tuple(itemOf(50), itemOf(30), itemOf(20)), late: fc.integer({ min: 0, max: 9 }), isProvisional: fc.boolean() })
  .map(({ items, late, isProvisional }) => {
    const named = items.map((one, at) => ({ ...one, id: `item-${at}` }))
    const earned = sumOfPoints(named.map(({ points }) => points))
    return gradeOf(named, { daysLate: late, deduction: Math.min(late, earned), isProvisional })
  })

/** Gradebooks of students with any names, ids (some shared, some odd), points, excuses and holes, some of them in two repositories. */
export const gradebooks: fc.Arbitrary<Gradebook> = fc.array(fc.record({ name: text, email: id, section: text, canvasId: id, sisUserId: id, sisLoginId: id, moodleUser: id, idNumber: id, grade: fc.option(grade), second: fc.option(fc.tuple(fc.option(grade)), { freq: 1 }), url: text }), { maxLength: 6 })
  .map((students) => gradebookOf(students.flatMap(({ name, email, section, grade: earned, second, url, ...platform }, at) => {
    const student = rosterEntry(`s${at}`, { name, email, section, platform })
    const first = { student, repository: earned === null && second === null ? null : { id: at, name: `octo/r${at}`, url }, grade: earned }
    return second === null ? [first] : [first, { student, repository: { id: 100 + at, name: `octo/second${at}`, url }, grade: second[0] ?? null }]
  })))
