import { expect, it } from 'vitest'
import type { ClassStanding } from '../../../src/model/class-standing.ts'
import { classStanding } from '../../../src/flow/class/class-standing.ts'
import { gradebookOf } from '../../../src/flow/grades/gradebook.ts'
import { WORKFLOW_CHANGED } from '../../../src/flow/judging/flag-workflows.ts'
import { keepStandings } from '../../../src/flow/class/standing.ts'
import type { WorkflowRun } from '../../../src/model/run.ts'
import type { DomainEvent } from '../../../src/model/work.ts'
import { dispute, itemSubject } from '../../support/decisions.ts'
import { CHECKLISTS } from '../../support/checklists.ts'
import { mark } from '../../store/samples.ts'
import { DUE, serviceStage, valueOf, type ServiceStage } from '../../support/service-stage.ts'

const [FIRST = '', , , FOURTH = ''] = CHECKLISTS.checklist.items.map(({ id }) => id)

async function counted({ parts, store, call }: ServiceStage): Promise<ClassStanding> {
  for (const id of [42, 43]) await keepStandings(id, { ...parts, ...store })
  return valueOf(await call('class.read')) as ClassStanding
}

it('shows the points of the gradebook, whose the repository is, and what was decided', async () => {
  const stage = await serviceStage()
  const { course, parts, call } = stage
  expect((await counted(stage)).rows.map(({ student, repository, freshness }) => [student.key, repository?.name, freshness])).toEqual([['s1', 'octo-org/capstone-ana', 'current'], ['s2', 'octo-org/capstone-ben', 'current'], ['s3', undefined, 'never']])
  await call('decisions.set', { of: 's1', subject: FOURTH, outcome: 'verified', reason: 'Shown in the lab' })
  await call('decisions.excuse', { of: 's2', subject: FIRST, reason: 'Ill' })
  const { rows } = await counted(stage)
  const gradebook = await gradebookOf(course, parts)
  expect(rows.map(({ standing }) => standing?.grade?.points ?? null)).toEqual(gradebook.rows.map(({ grade }) => grade?.points ?? null))
  expect(rows[0]?.standing?.items.find(({ id }) => id === FOURTH)).toMatchObject({ outcome: 'verified', source: 'decided', disagrees: false })
  expect(rows[1]?.standing?.items.find(({ id }) => id === FIRST)).toMatchObject({ source: 'excused' })
})

it('calls nobody stuck in a repository that is archived, as the watch list does', async () => {
  const stage = await serviceStage()
  const { hosting } = stage.store
  const stuck = async (): Promise<number | undefined> => (await counted(stage)).rows[0]?.standing?.stuck.length
  expect(await stuck()).toBe(1)
  const repository = await hosting.lastSeen(42)
  if (repository === null) throw new Error('the repository is not there')
  await hosting.saveRepositories([{ ...repository, archived: true }], DUE)
  expect(await stuck()).toBe(0)
  await hosting.saveRepositories([repository], DUE)
  expect(await stuck()).toBe(1)
})

it('tells of disputes that wait, and no more once they are closed', async () => {
  const stage = await serviceStage()
  await stage.store.decisions.state({ ...dispute('d', itemSubject(FIRST), DUE), repositoryId: 42 })
  expect((await counted(stage)).rows[0]?.standing?.disputes).toHaveLength(1)
  await stage.call('disputes.close', { of: 's1', subject: FIRST, reason: 'It is right' })
  expect((await counted(stage)).rows[0]?.standing?.disputes).toEqual([])
})

it('says of which rows something is being looked at', async () => {
  const stage = await serviceStage()
  await counted(stage)
  await stage.store.work.mark([mark({ repositoryId: 43, dueAt: stage.clock.now }), mark({ repositoryId: 42, dueAt: stage.clock.now + 1 })], stage.clock.now)
  expect((valueOf(await stage.call('class.read')) as ClassStanding).rows.map(({ freshness }) => freshness)).toEqual(['current', 'pending', 'never'])
})

