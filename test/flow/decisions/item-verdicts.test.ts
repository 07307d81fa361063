import { describe, expect, it } from 'vitest'
import { keepStandings } from '../../../src/flow/class/standing.ts'
import type { ItemReading } from '../../../src/model/item-verdicts.ts'
import { CHECKLISTS } from '../../support/checklists.ts'
import { aRepository } from '../../support/hosting.ts'
import { criterion, file, item, recordOf } from '../../support/records.ts'
import { DUE, serviceStage, valueOf, type ServiceStage } from '../../support/service-stage.ts'

const { items } = CHECKLISTS.checklist
const [FIRST = '', , THIRD = '', FOURTH = ''] = items.map(({ id }) => id)
const LAST = items.at(-1)?.id ?? ''

/** Brings some more students into the course, whose health route stands in a line of a file. */
async function withMany({ store }: ServiceStage, many: number): Promise<readonly number[]> {
  const ids = Array.from({ length: many }, (_, at) => 1000 + at)
  for (const id of ids) {
    const name = `capstone-${id}`
    await store.hosting.saveRepositories([aRepository({ id, name, private: true })], 0)
    await store.courses.enrol({ courseId: 'mlops', repositoryId: id, by: 'name', since: 0 })
    await store.courses.addParticipant({ courseId: 'mlops', repositoryId: id, person: { id, login: `s${id}` }, since: 0 })
    const health = criterion('health', { outcome: 'present', standing: 'present', proof: 'probe', found: 'A route answers.', evidence: [file('app/main.py', 5, 'GET /health')] })
    const record = recordOf([health], [item('Health', ['health'], { id: 'health-check-works', outcome: 'present', credit: 0.7 })])
    await store.assessments.add({ id: `a-${id}`, repositoryId: id, commit: 'd'.repeat(40), branch: 'main', isDefaultBranch: true, at: DUE - 60_000, digest: `${id}`, record: { ...record, repository: { ...record.repository, url: `https://github.com/octo-org/${name}` } } })
  }
  return ids
}

async function counted(stage: ServiceStage, more: readonly number[] = []): Promise<(input: object) => Promise<ItemReading>> {
  for (const id of [42, 43, ...more]) await keepStandings(id, { ...stage.parts, ...stage.store })
  return async (input) => valueOf(await stage.call('item.read', input)) as ItemReading
}

const names = ({ verdicts }: ItemReading): readonly string[] => verdicts.map(({ repository }) => repository.name)

