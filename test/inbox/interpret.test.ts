import { describe, expect, it } from 'vitest'
import { createEnrolment } from '../../src/flow/courses/enrolment.ts'
import type { CourseStore, Delivery, Meaning } from '../../src/flow/ports/store-ports.ts'
import { createInterpreter } from '../../src/inbox/interpret.ts'
import type { Enrolment } from '../../src/model/course.ts'
import type { Mark, WorkTarget } from '../../src/model/work.ts'
import { aCourse, anInstallation, aRepository } from '../support/hosting.ts'
import { keptLog } from '../support/quiet-log.ts'

/** What the store throws where it never takes a meaning. */
const REFUSED = new Error('no such value')
/** The numeric id of somebody who may decide. */
const STAFF = 6
const NOTHING: Meaning = { result: 'used', marks: [], events: [], installations: [], repositories: [], removed: [] }

type Told = { readonly deliveries: readonly Delivery[]; readonly meanings: Readonly<Record<string, Meaning | { readonly unreadable: string } | 'throws'>>; readonly courses?: readonly ReturnType<typeof aCourse>[]; readonly planned?: readonly ReturnType<typeof aCourse>[]; readonly failing?: number; readonly now?: number; readonly installations?: readonly number[] }

/** Works off deliveries whose meaning is given by id, over stores in memory; gives what was settled, set aside and enrolled. */
async function interpreted({ deliveries, meanings, courses = [aCourse()], planned = courses, failing = 0, now = 5, installations = [7] }: Told): Promise<{ readonly settled: readonly (readonly [string, Meaning])[]; readonly aside: readonly string[]; readonly held: readonly (readonly [string, readonly Mark[]])[]; readonly enrolled: readonly Enrolment[]; readonly lookedAnew: number; readonly setUpFor: readonly string[]; readonly waiting: readonly string[]; readonly participants: readonly string[] }> {
  const waiting = [...deliveries]
  const settled: [string, Meaning][] = []
  const aside: string[] = []
  const held: [string, readonly Mark[]][] = []
  const known = new Set(installations)
  const enrolled: Enrolment[] = []
  const participants: string[] = []
  let lookedAnew = 0
  const setUpFor: string[] = []
  let running = courses
  let failures = failing
  const leave = (id: string): void => { waiting.splice(waiting.findIndex((one) => one.id === id), 1) }
  const courseStore: CourseStore = {
    courses: () => Promise.resolve(running), everRan: () => Promise.resolve([]), savedAt: () => Promise.resolve(new Map()), tallies: () => Promise.resolve(new Map()), saveCourse: () => Promise.resolve(), changeCourses: () => Promise.resolve(), saveStaff: () => Promise.resolve(), staffOf: () => Promise.resolve([]), staffRole: (_, id) => Promise.resolve(id === STAFF ? 'instructor' : null), endEnrolment: () => Promise.resolve(), enrolled: () => Promise.resolve([]),
    addParticipant: ({ person }) => { participants.push(person.login); return Promise.resolve() }, worksOn: () => Promise.resolve([]), participantsOf: () => Promise.resolve([]),
    enrol: (one) => { enrolled.push(one); return Promise.resolve() }, enrolmentsOf: (id) => Promise.resolve(enrolled.filter(({ repositoryId }) => repositoryId === id)),
  }
  const interpreter = createInterpreter({
    deliveries: {
      waiting: (most) => Promise.resolve(waiting.slice(0, most)),
      settle: (id, meaning) => {
        failures -= 1
        for (const { installation } of meaning.installations) known.add(installation.id)
        if (failures >= 0) return Promise.reject(new Error('no store'))
        if (meaning.marks.some(({ reason }) => reason === 'odd')) return Promise.reject(REFUSED)
        leave(id)
        settled.push([id, meaning])
        return Promise.resolve(true)
      },
      isRefused: (error) => error === REFUSED,
      hold: (id, marks) => { leave(id); held.push([id, marks]); return Promise.resolve() },
      release: (which) => {
        const free = held.splice(0).filter(([id, marks]) => {
          const isFreed = 'installationId' in which && deliveries.find((one) => one.id === id)?.installationId === which.installationId
          if (!isFreed) held.push([id, marks])
          return isFreed
        })
        waiting.push(...deliveries.filter(({ id }) => free.some(([one]) => one === id)))
        return Promise.resolve()
      },
      setAside: (id, says) => { leave(id); aside.push(`${id}: ${says}`); return Promise.resolve() },
    },
    hosting: { installations: () => Promise.resolve([]), hasInstallation: (id) => Promise.resolve(known.has(id)), repository: (id) => Promise.resolve(id === 42 ? aRepository() : id === 43 ? aRepository({ id, template: { id: 9, name: 'octo-org/starter' } }) : id === 60 ? aRepository({ id, name: '.github' }) : null) },
    enrolment: createEnrolment(courseStore),
    meaningOf: ({ id }) => {
      const meaning = meanings[id]
      if (meaning === 'throws' || meaning === undefined) throw new Error('bug')
      return meaning
    },
    now: () => now, log: keptLog(), onInstallations: () => { lookedAnew += 1 }, setUpCourses: (_, { installations: told }) => { running = planned; setUpFor.push([...told.map(({ id }) => id), ...known].join(' ')); return Promise.resolve() },
  })
  interpreter.wake()
  for (let turn = 0; turn < 50; turn += 1) await new Promise((resolve) => { setImmediate(resolve) })
  await interpreter.stop()
  return { settled, aside, held, enrolled, lookedAnew, setUpFor, waiting: waiting.map(({ id }) => id), participants }
}

