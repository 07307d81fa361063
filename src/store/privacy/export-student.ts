import type { Kysely } from 'kysely'
import type { ExportedRepository, ExportedRow, KnownStudent, StudentExport, StudentRepository } from '../../model/kept-student.ts'
import type { Tables } from '../schema.ts'
import { scopeText } from '../releases.ts'
import { contributionsOfPerson } from './contributions-of-person.ts'
import { namesOf } from './erase-student.ts'
import { changesOf, columnsOf, rowsNaming, type Row } from './naming-rows.ts'
import { repositoriesOfStudent } from './repositories.ts'

/** Tables of a repository that are given whole. What can be made anew from the repository itself (readings, traces) is counted. */
export const GIVEN_WHOLE = ['enrolments', 'assessments', 'counted', 'decisions', 'publications', 'probes', 'activities', 'deployments', 'standings', 'watch_notes', 'wrong_verdicts'] as const
/** Columns that hold JSON. */
const JSONS: ReadonlySet<string> = new Set(['entry', 'record', 'scope', 'seen', 'value', 'reason', 'said', 'facts', 'activity', 'deployment', 'probe', 'target', 'topics', 'standing', 'workers'])
const NOBODY = { id: 0, login: '' }

/** Everything that is kept of one student: see `PrivacyStore.everythingOf`. */
export async function exportStudent(database: Kysely<Tables>, student: KnownStudent, courseId: string | null): Promise<StudentExport> {
  const repositories = await repositoriesOfStudent(database, student, courseId)
  const own = await ownOf(database, student, courseId)
  const isElsewhere = (row: { readonly repository_id: number | null }): boolean => !repositories.some(({ id }) => id === row.repository_id)
  const lists = await database.selectFrom('roster').selectAll().execute()
  const exported: ExportedRepository[] = []
  for (const repository of repositories) exported.push(await repositoryOf(database, repository, student, courseId, own))
  // What is of one course alone has no part in what is of none.
  const events = courseId === null ? own.events.filter(isElsewhere) : []
  return {
    lists: lists.filter((row) => student.listed.some((one) => one.courseId === row.course_id && one.key === row.key && (courseId === null || courseId === row.course_id))).map(shown),
    releases: (await database.selectFrom('releases').selectAll().orderBy('at').execute()).filter((row) => (courseId === null || courseId === row.course_id) && student.listed.some((one) => one.courseId === row.course_id && scopeText({ kind: 'student', key: one.key }) === row.scope)).map(shown),
    repositories: exported,
    elsewhere: { events: events.map(shown), statements: own.statements.filter(isElsewhere).map(shown), decisions: own.decisions.filter(isElsewhere).map(shown), contributions: own.contributions.filter(({ repositoryId }) => !repositories.some(({ id }) => id === repositoryId)) },
    audit: await auditOf(database, student, repositories, courseId), webhooks: courseId === null ? await webhooksOf(database, student) : 0,
  }
}

async function repositoryOf(database: Kysely<Tables>, repository: StudentRepository, student: KnownStudent, courseId: string | null, own: Own): Promise<ExportedRepository> {
  const isHere = (row: { readonly repository_id: number | null }): boolean => row.repository_id === repository.id
  const [statements, events] = [own.statements.filter(isHere), own.events.filter(isHere)]
  const ofTheRepository: Record<string, readonly ExportedRow[]> = {}
  for (const table of GIVEN_WHOLE) {
    const rows: readonly Row[] = await database.selectFrom(table).selectAll().where('repository_id', '=', repository.id).execute()
    ofTheRepository[table] = rows.filter((row) => courseId === null || typeof row['course_id'] !== 'string' || row['course_id'] === courseId).map((row) => withoutWordsOfOthers(shown(row), student))
  }
  const count = async (table: 'statements' | 'events' | 'readings' | 'traces'): Promise<number> => Number((await database.selectFrom(table).select((build) => build.fn.countAll<number>().as('count')).where('repository_id', '=', repository.id).executeTakeFirst())?.count ?? 0)
  const [columns, names] = [await columnsOf(database), namesOf(student)]
  const work = (await database.selectFrom('work').select(['target', 'due_at', 'says', 'died_at']).where('repository_id', '=', repository.id).execute()).filter((row) => repository.alone || changesOf(row, columns('work'), names, NOBODY) !== null)
  return {
    ...repository,
    theirs: {
      participations: own.participations.filter(isHere).map(shown), statements: statements.map(shown), events: events.map(shown), decisions: own.decisions.filter(isHere).map(shown),
      work: work.map(shown), contributions: own.contributions.filter(({ repositoryId }) => repositoryId === repository.id),
    },
    ofTheRepository,
    leftOut: { statementsOfOthers: await count('statements') - statements.length, eventsOfOthers: await count('events') - events.length, readings: await count('readings'), traces: await count('traces') },
  }
}

