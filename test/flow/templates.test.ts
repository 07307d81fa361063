import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { createCourseSetUp } from '../../src/flow/courses/course-set-up.ts'
import { createStaffReader } from '../../src/flow/courses/course-staff.ts'
import { createEnrolment } from '../../src/flow/courses/enrolment.ts'
import { previewCourses } from '../../src/flow/courses/preview-courses.ts'
import { discover } from '../../src/inbox/discover.ts'
import type { CoursePlan } from '../../src/flow/courses/course-accounts.ts'
import type { WrittenCourse } from '../../src/model/course.ts'
import type { CoursePreview } from '../../src/model/course-preview.ts'
import type { Meaning } from '../../src/flow/ports/store-ports.ts'
import type { HostedRepository } from '../../src/model/hosting.ts'
import { openStore } from '../../src/store/open-store.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { classApp, START, type ClassClock } from '../support/class-app.ts'
import { classGitHub, classRepository, type ClassGitHub } from '../support/class-github.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { keptLog } from '../support/quiet-log.ts'

const STARTER = { id: 900, name: 'teachers/Starter' }
const COMMIT = 'a'.repeat(40)

/** Ana's was made from the course's template, Ben's from another one, and Cleo's of the same name as the template is a fork or was begun empty. */
const CLASS = [
  aRepository({ id: 41, name: 'final-ana', template: STARTER }), aRepository({ id: 42, name: 'final-ben', template: { id: 901, name: 'teachers/other' } }),
  aRepository({ id: 43, name: 'starter', template: null }), aRepository({ id: 44, name: 'lab-dora', template: STARTER }),
]

function course(id: string, taking: Partial<WrittenCourse['repositories']>): WrittenCourse {
  const { title, staff, settings } = aCourse()
  return { id, title, staff, settings, joinCode: null, organization: 'octo-org', repositories: { names: [], patterns: [], topics: [], ...taking } }
}

type Stage = {
  readonly github: ClassGitHub
  readonly clock: ClassClock
  readonly start: (...courses: readonly WrittenCourse[]) => Promise<void>
  readonly preview: (...courses: readonly WrittenCourse[]) => Promise<CoursePreview>
  /** `course name word` of every enrolment. */
  readonly places: () => Promise<readonly string[]>
  /** Ids of repositories that were asked for alone since the last look. */
  readonly asked: () => readonly number[]
}

async function stage(repositories: readonly HostedRepository[] = CLASS): Promise<Stage> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const github = classGitHub(repositories.map((hosted) => classRepository(hosted, { main: COMMIT }, { [COMMIT]: { 'README.md': '# Work\n' } })))
  const clock: ClassClock = { now: START }
  const app = classApp(store, github.app, clock, { hears: false })
  let looked = 0
  return {
    github, clock,
    start: async (...courses) => {
      const plan: CoursePlan = { kind: 'files', courses }
      const more = { ...store, app: github.app, now: () => clock.now, newId: randomUUID, log: keptLog() }
      await discover({ ...more, enrolment: createEnrolment(store.courses), setUpCourses: createCourseSetUp({ ...more, plan }), readStaff: createStaffReader(more) })
      await app.settle()
    },
    preview: (...courses) => previewCourses({ kind: 'files', courses }, { ...store, assessor: CHECKLISTS, now: () => clock.now }),
    places: async () => {
      const places: string[] = []
      for (const { id } of await store.courses.courses()) for (const { repositoryId, by } of await store.courses.enrolled(id)) places.push(`${id} ${(await store.hosting.lastSeen(repositoryId))?.name ?? ''} ${by}`)
      return places.sort()
    },
    asked: () => {
      const asked = github.asked.slice(looked).flatMap((one) => one.startsWith('repository ') ? [Number(one.slice('repository '.length))] : [])
      looked = github.asked.length
      return asked.toSorted((one, other) => one - other)
    },
  }
}

it('takes in what was made from a template of the course, of whatever account it is, and asks each repository once', async () => {
  const { start, places, asked } = await stage()
  await start(course('mlops', { templates: ['teachers/starter'] }))
  expect(await places()).toEqual(['mlops final-ana template', 'mlops lab-dora template'])
  expect(asked()).toEqual([41, 42, 43, 44])
  await start(course('mlops', { templates: ['teachers/starter'] }))
  expect(asked()).toEqual([])
  await start(course('mlops', { templates: ['teachers/starter', 'teachers/other'] }))
  expect(await places()).toEqual(['mlops final-ana template', 'mlops final-ben template', 'mlops lab-dora template'])
  // What is taken in is worked on, which reads it once; nothing is asked for the template.
  expect(asked()).toEqual([42])
})