function delivery(id: string, name = 'push'): Delivery {
  return { id, name, action: null, installationId: 7, repositoryId: 42, receivedAt: 1, body: '{}' }
}

function marking(target: WorkTarget, changes: Partial<Meaning> = {}): Meaning {
  return { ...NOTHING, marks: [{ installationId: 7, repositoryId: 42, target, dueAt: 2, reason: 'push' }], ...changes }
}

const BRANCH: WorkTarget = { kind: 'branch', name: 'main' }

describe('a push that comes right after the App was installed', () => {
  it('is of the course that waited for the account, with its event and who made it', async () => {
    const event = { id: 'e', kind: 'push', installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at: 2, facts: { senderIsBot: false } }
    const { settled, participants } = await interpreted({
      courses: [], planned: [aCourse()], deliveries: [delivery('a', 'installation'), delivery('b')],
      meanings: { a: { ...NOTHING, installations: [{ change: 'there', installation: anInstallation() }] }, b: marking(BRANCH, { repositories: [aRepository()], events: [event] }) },
    })
    expect(settled[1]).toMatchObject(['b', { marks: [{ target: BRANCH }], events: [{ id: 'e' }] }])
    expect(participants).toEqual(['ana'])
  })

  it('finds the course there whichever process takes it: that begins before the installation is known', async () => {
    const { setUpFor } = await interpreted({
      installations: [], courses: [], planned: [aCourse()], deliveries: [delivery('a', 'installation')],
      meanings: { a: { ...NOTHING, installations: [{ change: 'there', installation: anInstallation() }, { change: 'gone', installation: anInstallation({ id: 8 }) }] } },
    })
    expect(setUpFor).toEqual(['7'])
  })
})

describe('what happened before the App heard where it is installed', () => {
  const event = { id: 'e', kind: 'push', installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at: 2, facts: { senderIsBot: false } }
  const pushed = marking(BRANCH, { repositories: [aRepository()], events: [event] })

  it('waits for that, whichever webhook came first, and counts then with its event and who made it', async () => {
    const { settled, held, participants } = await interpreted({
      installations: [], courses: [], planned: [aCourse()], deliveries: [delivery('a'), delivery('b', 'installation')],
      meanings: { a: pushed, b: { ...NOTHING, installations: [{ change: 'there', installation: anInstallation() }] } },
    })
    expect([settled.map(([id, { events }]) => [id, events.length]), held, participants]).toEqual([[['b', 0], ['a', 1]], [], ['ana']])
  })

  it('lets GitHub be asked where it is installed, once however much happened', async () => {
    const { settled, held, lookedAnew } = await interpreted({ installations: [], courses: [], deliveries: [delivery('a'), delivery('b')], meanings: { a: pushed, b: pushed } })
    expect([settled, held, lookedAnew]).toEqual([[], [['a', []], ['b', []]], 1])
  })

  it('is not waited for longer than a week, nor where nothing happened in a repository', async () => {
    const late = await interpreted({ installations: [], courses: [], deliveries: [delivery('a')], meanings: { a: pushed }, now: 8 * 86_400_000 })
    const nowhere = await interpreted({ installations: [], deliveries: [delivery('a', 'member')], meanings: { a: NOTHING } })
    expect([late, nowhere].map(({ settled, held }) => [settled.length, held.length])).toEqual([[1, 0], [1, 0]])
  })
})