it('has no repository for practice in it, nor one that left the course', async () => {
  const stage = await serviceStage()
  await counted(stage)
  await stage.store.courses.endEnrolment('mlops', 43, 5)
  expect((valueOf(await stage.call('class.read')) as ClassStanding).rows.map(({ repository }) => repository?.id)).toEqual([42, undefined, undefined])
  const practising = { ...stage.course, repositories: { ...stage.course.repositories, practice: ['capstone-ana'] } }
  expect((await classStanding(practising, { ...stage.parts, ...stage.store })).rows.map(({ repository }) => repository)).toEqual([null, null, null])
})

it('has nobody in the place of whom was erased since it was counted, where the course has no list', async () => {
  const stage = await serviceStage({ list: '' })
  expect((await counted(stage)).rows.map(({ student }) => student.login)).toEqual(['ana', 'ben'])
  await stage.store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 6, login: 'ben' }, since: 0 })
  await counted(stage)
  valueOf(await stage.call('student.erase', { of: 'ana', reason: 'Asked by mail' }))
  expect((valueOf(await stage.call('class.read')) as ClassStanding).rows.map(({ student, repository }) => [student.login, repository?.id])).toEqual([['ben', 42], ['ben', 43]])
})

it('tells since when CI fails on the default branch: from the first commit of those in a row, past one of which nothing ended', async () => {
  const stage = await serviceStage()
  const { store } = stage
  const run = (headSha: string, conclusion: 'success' | 'failure' | null): WorkflowRun => ({
    id: 1, attempt: 1, name: 'ci', path: '.github/workflows/ci.yml', event: 'push', branch: 'main', headSha, status: conclusion === null ? 'queued' : 'completed', conclusion, url: 'https://github.com/octo-org/capstone-ana/actions/runs/1', createdAt: DUE, updatedAt: DUE,
    jobs: [{ id: 1, name: 'test', status: 'completed', conclusion, url: 'https://github.com/octo-org/capstone-ana/actions/runs/1/job/1', startedAt: DUE, completedAt: DUE, steps: [] }],
  })
  const newest = await store.assessments.byId('a-42')
  const judged = async (letter: string, at: number, conclusion: 'success' | 'failure' | null): Promise<void> => {
    const commit = letter.repeat(40)
    if (newest !== null) await store.assessments.add({ ...newest, id: `of-${letter}`, commit, at, digest: letter })
    await store.activities.save({ repositoryId: 42, commit, starts: [], heads: [], runs: [run(commit, conclusion)], deployments: [], runsAt: at, deploymentsAt: null })
  }
  await judged('1', DUE + 1, 'failure')
  await judged('2', DUE + 2, 'success')
  await judged('3', DUE + 3, 'failure')
  await judged('4', DUE + 4, null)
  await judged('5', DUE + 5, 'failure')
  expect((await counted(stage)).rows[0]?.standing?.failingSince).toBe(DUE + 3)
  await judged('6', DUE + 6, 'success')
  expect((await counted(stage)).rows[0]?.standing?.failingSince).toBeNull()
})

it('names the newest change of each workflow of the course', async () => {
  const stage = await serviceStage()
  const change = (id: string, path: string, at: number): DomainEvent => ({ id, kind: WORKFLOW_CHANGED, installationId: 7, repositoryId: 42, actor: null, at, facts: { path, headSha: id } })
  await stage.store.journal.addEvents([change('a', '.github/workflows/ci.yml', DUE), change('b', '.github/workflows/ci.yml', DUE + 2), change('c', '.github/workflows/cd.yml', DUE + 1)])
  expect((await counted(stage)).rows[0]?.standing?.workflowChanges).toEqual([{ path: '.github/workflows/ci.yml', commit: 'b', at: DUE + 2 }, { path: '.github/workflows/cd.yml', commit: 'c', at: DUE + 1 }])
})
