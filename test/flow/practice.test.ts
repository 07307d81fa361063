import { describe, expect, it } from 'vitest'
import { callOperation } from '../../src/flow/course-service/call-operation.ts'
import { coursesInForce } from '../../src/flow/courses/courses-in-force.ts'
import { gradebookOf } from '../../src/flow/grades/gradebook.ts'
import { releaseGrades } from '../../src/flow/grades/release-grades.ts'
import { repositoriesNamed } from '../../src/flow/people/repositories-named.ts'
import { seenGrade } from '../../src/flow/grades/seen-grade.ts'
import { keepStandings } from '../../src/flow/class/standing.ts'
import { DEFAULT_COURSE_SETTINGS, type Course } from '../../src/model/course.ts'
import { conversationOf } from '../../src/lesson/conversation.ts'
import { answersNow } from '../../src/grade/answers-now.ts'
import { START } from '../support/class-app.ts'
import { ANA, commentStage, judged, KIM, MAIN } from '../support/commenting.ts'
import { aRepository } from '../support/hosting.ts'
import { itemSubject, set } from '../support/decisions.ts'
import { DUE, serviceStage, type ServiceStage } from '../support/service-stage.ts'

const DEMO = aRepository({ id: 50, name: 'capstone-demo', private: true })
const HOUR = 3_600_000
const EVE = { id: 8, login: 'eve' }

type Stage = Pick<ServiceStage, 'store' | 'parts' | 'course' | 'clock'>

/** The course of ana and ben with a third repository, on which eve works: it is judged, decided and disputed as theirs are, and for practice or not. */
async function stage(practice: readonly string[]): Promise<Stage & { readonly call: (id: Parameters<ServiceStage['call']>[0], input?: object) => Promise<string> }> {
  const made = await serviceStage({ list: '', grading: { release: 'at-once' } })
  const course: Course = { ...made.course, repositories: { ...made.course.repositories, practice } }
  const { store, parts, clock } = made
  await store.courses.saveCourse(course, 1)
  await store.hosting.saveRepositories([DEMO], 0)
  await store.courses.enrol({ courseId: 'mlops', repositoryId: 50, by: 'pattern', since: 0 })
  await store.courses.addParticipant({ courseId: 'mlops', repositoryId: 50, person: EVE, since: 0 })
  const known = await store.assessments.newest(43, 'default-branch')
  const commit = 'e'.repeat(40)
  await store.journal.addEvents([{ id: 'push-50', kind: 'push', installationId: 7, repositoryId: 50, actor: EVE, at: DUE - 3_600_000, facts: { branch: 'main', before: '0'.repeat(40), after: commit, created: true, forced: false, toDefault: true } }])
  if (known !== null) await store.assessments.add({ ...known, id: 'a-50', repositoryId: 50, commit, record: { ...known.record, repository: { ...known.record.repository, name: 'octo-org/capstone-demo', url: 'https://github.com/octo-org/capstone-demo', commit } } })
  await store.decisions.decide({ ...set('d-50', itemSubject('tests'), 'verified'), courseId: 'mlops', repositoryId: 50 }, { id: 'd-50', at: 1, actor: 9, action: 'decision', subject: '', says: '' })
  await store.decisions.state({ id: 's-50', courseId: 'mlops', repositoryId: 50, at: DUE, said: { commentId: 1, number: 1 }, by: EVE, kind: 'dispute', subject: { kind: 'criterion', id: 'lint' }, text: 'look again' })
  return { store, parts, course, clock, call: async (id, input = {}) => JSON.stringify(await callOperation(id, { kind: 'operator' }, course, input, parts)) }
}

/** Every list and number of a course, as text. */
const LISTS: Readonly<Record<string, (at: Awaited<ReturnType<typeof stage>>) => Promise<unknown>>> = {
  gradebook: ({ course, parts }) => gradebookOf(course, parts),
  'gradebook of the service': ({ call }) => call('gradebook.read'),
  'wide file': ({ call }) => call('gradebook.file', { format: 'wide' }),
  'long file': ({ call }) => call('gradebook.file', { format: 'long' }),
  'Canvas file': ({ call }) => call('gradebook.file', { format: 'canvas' }),
  'list of students': ({ call }) => call('roster.read'),
  decisions: ({ call }) => call('decisions.read'),
  disputes: ({ call }) => call('disputes.read'),
  watch: async ({ call, parts }) => {
    for (const id of [42, 43, 50]) await keepStandings(id, parts)
    return call('watch.read')
  },
  'courses in force': async ({ store }) => (await coursesInForce(store)).map(({ repositories, students }) => ({ repositories, students })),
  'repositories of the whole course': ({ course, parts }) => repositoriesNamed(course, { kind: 'all' }, parts),
  're-judging of all': ({ call }) => call('rejudgings.begin', { all: true, reason: 'a mistake of ours' }),
  'release of the class': ({ course, parts, store }) => releaseGrades(course, { scope: { kind: 'class' }, says: 'released', by: null, reason: '' }, 'preview', { ...parts, releases: store.releases }),
}