describe('a push', () => {
  it('to a repository that a course takes in enrols it and marks the branch', async () => {
    const { settled, enrolled } = await interpreted({ deliveries: [delivery('a')], meanings: { a: marking(BRANCH, { repositories: [aRepository()] }) } })
    expect(enrolled).toEqual([{ courseId: 'mlops', repositoryId: 42, by: 'pattern', since: 5 }])
    expect(settled).toMatchObject([['a', { marks: [{ target: BRANCH }] }]])
  })

  it('to one that was made from a template of a course enrols it once that is known, which no webhook tells', async () => {
    const courses = [aCourse({ repositories: { patterns: [], topics: [], names: [], templates: ['octo-org/starter'] } })]
    const pushed = (id: number) => interpreted({ courses, deliveries: [delivery('a')], meanings: { a: marking(BRANCH, { repositories: [aRepository({ id })] }) } })
    expect((await pushed(43)).enrolled).toEqual([{ courseId: 'mlops', repositoryId: 43, by: 'template', since: 5 }])
    expect((await pushed(42)).enrolled).toEqual([])
  })

  it('waits, and nothing of it is kept, while nobody knows what its repository was made from: that is asked at once, and not waited for longer than a week', async () => {
    const courses = [aCourse({ repositories: { patterns: [], topics: [], names: [], templates: ['octo-org/starter'] } })]
    const event = { id: 'a:0', kind: 'push', installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at: 1, facts: {} }
    const told = { courses, deliveries: [delivery('a')], meanings: { a: marking(BRANCH, { repositories: [aRepository()], events: [event] }) } }
    const { settled, held, participants } = await interpreted(told)
    expect([settled, participants, held]).toEqual([[], [], [['a', [{ installationId: 7, repositoryId: 42, target: { kind: 'repository' }, dueAt: 5, reason: 'template' }]]]])
    const late = await interpreted({ ...told, now: 8 * 86_400_000 })
    expect([late.held, late.settled.map(([id, { events }]) => [id, events])]).toEqual([[], [['a', []]]])
    // What brings a repository is worked on as ever, and so is one of which no course asks.
    expect((await interpreted({ ...told, deliveries: [delivery('a', 'repository')] })).settled).toHaveLength(1)
    expect((await interpreted({ ...told, courses: [aCourse({ repositories: { patterns: [], topics: [], names: ['other'] } })] })).held).toEqual([])
  })

  it('to one that no course takes in makes no work and keeps no event', async () => {
    const event = { id: 'a:0', kind: 'push', installationId: 7, repositoryId: 42, actor: null, at: 1, facts: {} }
    const { settled, enrolled } = await interpreted({
      deliveries: [delivery('a')], courses: [aCourse({ account: { id: 2, login: 'other' } })], meanings: { a: marking(BRANCH, { repositories: [aRepository()], events: [event] }) },
    })
    expect([settled[0]?.[1].marks, settled[0]?.[1].events, enrolled]).toEqual([[], [], []])
  })

  it('to the repository in which an account writes down its course is work, and is never a student\'s', async () => {
    const home = { ...marking(BRANCH, { repositories: [aRepository({ id: 60, name: '.github' })] }), marks: [{ installationId: 7, repositoryId: 60, target: BRANCH, dueAt: 1, reason: 'push' }] }
    const { settled, enrolled } = await interpreted({ deliveries: [delivery('a')], meanings: { a: home } })
    expect([enrolled, settled.map(([, { marks }]) => marks.length)]).toEqual([[], [1]])
  })

  it('to a repository out of its course\'s account makes no work', async () => {
    const meanings = { a: marking(BRANCH, { repositories: [aRepository()] }), b: marking(BRANCH, { repositories: [aRepository({ ownerId: 99, owner: 'elsewhere' })] }) }
    const { settled } = await interpreted({ deliveries: [delivery('a'), delivery('b')], meanings })
    expect(settled.map(([id, { marks }]) => [id, marks.length])).toEqual([['a', 1], ['b', 0]])
  })
})

