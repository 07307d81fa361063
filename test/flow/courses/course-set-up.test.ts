import { randomUUID } from 'node:crypto'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CoursePlan } from '../../../src/flow/courses/course-accounts.ts'
import { createCourseSetUp } from '../../../src/flow/courses/course-set-up.ts'
import { createEnrolment } from '../../../src/flow/courses/enrolment.ts'
import type { WrittenCourse } from '../../../src/model/course.ts'
import type { HostedRepository, Installation } from '../../../src/model/hosting.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { aCourse, anInstallation, aRepository } from '../../support/hosting.ts'
import { keptLog, type KeptLog } from '../../support/quiet-log.ts'

const NOW = 1_700_000_000_000
const ELSEWHERE = anInstallation({ id: 8, account: { id: 2, login: 'ana', kind: 'user' } })

function written(changes: Partial<WrittenCourse> = {}): WrittenCourse {
  const { id, title, repositories, staff, settings, joinCode } = aCourse()
  return { id, title, repositories, staff, settings, joinCode, organization: 'Octo-Org', ...changes }
}

function taking(...patterns: readonly string[]): WrittenCourse['repositories'] {
  return { names: [], topics: [], patterns }
}

type Stage = {
  readonly store: Store
  readonly log: KeptLog
  readonly settle: (plan: CoursePlan | readonly WrittenCourse[], isFresh?: boolean) => Promise<void>
  readonly offer: (...repositories: readonly HostedRepository[]) => Promise<void>
  /** The repositories of each running course. */
  readonly enrolled: () => Promise<Readonly<Record<string, readonly number[]>>>
  readonly audit: () => Promise<readonly string[]>
}

async function stage(installations: readonly Installation[] = [anInstallation()]): Promise<Stage> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  for (const installation of installations) await store.hosting.saveInstallation({ change: 'there', installation }, NOW)
  const log = keptLog()
  const enrolment = createEnrolment(store.courses)
  return {
    store, log,
    settle: (plan, isFresh = true) => createCourseSetUp({ ...store, log, now: () => NOW, newId: randomUUID, plan: 'kind' in plan ? plan : { kind: 'files', courses: plan } })(isFresh),
    offer: async (...repositories) => {
      await store.hosting.saveRepositories(repositories, NOW)
      for (const repository of repositories) await enrolment.enrol(repository, NOW)
    },
    enrolled: async () => {
      const courses = await store.courses.courses()
      return Object.fromEntries(await Promise.all(courses.map(async ({ id }) => [id, (await store.courses.enrolled(id)).map(({ repositoryId }) => repositoryId)] as const)))
    },
    audit: async () => (await store.journal.audit(99)).map(({ action, subject, says }) => `${action} ${subject}: ${says}`).sort(),
  }
}

const says = ({ lines }: KeptLog): string => lines.map((line) => line.says).join('\n')