describe('one item of a course', () => {
  it('is told with what it asks in the rubric\'s words, its worth and its neighbours', async () => {
    const read = await counted(await serviceStage())
    const { item: health, points, before, after } = await read({ item: 'health-check-works' })
    expect(health.criteria).toMatchObject([{ id: 'health', share: 1, required: true, proof: 'probe', levels: { missing: 'Nothing tells whether the service is well.' }, choices: [] }])
    const worth = await Promise.all(items.map(async ({ id }) => (await read({ item: id })).item.points))
    expect(Math.round(100 * worth.reduce((sum, one) => sum + one, 0))).toBe(100 * points)
    expect([before, after].map((one) => one?.id)).toEqual([-1, 1].map((step) => items[items.findIndex(({ id }) => id === 'health-check-works') + step]?.id))
    expect([(await read({ item: FIRST })).before, (await read({ item: LAST })).after]).toEqual([null, null])
  })

  it('has a verdict of each repository with the place that decides it, and who works there', async () => {
    const stage = await serviceStage({ list: '' })
    const read = await counted(stage, await withMany(stage, 1))
    const { verdicts } = await read({ item: 'health-check-works', kind: 'present' })
    expect(verdicts).toMatchObject([{
      repository: { id: 1000, name: 'octo-org/capstone-1000' }, students: ['s1000'], judged: { assessment: 'a-1000', commit: 'd'.repeat(40), at: DUE - 60_000 },
      said: { outcome: 'present', criteria: [{ id: 'health', found: 'A route answers.', proof: { kind: 'file', path: 'app/main.py', line: 5 } }] },
    }])
  })

  it('has the place that speaks against what is there in part, beside the one that shows it', async () => {
    const stage = await serviceStage({ list: '' })
    const found = criterion('errors', { outcome: 'partial', standing: 'partial', proof: 'reading', found: 'One error is swallowed.', evidence: [file('app/main.py', 5, 'refuses bad input')], against: [file('app/main.py', 9, 'a bare except')] })
    const before = await stage.store.assessments.byId('a-42')
    if (before === null) throw new Error('nothing is judged')
    await stage.store.assessments.add({ ...before, id: 'partly', at: before.at + 1000, digest: 'partly', record: recordOf([found], [item('Errors', ['errors'], { id: 'error-handling-complete', outcome: 'partial', credit: 0.5 })], { repository: before.record.repository }) })
    const { verdicts } = await (await counted(stage))({ item: 'error-handling-complete' })
    expect(verdicts[0]?.said?.criteria).toMatchObject([{ proof: { line: 5 }, against: { line: 9 } }])
  })

  it('tells the App\'s own verdict beside what the staff decided, and goes by the latter where one kind is asked for', async () => {
    const stage = await serviceStage()
    await stage.call('decisions.set', { of: 's1', subject: FOURTH, outcome: 'verified', reason: 'Shown in the lab' })
    await stage.call('decisions.excuse', { of: 's2', subject: FIRST, reason: 'Ill' })
    const read = await counted(stage)
    expect(names(await read({ item: FOURTH, kind: 'missing' }))).toEqual([])
    expect((await read({ item: FOURTH, kind: 'verified' })).verdicts).toMatchObject([{ repository: { id: 42 }, shown: { source: 'decided', outcome: 'verified' }, said: { outcome: 'missing' } }, { repository: { id: 43 }, shown: { source: 'automatic' } }])
    expect(await read({ item: FIRST })).toMatchObject({ counts: { verified: 1, excused: 1 }, unjudged: 0, asked: 2 })
    expect((await read({ item: FIRST, kind: 'excused' })).verdicts).toMatchObject([{ repository: { id: 43 }, said: { outcome: 'verified' } }])
  })

  it('of a group is one verdict with all who work there', async () => {
    const stage = await serviceStage({ list: 'student id,name,github\ns1,Ana Kovac,ana\ns3,Cleo Diaz,cleo\n' })
    await stage.store.courses.addParticipant({ courseId: 'mlops', repositoryId: 42, person: { id: 7, login: 'cleo' }, since: 0 })
    expect((await (await counted(stage))({ item: FIRST })).verdicts).toMatchObject([{ repository: { id: 42 }, students: ['Ana Kovac', 'Cleo Diaz'] }])
  })

  it('draws the same ten for the same seed, of those that are asked for, and others for another', async () => {
    const stage = await serviceStage({ list: '' })
    const many = await withMany(stage, 30)
    const read = await counted(stage, many)
    const drawn = await Promise.all([7, 7, 8].map(async (sample) => names(await read({ item: 'health-check-works', kind: 'present', sample }))))
    expect(drawn.map((one) => one.length)).toEqual([10, 10, 10])
    expect(drawn[0]).toEqual(drawn[1])
    expect(drawn[0]).not.toEqual(drawn[2])
    expect(new Set(drawn[0]).size).toBe(10)
    // Who leaves the course takes a place with them, and nobody else's.
    await stage.store.courses.endEnrolment('mlops', many.find((id) => drawn[0]?.includes(`octo-org/capstone-${id}`) === false) ?? 0, 5)
    expect(names(await read({ item: 'health-check-works', kind: 'present', sample: 7 }))).toEqual(drawn[0])
  })

  it('comes in pages of a hundred, the last one where a later page is asked for', async () => {
    const stage = await serviceStage({ list: '' })
    const read = await counted(stage, await withMany(stage, 103))
    const [one, two, far] = [await read({ item: 'health-check-works', page: 1 }), await read({ item: 'health-check-works', page: 2 }), await read({ item: 'health-check-works', page: 9 })]
    expect([one, two].map(({ verdicts, page, pages, asked }) => [verdicts.length, page, pages, asked])).toEqual([[100, 1, 2, 105], [5, 2, 2, 105]])
    expect([far.page, names(far)]).toEqual([2, names(two)])
    expect(names(one).some((name) => names(two).includes(name))).toBe(false)
  })

  it('that the newest record does not have is told so, and counts nowhere', async () => {
    const stage = await serviceStage({ list: '' })
    const read = await counted(stage, await withMany(stage, 1))
    expect(await read({ item: THIRD })).toMatchObject({ unjudged: 1, asked: 2 })
  })

  it('that there is not is refused', async () => {
    expect(await (await serviceStage()).call('item.read', { item: 'nothing' })).toMatchObject({ ok: false, refusal: { kind: 'not-found', where: '/item' } })
  })
})
