import { Ajv2020 } from 'ajv/dist/2020.js'
import { expect, it } from 'vitest'
import { OPERATIONS } from '../../../src/flow/course-service/list.ts'
import type { Standing } from '../../../src/model/standing.ts'
import type { WatchMatter } from '../../../src/model/watch-matter.ts'
import type { WatchDocument } from '../../../src/flow/course-service/watch-operations.ts'
import type { Actor } from '../../../src/flow/course-service/operation.ts'
import { dispute, itemSubject } from '../../support/decisions.ts'
import { DUE, serviceStage, valueOf, type ServiceStage } from '../../support/service-stage.ts'
import { courseStateOf } from '../../../src/flow/courses/course-state.ts'
import { standing } from '../../store/standings-contract.ts'

const DAY = 86_400_000
const NOW = DUE - 3 * DAY
const INES: Actor = { kind: 'person', person: { id: 70, login: 'ines' }, role: 'instructor', works: [] }

async function staged(changes: Partial<Standing>, at = NOW): Promise<ServiceStage> {
  const stage = await serviceStage()
  stage.clock.now = at
  await stage.store.standings.save(standing({ repositoryId: 42, countedBy: await courseStateOf('mlops', stage.store), name: 'octo-org/capstone-ana', workers: [{ id: 5, login: 'ana' }], steps: [{ id: 'step-1.1', state: 'open', since: null }], failures: [], failingSince: null, pushes: [NOW - DAY], dueAt: DUE, ...changes }))
  return stage
}

const isToldForm = new Ajv2020({ strict: false, formats: { 'date-time': true } }).compile(OPERATIONS.find(({ id }) => id === 'watch.read')?.output ?? {})
const mattersOf = async ({ call }: ServiceStage): Promise<readonly WatchMatter[]> => {
  const told = valueOf(await call('watch.read'))
  expect([isToldForm(told), isToldForm.errors]).toEqual([true, null])
  return (told as WatchDocument).matters
}
const kindsOf = async (changes: Partial<Standing>, at = NOW): Promise<readonly string[]> => (await mattersOf(await staged(changes, at))).map(({ what }) => what.kind)
const stuckAt = (since: number): Standing['stuck'] => [{ kind: 'no-step', since, subject: 'step-1.1', branch: null, number: null, step: 'step-1.1', found: 'No clone was seen.', heads: 0, job: null, hint: null }]
const noting = ({ repository, key, since }: WatchMatter, says: 'seen' | 'open', note: string): object => ({ repository: repository.id, matter: key, since, says, note })

it('is empty where nothing is to be looked at', async () => {
  expect(await kindsOf({})).toEqual([])
})

it('tells of a repository in which nobody of the list works, and of none that is archived or no longer reached', async () => {
  const stage = await staged({ workers: [{ id: 88, login: 'zoe' }], stuck: stuckAt(NOW - 9 * DAY) })
  expect(await mattersOf(stage)).toMatchObject([{ people: ['zoe'], logins: ['zoe'], sections: [] }])
  const { hosting } = stage.store
  const repository = await hosting.lastSeen(42)
  if (repository === null) throw new Error('the repository is not there')
  await hosting.saveRepositories([{ ...repository, archived: true }], NOW)
  expect(await mattersOf(stage)).toEqual([])
  await hosting.saveRepositories([repository], NOW)
  expect((await mattersOf(stage)).length).toBe(1)
  await hosting.removeRepositories(repository.installationId, [42], NOW)
  expect(await mattersOf(stage)).toEqual([])
})

it('calls silent who pushed nothing for a week while the day is ahead and a step is open, and nobody else', async () => {
  expect(await kindsOf({ pushes: [NOW - 7 * DAY] })).toEqual(['silent'])
  expect(await kindsOf({ pushes: [NOW - 7 * DAY + 1] })).toEqual([])
  expect(await kindsOf({ pushes: [NOW - 20 * DAY] }, DUE)).toEqual([])
  expect(await kindsOf({ pushes: [NOW - 20 * DAY], workers: [] })).toEqual([])
  // An extension moves the day.
  expect(await kindsOf({ pushes: [NOW - 20 * DAY], dueAt: DUE + 5 * DAY }, DUE)).toEqual(['silent'])
  expect(await kindsOf({ pushes: [NOW - 20 * DAY], steps: [{ id: 'step-1.1', state: 'done', since: 1 }] })).toEqual([])
})

