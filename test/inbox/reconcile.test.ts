import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createCourseSetUp } from '../../src/flow/courses/course-set-up.ts'
import { createStaffReader } from '../../src/flow/courses/course-staff.ts'
import { createEnrolment } from '../../src/flow/courses/enrolment.ts'
import type { ListedDelivery } from '../../src/flow/ports/github-ports.ts'
import { createAskAgain } from '../../src/inbox/ask-again.ts'
import { discover, sweep, type Discovering } from '../../src/inbox/discover.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { classGitHub, classRepository, type ClassGitHub } from '../support/class-github.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { keptLog } from '../support/quiet-log.ts'

const NOW = 1_700_000_000_000
const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

async function memoryStore(): Promise<Store> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  return store
}

function attempt(attemptId: string, guid: string, minutesAgo: number, succeeded: boolean): ListedDelivery {
  return { attemptId, guid, deliveredAt: NOW - minutesAgo * MINUTE, event: 'push', status: succeeded ? 202 : 502, succeeded, redelivery: false }
}

describe('deliveries that did not arrive', () => {
  const looking = async (listed: readonly ListedDelivery[], stored: readonly string[] = []): Promise<{ readonly look: () => Promise<void>; readonly github: ClassGitHub; readonly clock: { now: number } }> => {
    const store = await memoryStore()
    for (const id of stored) await store.deliveries.add({ id, name: 'push', action: null, installationId: 7, repositoryId: 42, receivedAt: NOW - 30 * MINUTE, body: '{}' })
    const github = classGitHub([])
    github.listed = [...listed]
    const clock = { now: NOW }
    return { look: createAskAgain({ app: github.app, deliveries: store.deliveries, now: () => clock.now, log: keptLog() }), github, clock }
  }

  it('are asked for again, by their newest attempt, oldest first; those that succeeded once or are stored are not', async () => {
    const { look, github } = await looking([
      attempt('9', 'late', 1, false), attempt('5', 'twice', 3, false), attempt('4', 'mended', 4, true), attempt('3', 'mended', 5, false), attempt('2', 'stored', 6, false), attempt('1', 'twice', 7, false),
    ], ['stored'])
    await look()
    expect(github.redelivered).toEqual(['5', '9'])
  })

  it('are looked for since three days ago at most', async () => {
    const { look, github } = await looking([attempt('1', 'old', 3 * 24 * 60 + 1, false), attempt('2', 'younger', 3 * 24 * 60 - 1, false)])
    await look()
    expect(github.redelivered).toEqual(['2'])
  })

  it('are looked for since shortly before the newest stored one at start, and since the last look afterwards', async () => {
    const { look, github, clock } = await looking([attempt('1', 'long-ago', 100, false), attempt('2', 'before', 80, false)], ['newest'])
    await look()
    expect(github.redelivered).toEqual(['2'])
    clock.now += 5 * MINUTE
    github.listed = [attempt('3', 'before-the-look', 20, false), attempt('4', 'since', -1, false)]
    await look()
    expect(github.redelivered).toEqual(['2', '4'])
  })

  it('are not asked for for ever', async () => {
    const { look, github, clock } = await looking([])
    for (let round = 0; round < 8; round += 1) {
      github.listed.push(attempt(`${round}`, 'failing', -5 * round, false))
      await look()
      clock.now += 5 * MINUTE
    }
    expect(github.redelivered).toHaveLength(5)
  })

  it('are looked for again where GitHub gave no list, or did not take the asking', async () => {
    const { look, github, clock } = await looking([attempt('1', 'missed', 1, false)])
    for (const trouble of ['deliveries', 'redeliver']) {
      github.trouble = (what) => what === trouble ? { kind: 'passing', says: '502' } : null
      await look()
      clock.now += 60 * MINUTE
    }
    const asked = github.redelivered.length
    github.trouble = () => null
    await look()
    expect(github.redelivered.slice(asked)).toEqual(['1'])
  })
})