type Own = Awaited<ReturnType<typeof ownOf>>

async function ownOf(database: Kysely<Tables>, student: KnownStudent, courseId: string | null) {
  const { ids } = student
  const people = ids.length === 0 ? [0] : ids
  const all = database.selectFrom('contributions').selectAll().orderBy('repository_id')
  const readings = courseId === null ? all : all.where('repository_id', 'in', database.selectFrom('enrolments').select('repository_id').where('course_id', '=', courseId))
  const ofCourse = <One extends { readonly course_id: string }>(rows: readonly One[]): readonly One[] => rows.filter(({ course_id }) => courseId === null || course_id === courseId)
  return {
    participations: ofCourse(await database.selectFrom('participants').selectAll().where('person_id', 'in', people).execute()),
    statements: ofCourse(await database.selectFrom('statements').selectAll().where('actor', 'in', people).orderBy('at').execute()),
    decisions: ofCourse(await database.selectFrom('decisions').selectAll().where('actor', 'in', people).orderBy('at').execute()),
    events: await database.selectFrom('events').selectAll().where('actor_id', 'in', people).orderBy('at').execute(),
    // Whoever reviews alone, or works through forks, is no participant.
    contributions: (await readings.execute()).flatMap((row) => contributionsOfPerson(row, student) ?? []),
  }
}

async function auditOf(database: Kysely<Tables>, student: KnownStudent, repositories: readonly StudentRepository[], courseId: string | null): Promise<readonly ExportedRow[]> {
  const subjects = repositories.map(({ id }) => `repository ${id}`)
  const ofTheirs = subjects.length === 0 ? [] : await database.selectFrom('audit').selectAll().where('subject', 'in', subjects).execute()
  const columns = await columnsOf(database)
  const found = new Map<unknown, Row>(ofTheirs.map((row) => [row.id, row]))
  for await (const row of rowsNaming(database, 'audit', columns, namesOf(student))) if (changesOf(row, columns('audit'), namesOf(student), NOBODY) !== null) found.set(row['id'], row)
  // Of one course: what is of it, and of the repositories that were found in it.
  const isAsked = ({ subject }: Row): boolean => courseId === null || subject === `course ${courseId}` || (typeof subject === 'string' && subjects.includes(subject))
  return [...found.values()].filter(isAsked).map(shown)
}

async function webhooksOf(database: Kysely<Tables>, student: KnownStudent): Promise<number> {
  const columns = await columnsOf(database)
  let count = 0
  for await (const row of rowsNaming(database, 'deliveries', columns, namesOf(student))) if (changesOf(row, columns('deliveries'), namesOf(student), NOBODY) !== null) count += 1
  return count
}

/** A row for a reader. */
function shown(row: Row): ExportedRow {
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name.replaceAll(/_([a-z])/g, (_match, letter: string) => letter.toUpperCase()), typeof value === 'string' && JSONS.has(name) ? jsonOr(value) : value]))
}

function jsonOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** What other students said may stand in a record as evidence: it is theirs. */
function withoutWordsOfOthers(row: ExportedRow, { logins }: KnownStudent): ExportedRow {
  const isOwn = (login: unknown): boolean => typeof login === 'string' && logins.some((one) => one.toLowerCase() === login.toLowerCase())
  const without = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(without)
    if (typeof value !== 'object' || value === null) return value
    const fields = Object.fromEntries(Object.entries(value).map(([name, one]) => [name, without(one)]))
    return fields['kind'] === 'student' && !isOwn(fields['login']) ? { ...fields, login: 'somebody else', text: '', comment: '' } : fields
  }
  return Object.fromEntries(Object.entries(row).map(([name, value]) => [name, without(value)]))
}