it('tells of CI that fails for a day, once: not beside who is stuck at that failure', async () => {
  const failures: Standing['failures'] = [{ job: 'test', kind: null, about: '' }]
  expect(await kindsOf({ failures, failingSince: NOW - DAY })).toEqual(['failing'])
  expect(await kindsOf({ failures, failingSince: NOW - DAY + 1 })).toEqual([])
  const [one] = stuckAt(NOW - DAY)
  expect(await kindsOf({ failures, failingSince: NOW - DAY, stuck: one === undefined ? [] : [{ ...one, kind: 'same-failure' }] })).toEqual(['stuck'])
})

it('has disputes in front, by the day on which they are due, and feedback at the end', async () => {
  const stage = await staged({
    stuck: stuckAt(NOW - 9 * DAY), disputes: [{ id: 'd1', subject: itemSubject('alerts'), at: NOW - DAY, due: NOW + DAY }, { id: 'd2', subject: itemSubject('alerts'), at: NOW - 9 * DAY, due: NOW - DAY }],
    disagreements: [{ subject: 'item alerts', outcome: 'verified', automatic: 'missing', commit: null, at: NOW }], workflowChanges: [{ path: '.github/workflows/ci.yml', commit: 'c'.repeat(40), at: NOW }],
  })
  await stage.store.decisions.state({ ...dispute('d1', itemSubject('alerts'), NOW - DAY), repositoryId: 42, text: 'It is there' })
  await stage.store.decisions.state({ id: 'f', courseId: 'mlops', repositoryId: 42, at: NOW, by: { id: 5, login: 'ana' }, said: null, kind: 'feedback', rating: 2, text: 'Too long' })
  const matters = await mattersOf(stage)
  expect(matters.map(({ what }) => what.kind)).toEqual(['dispute', 'dispute', 'stuck', 'disagreement', 'workflow', 'feedback'])
  expect(matters.slice(0, 2).map(({ what }) => what)).toMatchObject([{ isEscalated: true, due: new Date(NOW - DAY).toISOString() }, { isEscalated: false, text: 'It is there' }])
  expect(matters[0]).toMatchObject({ people: ['Ana Kovac'], repository: { id: 42, name: 'octo-org/capstone-ana' } })
})

it('keeps what the staff noted, shows it to the others, and takes a matter that comes about anew for new', async () => {
  const stage = await staged({ stuck: stuckAt(NOW - 9 * DAY) })
  const [matter] = await mattersOf(stage)
  if (matter === undefined) throw new Error('nothing is on the list')
  expect(matter.isSeen).toBe(false)
  await stage.call('watch.note', noting(matter, 'seen', ' Wrote to her '), INES)
  const after = await mattersOf(stage)
  expect(after).toMatchObject([{ isSeen: true, notes: [{ by: { login: 'ines' }, note: 'Wrote to her' }] }])
  await stage.call('watch.note', noting(matter, 'open', 'No answer'), { ...INES, person: { id: 71, login: 'aki' }, role: 'assistant' })
  expect(await mattersOf(stage)).toMatchObject([{ isSeen: false, notes: [{ says: 'seen' }, { says: 'open', by: { login: 'aki' } }] }])
  await stage.store.standings.save({ ...standing({ repositoryId: 42, at: NOW * 2, failures: [], failingSince: null, pushes: [NOW], dueAt: DUE }), stuck: stuckAt(NOW - DAY) })
  expect(await mattersOf(stage)).toMatchObject([{ isSeen: false, notes: [] }])
  expect(await stage.call('watch.note', noting(matter, 'seen', ''), INES)).toMatchObject({ ok: false, refusal: { kind: 'conflict' } })
  expect(await stage.call('watch.note', noting({ ...matter, key: 'stuck none' }, 'seen', ''), INES)).toMatchObject({ ok: false, refusal: { kind: 'not-found' } })
})
