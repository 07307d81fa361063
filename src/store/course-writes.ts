import { isDeepStrictEqual } from 'node:util'
import type { Kysely } from 'kysely'
import type { AuditEntry, CourseChanges, StaffChange } from '../flow/ports/store-ports.ts'
import { DEFAULT_COURSE_SETTINGS, type Course, type CourseSettings, type StaffMember } from '../model/course.ts'
import { writeAudit } from './audit.ts'
import type { CourseRow, StaffRow, Tables } from './schema.ts'
import { fromJson } from './text.ts'

/** Writes a course, running from now on. */
export async function writeCourse(database: Kysely<Tables>, course: Course, now: number): Promise<void> {
  const { id, ...row } = rowOf(course, now)
  await database.insertInto('courses').values({ id, ...row }).onConflict((conflict) => conflict.column('id').doUpdateSet(row)).execute()
}

/** Writes what becomes of courses, each with its entry for the audit; what stands so already is passed over. */
export async function writeCourseChanges(database: Kysely<Tables>, { saved, ended, letGo }: CourseChanges, now: number): Promise<void> {
  for (const { course, audit } of saved) {
    const row = await database.selectFrom('courses').selectAll().where('id', '=', course.id).executeTakeFirst()
    if (row !== undefined && row.ended_at === null && isDeepStrictEqual(courseOf(row), course)) continue
    await writeCourse(database, course, now)
    await writeAudit(database, audit)
  }
  for (const { courseId, audit } of ended) {
    const { numUpdatedRows } = await database.updateTable('courses').set({ ended_at: now }).where('id', '=', courseId).where('ended_at', 'is', null).executeTakeFirst()
    await database.updateTable('enrolments').set({ ended_at: now }).where('course_id', '=', courseId).where('ended_at', 'is', null).execute()
    if (numUpdatedRows === 0n) continue
    await writeAudit(database, audit)
    await revokeTokensOf(database, courseId, audit, now)
  }
  for (const { courseId, repositoryId, audit } of letGo) {
    const { numUpdatedRows } = await database.updateTable('enrolments').set({ ended_at: now })
      .where('course_id', '=', courseId).where('repository_id', '=', repositoryId).where('ended_at', 'is', null).executeTakeFirst()
    if (numUpdatedRows > 0n) await writeAudit(database, audit)
  }
}

/** A token that was made for a course lets nobody in to one that somebody writes down under its name later on. */
async function revokeTokensOf(database: Kysely<Tables>, courseId: string, audit: AuditEntry, now: number): Promise<void> {
  const tokens = await database.selectFrom('tokens').select(['id', 'name']).where('course_id', '=', courseId).where('revoked_at', 'is', null).execute()
  for (const { id, name } of tokens) {
    await database.updateTable('tokens').set({ revoked_at: now }).where('id', '=', id).execute()
    await writeAudit(database, { ...audit, id: `${audit.id}:token-${id}`, action: 'token.revoked', says: `token ${id} (${name}), since the course ended` })
  }
}

/** Puts a course's staff in the place of what was known, with an entry for the audit for each that is new, gone or of another role. Who stays keeps the time since when. */
export async function writeStaff(
  database: Kysely<Tables>, courseId: string, staff: readonly StaffMember[], auditOf: (member: StaffMember, change: StaffChange) => AuditEntry, now: number,
): Promise<void> {
  const before = new Map((await database.selectFrom('course_staff').selectAll().where('course_id', '=', courseId).execute()).map((row) => [keyOf(memberOf(row)), row]))
  const after = new Map(staff.map((member) => [keyOf(member), member]))
  for (const [key, member] of after) {
    const { person: { id, login }, by, word, role = 'instructor' } = member
    const row: StaffRow = { course_id: courseId, person_id: id, login, by, word, since: now, role }
    await database.insertInto('course_staff').values(row).onConflict((conflict) => conflict.columns(['course_id', 'person_id', 'by', 'word']).doUpdateSet({ login, role })).execute()
    const known = before.get(key)
    if (known === undefined || known.role !== role) await writeAudit(database, auditOf(member, known === undefined ? 'added' : 'changed'))
  }
  for (const [key, row] of before) {
    if (after.has(key)) continue
    await database.deleteFrom('course_staff').where('course_id', '=', courseId).where('person_id', '=', row.person_id).where('by', '=', row.by).where('word', '=', row.word).execute()
    await writeAudit(database, auditOf(memberOf(row), 'removed'))
  }
}

/** A course as it stands in its row; settings that its version did not know yet are the default ones. */
export function courseOf(row: CourseRow): Course {
  return {
    id: row.id, title: row.title, account: { id: row.account_id, login: row.account_login }, repositories: fromJson(row.repositories), staff: fromJson(row.staff),
    settings: settingsOf(fromJson(row.settings)), joinCode: row.join_code, origin: row.origin === null ? { kind: 'default' } : fromJson(row.origin),
  }
}

/** An earlier version kept trusted workflows without what they show. */
function settingsOf(kept: Partial<CourseSettings>): CourseSettings {
  const settings = { ...DEFAULT_COURSE_SETTINGS, ...kept }
  return { ...settings, trustedWorkflows: settings.trustedWorkflows.map((one) => ({ ...one, shows: (one as Partial<typeof one>).shows ?? [] })) }
}

/** Somebody of the staff as they stand in their row. */
export function memberOf({ person_id: id, login, by, word, role }: StaffRow): StaffMember {
  return { person: { id, login }, by, word, ...(role === 'assistant' ? { role } : {}) }
}

function rowOf({ id, title, account, repositories, staff, settings, joinCode, origin }: Course, now: number): CourseRow {
  return {
    id, title, account_id: account.id, account_login: account.login, repositories: JSON.stringify(repositories), staff: JSON.stringify(staff),
    settings: JSON.stringify(settings), join_code: joinCode, saved_at: now, origin: JSON.stringify(origin), ended_at: null,
  }
}

function keyOf({ person, by, word }: StaffMember): string {
  return JSON.stringify([person.id, by, word])
}