describe('installations', () => {
  const discovering = async (repositories = [aRepository(), aRepository({ id: 43, name: 'notes' })]): Promise<{ readonly parts: Discovering; readonly store: Store; readonly github: ClassGitHub }> => {
    const store = await memoryStore()
    const github = classGitHub(repositories.map((hosted) => classRepository(hosted, {}, {})))
    const more = { ...store, app: github.app, now: () => NOW, newId: randomUUID, log: keptLog() }
    const setUpCourses = createCourseSetUp({ ...more, plan: { kind: 'default', patterns: ['capstone-*'] } })
    return { parts: { ...more, enrolment: createEnrolment(store.courses), setUpCourses, readStaff: createStaffReader(more) }, store, github }
  }

  it('that were missed are read at start: the repositories that the course takes in are enrolled and marked', async () => {
    const { parts, store } = await discovering()
    await discover(parts)
    expect(await store.courses.courses()).toMatchObject([{ account: { id: 1 }, repositories: { patterns: ['capstone-*'] } }])
    expect(await store.courses.enrolmentsOf(42)).toMatchObject([{ by: 'pattern' }])
    expect(await store.courses.enrolmentsOf(43)).toEqual([])
    expect(await store.work.claim(NOW, 1000)).toMatchObject({ repositoryId: 42, target: { kind: 'repository' } })
    expect(await store.work.claim(NOW, 1000)).toBe(null)
  })

  it('are known only once their courses have begun, so that nothing that happens there meanwhile is of none', async () => {
    const { parts, store } = await discovering()
    const coursesThen: number[] = []
    await discover({ ...parts, hosting: { ...store.hosting, saveInstallation: async (...words) => {
      coursesThen.push((await store.courses.courses()).length)
      await store.hosting.saveInstallation(...words)
    } } })
    expect(coursesThen).toEqual([1])
  })

  it('let what happened there be worked off that was told before anybody knew of them', async () => {
    const { parts, store } = await discovering()
    for (const [id, installationId] of [['a', 7], ['b', 99]] as const) {
      await store.deliveries.add({ id, name: 'push', action: null, installationId, repositoryId: 42, receivedAt: NOW, body: '{}' })
      await store.deliveries.hold(id, [], NOW)
    }
    await discover(parts)
    expect((await store.deliveries.waiting(9)).map(({ id }) => id)).toEqual(['a'])
  })

  it('are swept with the repositories in which accounts write down their courses, which are enrolled nowhere', async () => {
    const { parts, store } = await discovering([aRepository({ id: 60, name: '.github', topics: ['mlops'] }), aRepository({ id: 43, name: 'notes' })])
    await discover({ ...parts, setUpCourses: createCourseSetUp({ ...store, log: keptLog(), now: () => NOW, newId: randomUUID, plan: { kind: 'default', patterns: ['*'] } }) })
    expect(await store.courses.enrolmentsOf(60)).toEqual([])
    await sweep(parts, 1000)
    const claimed = [await store.work.claim(NOW + 2000, 1000), await store.work.claim(NOW + 2000, 1000)]
    expect(new Set(claimed.map((item) => item?.repositoryId))).toEqual(new Set([43, 60]))
  })

  it('that are gone take their work with them, and repositories that left are forgotten', async () => {
    const { parts, store, github } = await discovering()
    await discover(parts)
    github.repositories.delete(42)
    await discover(parts)
    expect((await store.hosting.repositoriesOf(7)).map(({ id }) => id)).toEqual([43])
    github.installations = []
    await discover(parts)
    expect(await store.hosting.installations()).toEqual([])
    expect(await store.work.depth(NOW)).toMatchObject({ due: 0, later: 0 })
  })

  it('tell of repositories that became public, in a course or in none, so that points go from there', async () => {
    const hosted = aRepository({ id: 43, name: 'notes', private: true })
    const { parts, store, github } = await discovering([hosted])
    await discover(parts)
    const repository = github.repositories.get(43)
    if (repository !== undefined) repository.hosted = { ...hosted, private: false }
    await discover(parts)
    expect(await store.work.claim(NOW, 1000)).toMatchObject({ repositoryId: 43, target: { kind: 'capstone' } })
    await discover(parts)
    expect(await store.work.claim(NOW, 1000)).toBe(null)
  })

  it('that rest are left alone', async () => {
    const { parts, store, github } = await discovering()
    github.installations = [anInstallation({ suspended: true })]
    await discover(parts)
    expect(github.asked).toEqual(['installations 0'])
    expect(await store.courses.enrolmentsOf(42)).toEqual([])
  })

  it('stay as they are where GitHub does not answer', async () => {
    const { parts, store, github } = await discovering()
    await discover(parts)
    github.trouble = (what) => what === 'installations' ? { kind: 'passing', says: '502' } : null
    await discover(parts)
    github.trouble = (what) => what === 'repositories' ? { kind: 'passing', says: '502' } : null
    await discover(parts)
    expect(await store.hosting.repositoriesOf(7)).toHaveLength(2)
  })

  it('of two accounts without a course enrol nothing: nobody can tell whose class it is', async () => {
    const { parts, store, github } = await discovering()
    github.installations = [anInstallation(), anInstallation({ id: 8, account: { id: 2, login: 'other', kind: 'organization' } })]
    await discover(parts)
    expect(await store.courses.courses()).toEqual([])
    expect(await store.courses.enrolmentsOf(42)).toEqual([])
  })

  it('sweep: every enrolled repository is marked, one after the other', async () => {
    const { parts, store } = await discovering([aRepository(), aRepository({ id: 43 }), aRepository({ id: 44, archived: true }), aRepository({ id: 45 })])
    await store.courses.saveCourse(aCourse(), NOW)
    await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, NOW)
    await store.hosting.saveRepositories([42, 43, 44].map((id) => aRepository({ id, archived: id === 44 })), NOW)
    for (const repositoryId of [42, 43, 44, 46]) await store.courses.enrol({ courseId: 'mlops', repositoryId, by: 'name', since: NOW })
    await sweep(parts, DAY)
    expect(await store.work.depth(NOW)).toMatchObject({ due: 1, later: 1 })
    expect(await store.work.depth(NOW + 2000)).toMatchObject({ due: 2, later: 0 })
  })
})