describe('a written course', () => {
  it('belongs to the account of its organization, whatever its letters, and to none else', async () => {
    const { store, settle, audit } = await stage([ELSEWHERE, anInstallation()])
    await settle([written()])
    expect(await store.courses.courses()).toEqual([aCourse({ origin: { kind: 'file', organization: 'Octo-Org' } })])
    expect(await audit()).toEqual(['course.added course mlops: of account 1 (octo-org)'])
    await settle([written()])
    expect(await audit()).toHaveLength(1)
  })

  it('waits while its organization has not installed the App, says so, and is taken in when it has', async () => {
    const { store, log, settle } = await stage([])
    await settle([written()])
    expect(await store.courses.courses()).toEqual([])
    expect(says(log)).toContain('the course mlops waits: Octo-Org has not installed the App. Install it there')
    await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, NOW)
    await settle([written()])
    expect((await store.courses.courses()).map(({ id }) => id)).toEqual(['mlops'])
  })

  it('stays with its account by the numeric id: under another login, and while the App is not installed', async () => {
    const { store, settle, audit } = await stage()
    await settle([written()])
    await store.hosting.saveInstallation({ change: 'there', installation: anInstallation({ account: { id: 1, login: 'octo-college', kind: 'organization' } }) }, NOW)
    // Somebody else took the login over.
    await store.hosting.saveInstallation({ change: 'there', installation: anInstallation({ id: 9, account: { id: 3, login: 'octo-org', kind: 'organization' } }) }, NOW)
    await settle([written()])
    expect((await store.courses.courses()).map(({ account }) => account)).toEqual([{ id: 1, login: 'octo-college' }])
    await store.hosting.saveInstallation({ change: 'gone', installation: anInstallation() }, NOW)
    await settle([written()])
    expect((await store.courses.courses()).map(({ account }) => account)).toEqual([{ id: 1, login: 'octo-college' }])
    expect(await audit()).toEqual(['course.added course mlops: of account 1 (octo-org)', 'course.changed course mlops: account'])
  })

  it('without an organization is that of the one account; with several, it waits', async () => {
    const one = await stage()
    await one.settle([written({ organization: null })])
    expect((await one.store.courses.courses()).map(({ account }) => account.id)).toEqual([1])
    await one.store.hosting.saveInstallation({ change: 'there', installation: ELSEWHERE }, NOW)
    await one.settle([written({ organization: null })])
    expect((await one.store.courses.courses()).map(({ account }) => account.id)).toEqual([1])
    const two = await stage([anInstallation(), ELSEWHERE])
    await two.settle([written({ organization: null })])
    expect([await two.store.courses.courses(), says(two.log)]).toEqual([[], expect.stringContaining('Name one as "organization"') as string])
  })
})

describe('a course that is no longer written down', () => {
  it('ends with its enrolments, those that joined too; nothing is deleted, and it can come back', async () => {
    const { store, settle, offer, enrolled, audit } = await stage()
    await settle([written(), written({ id: 'other', repositories: taking('x-*') })])
    await offer(aRepository())
    await store.courses.enrol({ courseId: 'mlops', repositoryId: 99, by: 'join', since: NOW })
    await settle([written({ id: 'other', repositories: taking('x-*') })])
    expect(await enrolled()).toEqual({ other: [] })
    expect(await store.courses.enrolmentsOf(99)).toEqual([])
    expect(await audit()).toContainEqual(expect.stringMatching(/^course\.ended course mlops: /))
    await settle([written()])
    await offer(aRepository())
    expect(await enrolled()).toEqual({ mlops: [42] })
  })

  it('goes on where it waits by installations that were not read anew', async () => {
    const { settle, enrolled } = await stage()
    await settle([written()])
    await settle([written({ organization: 'octo-college' })], false)
    expect(await enrolled()).toEqual({ mlops: [] })
    await settle([written({ organization: 'octo-college' })])
    expect(await enrolled()).toEqual({})
  })
})