it('asks no repository where no course names a template, or a more exact word takes it in', async () => {
  const { start, places, asked } = await stage()
  await start(course('mlops', { names: ['final-ana'] }))
  expect(asked()).toEqual([41])
  await start(course('mlops', { names: ['final-ana'], patterns: ['*-ben'], templates: ['teachers/starter'] }))
  expect(asked()).toEqual([42, 43, 44])
  expect(await places()).toEqual(['mlops final-ana name', 'mlops final-ben pattern', 'mlops lab-dora template'])
})

it('goes before a pattern of another course, which waits until it is known, also where GitHub does not answer at once', async () => {
  const { start, places, github } = await stage()
  let failures = 6
  github.trouble = (what) => {
    if (what !== 'repository' || failures === 0) return null
    failures -= 1
    return { kind: 'passing', says: '502' }
  }
  await start(course('all', { patterns: ['final-*'] }), course('mlops', { templates: ['teachers/starter'] }))
  expect(await places()).toEqual(['all final-ben pattern', 'mlops final-ana template', 'mlops lab-dora template'])
})

it('leaves the template itself alone, also where it was made from another one of the course', async () => {
  const { start, places } = await stage([aRepository({ id: 41, name: 'starter', template: STARTER }), aRepository({ id: 42, name: 'final-ana', template: { id: 41, name: 'octo-org/starter' } })])
  await start(course('mlops', { templates: ['teachers/starter', 'octo-org/starter'] }))
  expect(await places()).toEqual(['mlops final-ana template'])
})

it('is previewed by what is known, with how many are to be asked', async () => {
  const { start, preview } = await stage()
  const [before, after] = [course('mlops', { names: ['final-ana'] }), course('mlops', { names: ['final-ana'], templates: ['teachers/starter'] })]
  await start(before)
  expect(await preview(after)).toMatchObject({ courses: [{ takenIn: [], letGo: [], toAsk: 3 }] })
  // Ana's was read as it was taken in.
  expect(await preview(course('mlops', { templates: ['teachers/starter'] }))).toMatchObject({ courses: [{ takenIn: [], letGo: [], toAsk: 3 }] })
  await start(after)
  expect(await preview(after)).toEqual({ courses: [], waiting: [] })
  expect(await preview(course('mlops', { templates: ['teachers/other'] }))).toMatchObject({ courses: [{ takenIn: ['octo-org/final-ben'], letGo: ['octo-org/final-ana', 'octo-org/lab-dora'], toAsk: 0 }] })
})

it('keeps a push that comes before it is known what its repository was made from, with who pushed; of a repository that no course has, nothing', async () => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const github = classGitHub(CLASS.map((hosted) => classRepository(hosted, { main: COMMIT }, { [COMMIT]: { 'README.md': '# Work\n' } })))
  const clock: ClassClock = { now: START }
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  await store.courses.saveCourse(aCourse({ repositories: { names: [], patterns: ['final-*'], topics: [] } }), START)
  await store.courses.saveCourse(aCourse({ id: 'lab', repositories: { names: [], patterns: [], topics: [], templates: ['teachers/starter'] } }), START)
  const pushTo = (known: HostedRepository): Meaning => {
    const { template: _, ...hosted } = known
    const { id } = hosted
    const where = { installationId: 7, repositoryId: id }
    return { result: 'used', installations: [], removed: [], repositories: [hosted], marks: [{ ...where, target: { kind: 'branch', name: 'main' }, dueAt: clock.now, reason: 'push' }], events: [{ ...where, id: `push-${id}`, kind: 'push', actor: { id: id + 100, login: hosted.name }, at: START, facts: { branch: 'main', before: '0'.repeat(40), after: COMMIT, created: true, forced: false, toDefault: true } }] }
  }
  const meanings = new Map(CLASS.map((hosted) => [`push-${hosted.id}`, pushTo(hosted)]))
  for (const hosted of CLASS) await store.deliveries.add({ id: `push-${hosted.id}`, name: 'push', action: null, installationId: 7, repositoryId: hosted.id, receivedAt: START, body: '{}' })
  await classApp(store, github.app, clock, { meaning: ({ id }) => meanings.get(id) ?? { unreadable: id } }).settle()
  const places = await Promise.all(CLASS.map(async ({ id, name }) => [name, (await store.courses.enrolmentsOf(id)).map(({ courseId }) => courseId).join(), (await store.journal.eventsOf(id, 'push')).length]))
  expect(places).toEqual([['final-ana', 'lab', 1], ['final-ben', 'mlops', 1], ['starter', '', 0], ['lab-dora', 'lab', 1]])
  expect((await store.courses.participantsOf('lab', 41)).map(({ person }) => person.login)).toEqual(['final-ana'])
  expect((await store.deliveries.counts()).filter(({ result }) => result !== 'used')).toEqual([])
})
