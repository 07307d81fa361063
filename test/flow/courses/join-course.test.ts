import { describe, expect, it, onTestFinished } from 'vitest'
import type { Course, Person } from '../../../src/model/course.ts'
import { openStore, type Store } from '../../../src/store/open-store.ts'
import { classApp, START } from '../../support/class-app.ts'
import { classGitHub, classRepository, type ClassGitHub, type ClassRepository } from '../../support/class-github.ts'
import { aCourse, anInstallation, aRepository } from '../../support/hosting.ts'

const MAIN = 'a'.repeat(40)
const OWNER: Person = { id: 2, login: 'ana' }
const ADMIN: Person = { id: 3, login: 'ada' }

type Stage = { readonly store: Store; readonly github: ClassGitHub; readonly repository: ClassRepository; readonly write: (person: Person, commentId?: number) => Promise<void>; readonly joined: () => Promise<readonly string[]> }

/** A repository of another account, with the App over it and a comment with the right code to be looked at. */
async function stage(changes: { readonly course?: Partial<Course>; readonly repository?: Partial<ClassRepository['hosted']> } = {}): Promise<Stage> {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  onTestFinished(() => store.close())
  const repository = classRepository(aRepository({ ownerId: 2, owner: 'ana', ...changes.repository }), { main: MAIN }, { [MAIN]: { 'app.py': 'A = 1\n' } })
  const github = classGitHub([repository])
  github.people = [OWNER, ADMIN]
  await store.courses.saveCourse(aCourse({ joinCode: 'sparrow-1', ...changes.course }), START)
  await store.hosting.saveInstallation({ change: 'there', installation: anInstallation() }, START)
  const clock = { now: START }
  const app = classApp(store, github.app, clock)
  return {
    store, github, repository,
    write: async (person, commentId = 77) => {
      await store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'join', courseId: 'mlops', commentId, person }, dueAt: clock.now, reason: 'join' }], clock.now)
      await app.settle()
    },
    joined: async () => (await store.courses.enrolmentsOf(42)).map(({ courseId, by }) => `${courseId} by ${by}`),
  }
}

describe('a comment with the right code', () => {
  it('of the owner brings the repository in: it is judged, and the comment gets a thumb up', async () => {
    const { repository, write, joined } = await stage()
    await write(OWNER)
    expect([await joined(), [...repository.shown.thumbs], repository.shown.runs.length]).toEqual([['mlops by join'], [77], 1])
  })

  it('of an admin does too; of anybody else nothing happens, and nothing is written', async () => {
    const { repository, write, joined } = await stage({ repository: { ownerId: 5, owner: 'other-org' } })
    await write(ADMIN)
    expect([await joined(), repository.shown.asked]).toEqual([[], []])
    repository.admins.push(ADMIN.id)
    await write(ADMIN)
    expect([await joined(), [...repository.shown.thumbs]]).toEqual([['mlops by join'], [77]])
  })

  it('of an admin whose login somebody else has by now does nothing', async () => {
    const { github, repository, write, joined } = await stage({ repository: { ownerId: 5, owner: 'other-org' } })
    github.people = [{ id: 9, login: ADMIN.login }]
    repository.admins.push(9)
    await write(ADMIN)
    expect([await joined(), repository.shown.asked]).toEqual([[], []])
  })

  it('that is written again gets its thumb up too, and enrols nothing twice', async () => {
    const { repository, write, joined } = await stage()
    await write(OWNER)
    await write(OWNER, 78)
    expect([await joined(), [...repository.shown.thumbs], repository.shown.runs.length]).toEqual([['mlops by join'], [77, 78], 1])
  })

  it.each<[string, Parameters<typeof stage>[0]]>([
    ['an archived repository', { repository: { archived: true } }], ['a repository of the course\'s own account, of which the course says itself what it takes in', { repository: { ownerId: 1, owner: 'octo-org' }, course: { repositories: { patterns: [], topics: [], names: [] } } }],
    ['a course that takes nobody in any more', { course: { joinCode: null } }], ['a course that is another one', { course: { id: 'other' } }],
  ])('does nothing for %s', async (_, changes) => {
    const { repository, write, joined } = await stage(changes)
    repository.admins.push(OWNER.id)
    await write(OWNER)
    expect([await joined(), repository.shown.asked]).toEqual([[], []])
  })

  it('is looked at again where GitHub fails for the moment', async () => {
    const { github, repository, write, joined } = await stage()
    let failures = 2
    github.trouble = (what) => what === 'repository' && failures-- > 0 ? { kind: 'passing', says: '502' } : null
    await write(OWNER)
    expect([await joined(), [...repository.shown.thumbs]]).toEqual([['mlops by join'], [77]])
  })
})
