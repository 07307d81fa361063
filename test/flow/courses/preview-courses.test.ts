import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CoursePlan } from '../../../src/flow/courses/course-accounts.ts'
import { createCourseSetUp } from '../../../src/flow/courses/course-set-up.ts'
import { createEnrolment } from '../../../src/flow/courses/enrolment.ts'
import { previewCourses } from '../../../src/flow/courses/preview-courses.ts'
import type { WrittenCourse } from '../../../src/model/course.ts'
import type { CoursePreview } from '../../../src/model/course-preview.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { CHECKLISTS } from '../../support/checklists.ts'
import { aCourse, anInstallation, aRepository } from '../../support/hosting.ts'
import { keptLog } from '../../support/quiet-log.ts'

const NAMES = ['churn', 'flights', 'rides', 'notes']
const REPOSITORIES = NAMES.map((name, at) => aRepository({ id: at + 1, name, topics: name === 'rides' ? ['mlops'] : [] }))

function course(id: string, taking: Partial<WrittenCourse['repositories']>, organization: string | null = 'octo-org'): WrittenCourse {
  const { title, staff, settings } = aCourse()
  return { id, title, staff, settings, joinCode: 'abcd-efgh', organization, repositories: { names: [], patterns: [], topics: [], ...taking } }
}

/** A course of `churn` and `flights`, into which `theirs` of another account joined. */
const NOW = [course('mlops', { names: ['churn', 'flights'] })]

async function stage(plan: readonly WrittenCourse[] = NOW): Promise<{ readonly store: Store; readonly start: (plan: CoursePlan) => Promise<void>; readonly preview: (plan: CoursePlan) => Promise<CoursePreview> }> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, 0)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation({ id: 8, account: { id: 2, login: 'ana', kind: 'user' } }) }, 0)
  const theirs = aRepository({ id: 9, installationId: 8, ownerId: 2, owner: 'ana', name: 'theirs' })
  await store.hosting.saveRepositories([...REPOSITORIES, theirs], 0)
  const start = async (next: CoursePlan): Promise<void> => {
    await createCourseSetUp({ ...store, log: keptLog(), now: () => 1, newId: randomUUID, plan: next })(true)
    const enrolment = createEnrolment(store.courses)
    for (const repository of [...REPOSITORIES, theirs]) await enrolment.enrol(repository, 1)
  }
  await start({ kind: 'files', courses: plan })
  await createEnrolment(store.courses).join(theirs, 'mlops', 1)
  return { store, start, preview: (next) => previewCourses(next, { ...store, assessor: CHECKLISTS, now: () => 1 }) }
}

/** `course name` for each repository of each running course. */
async function placesIn({ courses, hosting }: Store): Promise<readonly string[]> {
  const places: string[] = []
  for (const { id } of await courses.courses()) for (const { repositoryId } of await courses.enrolled(id)) places.push(`${id} ${(await hosting.repository(repositoryId))?.name ?? ''}`)
  return places.sort()
}

const placesTold = (told: CoursePreview, of: 'takenIn' | 'letGo'): readonly string[] => told.courses.flatMap(({ change, [of]: names }) => names.map((name) => `${change.kind === 'added' ? change.after.id : change.before.id} ${name.split('/')[1] ?? ''}`)).sort()

describe('a preview', () => {
  it('tells which repositories would count no more, and which again', async () => {
    const [counted, practised] = [course('mlops', { names: ['churn', 'flights'] }), course('mlops', { names: ['flights'], practice: ['churn', 'note?'] })]
    const { start, preview } = await stage([counted])
    expect(await preview({ kind: 'files', courses: [practised] })).toMatchObject({ courses: [{ takenIn: ['octo-org/notes'], letGo: [], toPractice: ['octo-org/churn'], toCount: [] }] })
    await start({ kind: 'files', courses: [practised] })
    expect(await preview({ kind: 'files', courses: [counted] })).toMatchObject({ courses: [{ takenIn: [], letGo: ['octo-org/notes'], toPractice: [], toCount: ['octo-org/churn'] }] })
  })
  it.each<readonly [string, readonly WrittenCourse[]]>([
    ['the same files', NOW],
    ['other names', [course('mlops', { names: ['churn', 'notes'] })]],
    ['a pattern in the place of names', [course('mlops', { patterns: ['*'] })]],
    ['a second course by a name that the first has by a pattern', [course('mlops', { patterns: ['*s'] }), course('second', { names: ['flights', 'churn'] })]],
    ['another course in the place of the first', [course('second', { names: ['flights'], topics: ['mlops'] })]],
    ['another organization', [course('mlops', { patterns: ['*'] }, 'ana')]],
    ['an organization without the App', [course('mlops', { names: ['churn'] }, 'nowhere')]],
    ['no course', []],
  ])('tells of repositories what the App then does: %s', async (_, courses) => {
    const { store, start, preview } = await stage()
    const before = await placesIn(store)
    const told = await preview({ kind: 'files', courses })
    expect(await placesIn(store)).toEqual(before)
    await start({ kind: 'files', courses })
    const after = await placesIn(store)
    expect(placesTold(told, 'takenIn')).toEqual(after.filter((one) => !before.includes(one)))
    expect(placesTold(told, 'letGo')).toEqual(before.filter((one) => !after.includes(one)))
    expect(await preview({ kind: 'files', courses })).toMatchObject({ courses: [] })
  })

  it('tells of the course of the one account without files, too', async () => {
    const { preview } = await stage()
    const told = await preview({ kind: 'default', patterns: ['*'] })
    expect(told.courses.map(({ change, letGo }) => [change.kind, letGo])).toEqual([['ended', ['octo-org/churn', 'octo-org/flights', 'ana/theirs']]])
  })

  it('does not count as its own what waits to be taken in anyway, nor what rests', async () => {
    const { store, preview } = await stage([course('mlops', { patterns: ['*'] })])
    await store.hosting.saveRepositories([aRepository({ id: 50, name: 'new' })], 2)
    expect(await preview({ kind: 'files', courses: [{ ...course('mlops', { patterns: ['*'] }), title: 'Other' }] })).toMatchObject({ courses: [{ takenIn: [], letGo: [] }] })
    await store.hosting.saveInstallation({ change: 'suspended', installation: anInstallation({ suspended: true }) }, 3)
    expect(await preview({ kind: 'files', courses: [course('second', { names: ['new'] })] })).toMatchObject({ courses: [{ change: { kind: 'added' }, takenIn: [] }, { change: { kind: 'ended' } }] })
  })

  it('tells why a course would end, and of one that never ran that it would wait', async () => {
    const { preview } = await stage()
    const told = await preview({ kind: 'files', courses: [course('mlops', { names: ['churn'] }, 'nowhere'), course('new', { names: ['x'] }, 'nowhere')] })
    expect(told.courses.map(({ change }) => change.kind === 'ended' ? change.says : '')).toEqual(['the course mlops waits: nowhere has not installed the App'])
    expect(told.waiting.map(({ says }) => says)).toEqual(['the course new waits: nowhere has not installed the App'])
  })
})
