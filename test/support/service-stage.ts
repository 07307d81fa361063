import { onTestFinished } from 'vitest'
import { courseSchemas } from '../../src/command-line/checklists.ts'
import { importRoster } from '../../src/flow/people/import-roster.ts'
import { callOperation } from '../../src/flow/course-service/call-operation.ts'
import type { Actor, Done, ServiceParts } from '../../src/flow/course-service/operation.ts'
import { gradeOf, itemsOf } from '../../src/grade/grade.ts'
import { DEFAULT_COURSE_SETTINGS, type Course } from '../../src/model/course.ts'
import { DEFAULT_GRADING, type Grading } from '../../src/model/grading.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import type { OperationId } from '../../src/model/role.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { CHECKLISTS } from './checklists.ts'
import { aCourse, anInstallation, aRepository } from './hosting.ts'
import { criterion, recordOf } from './records.ts'
import { keptLog } from './quiet-log.ts'

const HOUR = 3_600_000
export const DUE = Date.UTC(2026, 11, 18, 17)
const ITEMS = CHECKLISTS.checklist.items

/** Two students with a repository each, `octo-org/capstone-ana` (42) and `octo-org/capstone-ben` (43), pushed and judged in time; and somebody who works on none. */
const LIST = 'student id,name,email,github\ns1,Ana Kovac,ana@uni.example,ana\ns2,Ben Okafor,ben@uni.example,ben\ns3,Cleo Diaz,cleo@uni.example,cleo\n'

export type ServiceStage = { readonly store: Store; readonly course: Course; readonly parts: ServiceParts; readonly clock: { now: number }; readonly call: (id: OperationId, input?: object, actor?: Actor) => Promise<Done> }

/** So many of the checklist's first items are verified in each repository; `hours` before the due day they were pushed. */
export type StageOptions = { readonly verified?: readonly [number, number]; readonly hours?: number; readonly grading?: Partial<Grading>; readonly list?: string }

/** The service of a course over a store of its own. */
export async function serviceStage(options: StageOptions = {}): Promise<ServiceStage> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const course = await fillCourse(store, options)
  const clock = { now: DUE + 100 * HOUR }
  let ids = 0
  const parts: ServiceParts = { ...store, schemas: courseSchemas(), assessor: CHECKLISTS, now: () => clock.now, newId: () => `id-${ids++}`, log: keptLog() }
  return { store, course, parts, clock, call: (id, input = {}, actor = { kind: 'operator' }) => callOperation(id, actor, course, input, parts) }
}

/** Puts the course `mlops` with its two repositories into a store. */
export async function fillCourse(store: Store, { verified = [3, 6], hours = 5, grading = {}, list = LIST }: StageOptions = {}): Promise<Course> {
  const course = aCourse({ settings: { ...DEFAULT_COURSE_SETTINGS, timeZone: 'Europe/Berlin', dueAt: DUE, grading: { ...DEFAULT_GRADING, ...grading } } })
  await store.courses.saveCourse(course, 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  if (list !== '') await importRoster('mlops', list, { mode: 'write', by: null }, { roster: store.roster, now: () => 1, newId: () => 'import' })
  for (const [at, login] of (['ana', 'ben'] as const).entries()) {
    const id = 42 + at
    const commit = login.slice(0, 1).repeat(40)
    await store.hosting.saveRepositories([aRepository({ id, name: `capstone-${login}`, private: true })], 0)
    await store.courses.enrol({ courseId: 'mlops', repositoryId: id, by: 'name', since: 0 })
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: id, person: { id: 5 + at, login }, since: 0 })
    const pushedAt = DUE - hours * HOUR
    await store.journal.addEvents([{ id: `push-${id}`, kind: 'push', installationId: 7, repositoryId: id, actor: { id: 5 + at, login }, at: pushedAt, facts: { branch: 'main', before: '0'.repeat(40), after: commit, created: true, forced: false, toDefault: true } }])
    await store.assessments.add({ id: `a-${id}`, repositoryId: id, commit, branch: 'main', isDefaultBranch: true, at: pushedAt + 60_000, digest: `${id}`, record: recordFor(`octo-org/capstone-${login}`, commit, verified[at] ?? 0) })
  }
  return course
}

/** Begins a re-judging of ana's repository, of which all is judged: all that its items ask for is verified by it. Gives its id. */
export async function aRejudging({ store, call, clock }: Pick<ServiceStage, 'store' | 'call' | 'clock'>): Promise<string> {
  const [commit, until] = ['a'.repeat(40), DUE + 24 * HOUR]
  const judgement = { courseId: 'mlops', repositoryId: 42, commit, until, seen: null }
  const before = await store.assessments.byId('a-42')
  if (before !== null) await store.counts.add({ ...judgement, id: 'settled', rejudging: null, at: until + 1, record: before.record })
  const { id } = valueOf(await call('rejudgings.begin', { students: ['s1'], reason: 'the checks were mended' })) as { readonly id: string }
  await store.counts.add({ ...judgement, id: `${id}-42`, rejudging: id, at: clock.now + 1, record: recordFor('octo-org/capstone-ana', commit, ITEMS.length) })
  return id
}

/** The value of a call that is carried out. */
export function valueOf(done: Done): unknown {
  if (!done.ok) throw new Error(`${done.refusal.kind}: ${done.refusal.says}`)
  return done.value
}

function recordFor(name: string, commit: string, verified: number): AssessmentRecord {
  const shown = new Set(ITEMS.slice(0, verified).flatMap(({ criteria }) => criteria.map(({ id }) => id)))
  const criteria = [...new Set(ITEMS.flatMap((one) => one.criteria.map(({ id }) => id)))].map((id) => criterion(id, shown.has(id) ? { outcome: 'verified', standing: 'present' } : {}))
  const byId = new Map(criteria.map((one) => [one.id, one]))
  const items = itemsOf(CHECKLISTS.checklist, byId)
  return recordOf(criteria, items, { repository: { ...recordOf([], []).repository, name, url: `https://github.com/${name}`, commit }, grade: gradeOf(items, byId) })
}