describe('a repository elsewhere', () => {
  const elsewhere = aRepository({ ownerId: 99, owner: 'ana' })
  const person = { id: 9, login: 'ana' }
  const joining = (code: string): Meaning => ({ ...NOTHING, repositories: [elsewhere], joins: [{ installationId: 7, repositoryId: 42, code, commentId: 77, person }] })
  it('whose owner writes the code of a course is looked at, and nothing else happens there', async () => {
    const { settled, enrolled } = await interpreted({ deliveries: [delivery('a', 'issue_comment'), delivery('b')], courses: [aCourse({ joinCode: 'MLOPS-26' })], meanings: { a: joining('MLOPS-26'), b: marking(BRANCH, { repositories: [elsewhere] }) } })
    expect(enrolled).toEqual([])
    expect(settled.map(([id, { marks }]) => [id, marks.map(({ target }) => target)])).toEqual([['a', [{ kind: 'join', courseId: 'mlops', commentId: 77, person }]], ['b', []]])
  })
  it.each([['another code', 'MLOPS-26', 'OTHER-26'], ['a code in other letters', 'MLOPS-26', 'mlops-26'], ['a course that nobody can join', null, 'null']])('makes no work by %s', async (_, joinCode, code) => {
    const { settled, enrolled } = await interpreted({ deliveries: [delivery('a', 'issue_comment')], courses: [aCourse({ joinCode })], meanings: { a: joining(code) } })
    expect([enrolled, settled[0]?.[1].marks]).toEqual([[], []])
  })
})

it('notes who pushes to an enrolled repository as working on it: not the staff, no bot, and nobody who only opens a pull request', async () => {
  const by = (login: string, kind = 'push', id = 5, senderIsBot = false): Meaning => ({ ...NOTHING, repositories: [aRepository()], events: [{ id: login, kind, installationId: 7, repositoryId: 42, actor: { id, login }, at: 1, facts: { senderIsBot } }] })
  const { participants } = await interpreted({
    deliveries: ['a', 'b', 'c', 'd', 'e'].map((id) => delivery(id)),
    meanings: { a: by('ana'), b: by('grace', 'push', STAFF), c: by('dependabot[bot]'), d: by('Copilot', 'push', 8, true), e: by('eve', 'pull_request.opened') },
  })
  expect(participants).toEqual(['ana'])
})

it('lets the work find out whether a repository that an installation brings is enrolled', async () => {
  const { settled } = await interpreted({ deliveries: [delivery('a', 'installation'), delivery('b', 'deployment')], meanings: { a: marking({ kind: 'repository' }), b: marking({ kind: 'repository' }) } })
  expect(settled.map(([id, { marks }]) => [id, marks.length])).toEqual([['a', 1], ['b', 0]])
})

it('has installations read anew when a delivery changes one: a later one may have come first', async () => {
  const gone = { ...NOTHING, installations: [{ change: 'gone' as const, installation: anInstallation() }] }
  expect((await interpreted({ deliveries: [delivery('a', 'installation')], meanings: { a: gone } })).lookedAnew).toBe(1)
})

it('sets aside what cannot be understood or breaks the reader, and goes on', async () => {
  const { settled, aside } = await interpreted({ deliveries: [delivery('a'), delivery('b'), delivery('c')], meanings: { a: { unreadable: 'no id' }, b: 'throws', c: NOTHING } })
  expect(aside).toEqual(['a: no id', 'b: reading it failed for a fault of ours; the log says more'])
  expect(settled.map(([id]) => id)).toEqual(['c'])
})

it('sets aside what the store refuses, and goes on', async () => {
  const odd = marking(BRANCH)
  const meanings = { a: NOTHING, b: { ...odd, repositories: [aRepository()], marks: odd.marks.map((mark) => ({ ...mark, reason: 'odd' })) }, c: NOTHING }
  const { settled, aside, waiting } = await interpreted({ deliveries: [delivery('a'), delivery('b'), delivery('c')], meanings })
  expect([settled.map(([id]) => id), aside, waiting]).toEqual([['a', 'c'], ['b: what it means could not be stored for a fault of ours; the log says more'], []])
})

it('leaves deliveries waiting while the store fails', async () => {
  const { settled, waiting } = await interpreted({ deliveries: [delivery('a'), delivery('b')], meanings: { a: NOTHING, b: NOTHING }, failing: 2 })
  expect([settled, waiting]).toEqual([[], ['a', 'b']])
})