describe('a repository for practice', () => {
  it.each(Object.keys(LISTS))('counts nowhere: %s', async (name) => {
    const list = LISTS[name]
    if (list === undefined) throw new Error(`there is no list ${name}`)
    const [counted, practised, without] = [await stage([]), await stage(['capstone-d*']), await serviceStage({ list: '', grading: { release: 'at-once' } })]
    const [all, others] = [JSON.stringify(await list(counted)), JSON.stringify(await list(practised))]
    // The twin: the same repository is in it where it is not for practice.
    expect(all).not.toBe(others)
    const call = async (id: Parameters<ServiceStage['call']>[0], input = {}): Promise<string> => JSON.stringify(await callOperation(id, { kind: 'operator' }, without.course, input, without.parts))
    expect(others).toBe(JSON.stringify(await list({ ...without, call })))
  })

  it('is counted beside the others where the course is shown, and shows no grade', async () => {
    const { store, parts, course } = await stage(['Capstone-Demo'])
    expect(await coursesInForce(store)).toMatchObject([{ repositories: 2, practice: 1 }])
    expect(await seenGrade(DEMO, course, parts)).toEqual({ isShown: false })
    const counted = await stage([])
    expect(await seenGrade(DEMO, counted.course, counted.parts)).toMatchObject({ isShown: true })
  })

  it('can be read and decided by its name', async () => {
    const { call } = await stage(['capstone-demo'])
    expect(await call('disputes.read', { of: 'octo-org/capstone-demo' })).toContain('look again')
  })

  it('reads what the staff answers there as a student\'s, and a student\'s repository does not', async () => {
    const answersIn = async (practice: readonly string[]): Promise<unknown> => {
      const at = await commentStage({ course: { repositories: { patterns: ['*'], topics: [], names: [], practice } } })
      await judged(at)
      const number = at.repository.shown.issues[0]?.number ?? 0
      const told = await at.ask(KIM, 'MLOps makes sure that models get to production reliably and stay healthy there.', { number, onPullRequest: false, onOurs: true })
      return [told !== null, conversationOf(answersNow(await at.statements())).first?.text !== undefined]
    }
    expect(await answersIn(['capstone-ana'])).toEqual([true, true])
    expect(await answersIn([])).toEqual([false, false])
  })

  it('takes what the staff says there by a command', async () => {
    const at = await commentStage({ course: { repositories: { patterns: ['*'], topics: [], names: [], practice: ['capstone-ana'] } } })
    await judged(at)
    expect(await at.ask(KIM, '/hint')).not.toBeNull()
    expect(await at.ask(KIM, '/done 4.3 p95 stayed at 40 ms')).not.toBeNull()
    expect((await at.statements()).map(({ by }) => by)).toEqual([KIM])
    expect(await at.ask(ANA, '/hint')).not.toBeNull()
  })

  it('is no commit for the gradebook to count', async () => {
    const countedBy = async (practice: readonly string[]): Promise<number> => {
      const dueAt = START + HOUR
      const at = await commentStage({ course: { repositories: { patterns: ['*'], topics: [], names: [], practice }, settings: { ...DEFAULT_COURSE_SETTINGS, dueAt } } })
      await judged(at)
      await at.store.journal.addEvents([{ id: 'push', kind: 'push', installationId: 7, repositoryId: 42, actor: ANA, at: START, facts: { branch: 'main', before: '0'.repeat(40), after: MAIN, created: true, forced: false, toDefault: true } }])
      at.clock.now = dueAt + 100 * HOUR
      await at.store.work.mark([{ installationId: 7, repositoryId: 42, target: { kind: 'count' }, dueAt: 0, reason: 'repository' }], at.clock.now)
      await at.app.settle()
      return (await at.store.counts.headsOf('mlops', 42)).length
    }
    expect([await countedBy(['capstone-ana']), await countedBy([]) > 0]).toEqual([0, true])
  })
})
