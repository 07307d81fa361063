import { expect, it } from 'vitest'
import { createCountAnew } from '../../../src/flow/class/count-anew.ts'
import { createCourseSetUp } from '../../../src/flow/courses/course-set-up.ts'
import { gradebookOf } from '../../../src/flow/grades/gradebook.ts'
import { importRoster } from '../../../src/flow/people/import-roster.ts'
import type { ClassStanding } from '../../../src/model/class-standing.ts'
import { DEFAULT_GRADING } from '../../../src/model/grading.ts'
import { keptLog, type KeptLog } from '../../support/quiet-log.ts'
import { DUE, serviceStage, valueOf, type ServiceStage } from '../../support/service-stage.ts'

const DAY = 86_400_000

type Counting = ServiceStage & { readonly log: KeptLog; readonly seen: () => Promise<ClassStanding>; readonly countAll: () => Promise<number>; readonly change: (points: number) => Promise<void> }

/** A course whose standings are counted while nothing else is to be done; `change` writes another number of points into its file. */
async function counting(): Promise<Counting> {
  const stage = await serviceStage()
  const log = keptLog()
  const { store, parts, clock, course } = stage
  const newCounter = (): (() => Promise<boolean>) => createCountAnew({ ...store, assessor: parts.assessor, now: parts.now, random: () => 0.9, log })
  let count = newCounter()
  return {
    ...stage, log,
    seen: async () => valueOf(await stage.call('class.read')) as ClassStanding,
    countAll: async () => {
      let times = 0
      while (await count()) times += 1
      clock.now += DAY
      // As after a restart: nothing is known of what was counted.
      count = newCounter()
      return times
    },
    change: async (points) => {
      clock.now += 1000
      const { account, origin: _, ...written } = course
      const setUp = createCourseSetUp({ ...store, plan: { kind: 'files', courses: [{ ...written, organization: account.login, settings: { ...course.settings, grading: { ...DEFAULT_GRADING, points } } }] }, now: parts.now, newId: parts.newId, log })
      await setUp(false)
    },
  }
}

const marksOf = async ({ store, clock }: ServiceStage): Promise<readonly string[]> => (await store.work.inCourse('mlops', 100, clock.now + DAY)).map(({ target, dueAt }) => `${target.kind} ${dueAt - clock.now}`).toSorted()

it('counts each repository once: those that were never counted, and none again while nothing changes', async () => {
  const stage = await counting()
  expect((await stage.seen()).beingCounted).toEqual({ outdated: 0, uncounted: 2, of: 2 })
  expect((await stage.seen()).rows.map(({ student, repository, standing, freshness }) => [student.key, repository?.name ?? null, standing, freshness])).toEqual([['s1', 'octo-org/capstone-ana', null, 'counting'], ['s2', 'octo-org/capstone-ben', null, 'counting'], ['s3', null, null, 'never']])
  expect(await stage.countAll()).toBe(2)
  expect((await stage.seen()).beingCounted).toEqual({ outdated: 0, uncounted: 0, of: 2 })
  expect(await stage.countAll()).toBe(0)
})

it('counts all anew after a change of the course, also where the process ended in between, and says until then what is from before', async () => {
  const stage = await counting()
  await stage.countAll()
  await stage.change(50)
  const { rows, beingCounted } = await stage.seen()
  expect([beingCounted, rows.map(({ freshness }) => freshness), rows[0]?.standing?.grade?.of]).toEqual([{ outdated: 2, uncounted: 0, of: 2 }, ['counting', 'counting', 'never'], 100])
  expect(await stage.countAll()).toBe(2)
  const after = await stage.seen()
  const [course] = await stage.store.courses.courses()
  const gradebook = course === undefined ? null : await gradebookOf(course, stage.parts)
  expect(after.rows.map(({ standing }) => standing?.grade?.points)).toEqual(gradebook?.rows.map(({ grade }) => grade?.points))
  expect([after.beingCounted, after.rows[0]?.standing?.grade?.of]).toEqual([{ outdated: 0, uncounted: 0, of: 2 }, 50])
  expect(await stage.countAll()).toBe(0)
})

