import { isCovered, isReleased, isShownBy } from '../../grade/released.ts'
import type { Course, Person } from '../../model/course.ts'
import { auditedBy } from '../../model/decision.ts'
import type { Gradebook, GradebookRow } from '../../model/gradebook.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { ReleasedRow } from '../../model/release-changes.ts'
import type { ReleaseScope, ReleaseWord } from '../../model/release.ts'
import { capstoneMark } from '../publishing/capstone-mark.ts'
import { readOnly } from '../people/course-roster.ts'
import { gradebookOf, type GradebookParts } from './gradebook.ts'
import type { ReleaseStore } from '../ports/release-port.ts'
import type { AuditEntry } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'
import { studentsNamed } from '../people/students-named.ts'

export type ReleaseParts = GradebookParts & {
  readonly releases: ReleaseStore
  readonly work: Pick<WorkStore, 'mark'>
  /** An id that no other word and no other entry of the audit has. */
  readonly newId: () => string
}

/** Whose grades are to be shown or held, by whom (null for the operator) and why. */
export type ReleaseAsked = { readonly scope: ReleaseScope; readonly says: ReleaseWord['says']; readonly by: Person | null; readonly reason: string }

/** What a word about grades comes to, a row a student and repository that it covers; or that it covers nobody, with the sections or keys that there are. */
export type ReleaseAnswered = { readonly ok: true; readonly rows: readonly ReleasedRow[] } | { readonly ok: false; readonly known: readonly string[] }

/**
 * Shows the grades of a class, a section or a student to who earned them, or holds them; `preview` tells who would see what and writes nothing. The word is kept with its entry for the audit, then the capstone issues of all repositories that it touches are marked to
 * be shown anew: with a crash between, the next sweep does so. A word that covers nobody of the course's list is refused, so that a slip of a name releases nothing silently.
 */
export async function releaseGrades(course: Course, asked: ReleaseAsked, mode: 'write' | 'preview', parts: ReleaseParts): Promise<ReleaseAnswered> {
  const { says, by, reason } = asked
  const { releases, now, newId } = parts
  const said = await releases.of(course.id)
  // Behind all that was said before, whatever the clock says: the newest holds.
  const at = Math.max(now(), ...said.map((one) => one.at + 1))
  const before = await gradebookOf(course, mode === 'write' ? parts : { ...parts, roster: readOnly(parts.roster) })
  const named = scopeIn(before, asked.scope)
  if (!named.ok) return named
  const { scope } = named
  const word: ReleaseWord = { id: newId(), courseId: course.id, scope, says, by, at, reason }
  const words = [...said, word]
  const after = before.rows.map((row) => ({ ...row, isReleased: isReleased(row.student, words, course.settings.grading) }))
  const hosted = new Map<number, HostedRepository>()
  for (const { repository } of after) {
    const known = repository === null || hosted.has(repository.id) ? null : await parts.hosting.lastSeen(repository.id)
    if (known !== null) hosted.set(known.id, known)
  }
  const rows = after.map((row, index): ReleasedRow => ({ ...row, wasReleased: before.rows[index]?.isReleased ?? false, sees: seesOf(row, after, hosted) })).filter(({ student }) => isCovered(student, scope))
  if (mode === 'write') {
    await releases.say(word, auditOf(word))
    const touched = new Set(rows.flatMap(({ repository }) => repository?.id ?? []))
    await parts.work.mark([...hosted.values()].flatMap(({ id, installationId }) => touched.has(id) ? [capstoneMark({ installationId, repositoryId: id }, now(), 'release')] : []), now())
  }
  return { ok: true, rows }
}

/** Whom a scope covers, a student by their key whatever they are named by; or the sections or keys that there are, or that a name fits. */
function scopeIn(gradebook: Gradebook, scope: ReleaseScope): { readonly ok: true; readonly scope: ReleaseScope } | { readonly ok: false; readonly known: readonly string[] } {
  if (scope.kind === 'class') return { ok: true, scope }
  if (scope.kind === 'section') return gradebook.rows.some(({ student }) => isCovered(student, scope)) ? { ok: true, scope } : { ok: false, known: namesIn(gradebook, 'section') }
  const [key, ...others] = new Set(studentsNamed(scope.key, gradebook.rows.map(({ student }) => ({ entry: student }))).map(({ entry }) => entry.key))
  if (key === undefined) return { ok: false, known: namesIn(gradebook, 'student') }
  return others.length === 0 ? { ok: true, scope: { kind: 'student', key } } : { ok: false, known: [key, ...others] }
}

function seesOf(row: GradebookRow, rows: readonly GradebookRow[], hosted: ReadonlyMap<number, HostedRepository>): ReleasedRow['sees'] {
  if (!row.isReleased) return 'held'
  if (row.repository === null || row.grade === null) return 'no-grade'
  if (hosted.get(row.repository.id)?.private !== true) return 'public'
  return isShownBy(rows.filter(({ repository }) => repository?.id === row.repository?.id)) ? 'grade' : 'others-held'
}

function namesIn({ rows }: Gradebook, kind: 'section' | 'student'): readonly string[] {
  return [...new Set(rows.map(({ student }) => kind === 'section' ? student.section.trim() : student.key))].filter((name) => name !== '')
}

/** Reasons stay with the word: the audit says what was done. */
function auditOf({ id, courseId, scope, says, by, at }: ReleaseWord): AuditEntry {
  const whose = scope.kind === 'class' ? 'the whole class' : scope.kind === 'section' ? `section ${scope.section}` : `student ${scope.key}`
  return { id, at, action: `grades.${says}`, subject: `course ${courseId}`, ...auditedBy(by, whose) }
}
