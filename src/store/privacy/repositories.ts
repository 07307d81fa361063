import type { Kysely } from 'kysely'
import type { KnownStudent, StudentRepository } from '../../model/kept-student.ts'
import type { Tables } from '../schema.ts'
import { inParts } from '../text.ts'

/** The repositories on which a student works (who pushed, was noted as a participant, or owns it), by id; in one course where one is named. One that another course has as well is nobody's alone there. */
export async function repositoriesOfStudent(database: Kysely<Tables>, { ids }: KnownStudent, courseId: string | null): Promise<readonly StudentRepository[]> {
  if (ids.length === 0) return []
  const found = new Set([
    ...await database.selectFrom('participants').select('repository_id as id').where('person_id', 'in', ids).execute(),
    ...await database.selectFrom('events').select('repository_id as id').where('actor_id', 'in', ids).where('kind', '=', 'push').distinct().execute(),
    ...await database.selectFrom('repositories').select('id').where('owner_id', 'in', ids).execute(),
  ].flatMap(({ id }) => id ?? []))
  const repositories: StudentRepository[] = []
  for (const id of [...found].sort((one, other) => one - other)) {
    const courses = new Set((await database.selectFrom('enrolments').select('course_id').where('repository_id', '=', id).execute()).map(({ course_id }) => course_id))
    if (courseId !== null && !courses.has(courseId)) continue
    const row = await database.selectFrom('repositories').selectAll().where('id', '=', id).executeTakeFirst()
    const workers = await workersOn(database, id, [...courses], row?.owner_id ?? null)
    const isElsewhere = courseId !== null && courses.size > 1
    if (!workers.some((worker) => ids.includes(worker))) continue
    repositories.push({ id, name: row === undefined ? '' : `${row.owner}/${row.name}`, alone: !isElsewhere && workers.every((worker) => ids.includes(worker)), isReached: row !== undefined && row.removed_at === null })
  }
  return repositories
}

/** Everybody who works on a repository, the staff of its courses, bots and who was erased aside. */
async function workersOn(database: Kysely<Tables>, repositoryId: number, courses: readonly string[], ownerId: number | null): Promise<readonly number[]> {
  const staff = new Set<number>()
  for (const part of inParts(courses)) for (const { person_id } of await database.selectFrom('course_staff').select('person_id').where('course_id', 'in', part).execute()) staff.add(person_id)
  const noted = await database.selectFrom('participants').select(['person_id as id', 'login']).where('repository_id', '=', repositoryId).execute()
  const pushed = await database.selectFrom('events').select(['actor_id as id', 'actor_login as login']).where('repository_id', '=', repositoryId).where('kind', '=', 'push').where('actor_id', '>', 0).distinct().execute()
  const owner = ownerId === null ? undefined : await database.selectFrom('installations').select(['account_id as id', 'login']).where('account_id', '=', ownerId).where('kind', '=', 'user').executeTakeFirst()
  const people = [...noted, ...pushed, ...owner === undefined ? [] : [owner]].flatMap(({ id, login }) => id === null || staff.has(id) || login?.endsWith('[bot]') === true ? [] : [id])
  return [...new Set(people)]
}