it('leaves a course as it is where its file says the same again', async () => {
  const stage = await counting()
  await stage.change(50)
  await stage.countAll()
  await stage.change(50)
  expect([(await stage.seen()).beingCounted.outdated, await stage.countAll()]).toEqual([0, 0])
})

it('looks at the repositories of a changed course one after the other', async () => {
  const stage = await counting()
  await stage.change(50)
  expect(await marksOf(stage)).toEqual(['capstone 0', 'capstone 250', 'count 0', 'count 250'])
})

it('counts anew who works there where the staff changed, and shows until then nobody of the staff', async () => {
  const stage = await counting()
  await stage.countAll()
  const saveStaff = (...people: readonly number[]): Promise<unknown> => stage.store.courses.saveStaff('mlops', people.map((id) => ({ person: { id, login: 'ben' }, by: 'login' as const, word: 'ben' })), () => ({ id: stage.parts.newId(), at: 0, actor: null, action: 'staff.added', subject: 'course mlops', says: '' }), stage.clock.now)
  await saveStaff(6)
  const students = async (): Promise<readonly (string | undefined)[]> => (await stage.seen()).rows.map(({ repository }) => repository?.name)
  expect([await students(), (await stage.seen()).beingCounted.outdated]).toEqual([['octo-org/capstone-ana', undefined, undefined], 2])
  await stage.countAll()
  expect([await students(), (await stage.seen()).beingCounted.outdated]).toEqual([['octo-org/capstone-ana', undefined, undefined], 0])
  await saveStaff()
  expect([await students(), (await stage.seen()).beingCounted.outdated]).toEqual([['octo-org/capstone-ana', undefined, undefined], 2])
  await stage.countAll()
  expect(await students()).toEqual(['octo-org/capstone-ana', 'octo-org/capstone-ben', undefined])
})

it('shows an imported list at once, and counts nothing for it', async () => {
  const stage = await counting()
  await stage.countAll()
  await importRoster('mlops', 'student id,name,email,github\nn1,Bea Novak,bea@uni.example,ben\n', { mode: 'write', by: null }, { roster: stage.store.roster, now: () => DUE, newId: () => 'second' })
  expect((await stage.seen()).rows.map(({ student, repository, freshness }) => [student.key, repository?.name, freshness])).toEqual([['n1', 'octo-org/capstone-ben', 'current']])
  expect(await stage.countAll()).toBe(0)
})

it('counts none for practice, and does not begin with it again and again', async () => {
  const stage = await counting()
  const { store, parts, log, course, clock } = stage
  await store.courses.saveCourse({ ...course, repositories: { ...course.repositories, practice: ['capstone-ben'] } }, 1)
  const count = createCountAnew({ ...store, assessor: parts.assessor, now: parts.now, random: () => 0, log })
  expect([await count(), await count()]).toEqual([true, false])
  clock.now += DAY
  expect([await count(), log.lines.filter(({ says }) => says.startsWith('where repositories stand')).length]).toEqual([false, 1])
})

it('tells a standing that cannot be counted, and goes on with the others', async () => {
  const stage = await counting()
  const { store, parts, log } = stage
  const broken = { ...store, hosting: { ...store.hosting, lastSeen: (id: number) => id === 43 ? Promise.reject(new Error('the store is away')) : store.hosting.lastSeen(id) } }
  const count = createCountAnew({ ...broken, assessor: parts.assessor, now: parts.now, random: () => 0.9, log })
  expect([await count(), await count(), await count()]).toEqual([true, true, false])
  expect([(await stage.seen()).beingCounted.uncounted, log.lines.filter(({ level }) => level === 'error').length]).toEqual([1, 1])
})