describe('a course that changed', () => {
  it('lets go what it no longer takes in, but not what joined it or was renamed since', async () => {
    const { store, settle, offer, enrolled, audit } = await stage()
    await settle([written({ repositories: taking('capstone-*', 'old-*') })])
    await offer(aRepository(), aRepository({ id: 43, name: 'old-ben' }), aRepository({ id: 44, name: 'old-eva' }))
    await store.hosting.saveRepositories([aRepository({ id: 44, name: 'churn' }), aRepository({ id: 99, ownerId: 2, owner: 'ana', name: 'old-mine' })], NOW)
    await store.courses.enrol({ courseId: 'mlops', repositoryId: 99, by: 'join', since: NOW })
    await settle([written({ repositories: taking('capstone-*') })])
    expect(await enrolled()).toEqual({ mlops: [42, 44, 99] })
    expect(await audit()).toEqual([
      'course.added course mlops: of account 1 (octo-org)', 'course.changed course mlops: repositories', 'enrolment.ended repository 43: the course mlops no longer takes it in',
    ])
  })

  it('keeps its repositories where only settings changed, and the audit says which without the code', async () => {
    const { settle, offer, enrolled, audit } = await stage()
    await settle([written()])
    await offer(aRepository())
    await settle([written({ title: 'New', joinCode: 'abcd-efgh', settings: { ...aCourse().settings, gate: true, stuckDays: 3 } })])
    expect([await enrolled(), await audit()]).toEqual([{ mlops: [42] }, ['course.added course mlops: of account 1 (octo-org)', 'course.changed course mlops: title, joinCode, settings.stuckDays, settings.gate']])
  })

  it('looks at each of its repositories where it says something else: what counts may be another thing, and be shown or not', async () => {
    const { store, settle, offer } = await stage()
    await settle([written({ repositories: taking('capstone-*') })])
    await offer(aRepository(), aRepository({ id: 43, name: 'capstone-ben' }))
    const due = async (): Promise<readonly string[]> => {
      const found: string[] = []
      for (let item = await store.work.claim(NOW + 1000, 60_000); item !== null; item = await store.work.claim(NOW + 1000, 60_000)) {
        found.push(`${item.repositoryId} ${item.target.kind}`)
        await store.work.finish(item, NOW)
      }
      return found.toSorted()
    }
    expect(await due()).toEqual([])
    const { settings } = written()
    await settle([written({ repositories: taking('capstone-*'), settings: { ...settings, dueAt: NOW } })])
    expect(await due()).toEqual(['42 capstone', '42 count', '43 capstone', '43 count'])
    await settle([written({ repositories: taking('capstone-*'), settings: { ...settings, dueAt: NOW } })])
    expect(await due()).toEqual([])
  })

  it('gives a repository to a new course that names it more exactly', async () => {
    const { settle, offer, enrolled } = await stage()
    await settle([written()])
    await offer(aRepository(), aRepository({ id: 43, name: 'capstone-ben' }))
    const plan = [written(), written({ id: 'exact', repositories: { names: ['capstone-ben'], topics: [], patterns: [] } })]
    await settle(plan)
    await offer(aRepository(), aRepository({ id: 43, name: 'capstone-ben' }))
    expect(await enrolled()).toEqual({ exact: [43], mlops: [42] })
  })

  it('of another organization lets all go', async () => {
    const { settle, offer, enrolled } = await stage([anInstallation(), ELSEWHERE])
    await settle([written()])
    await offer(aRepository())
    await settle([written({ organization: 'ana' })])
    await offer(aRepository({ id: 50, ownerId: 2, owner: 'ana' }))
    expect(await enrolled()).toEqual({ mlops: [50] })
  })
})

describe('without files', () => {
  const plan = (...patterns: readonly string[]): CoursePlan => ({ kind: 'default', patterns })
  it('the one account that has the App gets a course, and keeps it where a second one comes', async () => {
    const { store, settle } = await stage()
    await settle(plan('capstone-*'))
    await store.hosting.saveInstallation({ change: 'there', installation: ELSEWHERE }, NOW)
    await settle(plan('capstone-*'))
    expect(await store.courses.courses()).toMatchObject([{ id: 'account-1', account: { id: 1 }, repositories: { patterns: ['capstone-*'], topics: [], names: [] } }])
  })
  it.each([['two accounts', [anInstallation(), ELSEWHERE]], ['none', []]])('nobody can tell whose class it is with %s', async (_, installations) => {
    const { store, settle } = await stage(installations)
    await settle(plan('*'))
    expect(await store.courses.courses()).toEqual([])
  })
  it('other patterns hold for the course that is there', async () => {
    const { settle, offer, enrolled } = await stage()
    await settle(plan('*'))
    await offer(aRepository(), aRepository({ id: 43, name: 'notes' }))
    await settle(plan('capstone-*'))
    expect(await enrolled()).toEqual({ 'account-1': [42] })
  })
  it('courses of files end, and the other way round', async () => {
    const { settle, enrolled } = await stage()
    await settle([written()])
    await settle(plan('*'))
    expect(await enrolled()).toEqual({ 'account-1': [] })
    await settle([written()])
    expect(await enrolled()).toEqual({ mlops: [] })
  })
})
