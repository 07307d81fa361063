import { expect, it } from 'vitest'
import type { Assessment } from '../../src/flow/ports/store-ports.ts'
import type { Store } from '../../src/store/open-store.ts'
import { recordOf } from '../support/records.ts'
import { CHURN, NOON, RIVER } from './samples.ts'

const ONE = '1'.repeat(40)
const TWO = '2'.repeat(40)

function assessment(id: string, changes: Partial<Assessment> = {}): Assessment {
  const record = recordOf([], [], { problems: [{ path: 'a\u0000“🙂', line: 1, says: id }] })
  return { id, repositoryId: CHURN, commit: ONE, branch: 'main', isDefaultBranch: true, at: NOON, digest: id, record, ...changes }
}

/** What every `AssessmentStore` and `ActivityStore` keeps to. */
export function assessmentsContract(open: () => Promise<Store>): void {
  it('gives back what was judged', async () => {
    const { assessments } = await open()
    const feature = assessment('b', { branch: null, isDefaultBranch: false, commit: TWO })
    expect(await assessments.add(assessment('a'))).toEqual(assessment('a'))
    await assessments.add(feature)
    expect([await assessments.byId('a'), await assessments.byId('b'), await assessments.byId('c')]).toEqual([assessment('a'), feature, null])
  })

  it('adds a commit that is judged alike once', async () => {
    const { assessments } = await open()
    await assessments.add(assessment('a', { digest: 'same' }))
    expect(await assessments.add(assessment('b', { digest: 'same', at: NOON + 9, isDefaultBranch: false, branch: 'feature' }))).toMatchObject({ id: 'a', at: NOON })
    expect(await assessments.byId('b')).toBeNull()
    await assessments.add(assessment('c', { digest: 'other' }))
    expect(await assessments.add(assessment('d', { digest: 'same' }))).toMatchObject({ id: 'd' })
    expect(await assessments.add(assessment('e', { digest: 'same', repositoryId: RIVER }))).toMatchObject({ id: 'e' })
    expect(await assessments.add(assessment('f', { digest: 'same', commit: TWO }))).toMatchObject({ id: 'f' })
  })

  it('adds it again where its commit becomes that of the default branch', async () => {
    const { assessments } = await open()
    await assessments.add(assessment('a', { digest: 'same', isDefaultBranch: false, branch: 'feature' }))
    expect(await assessments.newest(CHURN, 'default-branch')).toBeNull()
    expect(await assessments.add(assessment('b', { digest: 'same' }))).toMatchObject({ id: 'b' })
    expect(await assessments.newest(CHURN, 'default-branch')).toMatchObject({ id: 'b' })
  })

  it('gives a commit as it was judged by a time, and as it was judged first where that came later', async () => {
    const { assessments } = await open()
    for (const [id, at] of [['a', NOON], ['b', NOON + 5], ['c', NOON + 9]] as const) await assessments.add(assessment(id, { digest: id, at }))
    await assessments.add(assessment('other', { digest: 'other', commit: TWO, at: NOON + 1 }))
    const { commit } = assessment('a')
    const idAt = async (until: number | null): Promise<string | null> => (await assessments.asOf(CHURN, commit, until))?.id ?? null
    expect([await idAt(NOON + 5), await idAt(NOON + 8), await idAt(null), await idAt(NOON - 1)]).toEqual(['b', 'b', 'c', 'a'])
    expect(await assessments.asOf(RIVER, commit, null)).toBeNull()
  })

  it('adds one of several that are judged alike at once', async () => {
    const { assessments } = await open()
    const added = await Promise.all(Array.from({ length: 6 }, (_, index) => assessments.add(assessment(`${index}`, { digest: 'same' }))))
    expect(new Set(added.map(({ id }) => id)).size).toBe(1)
  })

  it('knows the newest in the order in which they were added, whatever the clocks said', async () => {
    const { assessments } = await open()
    await assessments.add(assessment('a', { at: NOON + 100 }))
    await assessments.add(assessment('b', { at: NOON }))
    await assessments.add(assessment('c', { commit: TWO, isDefaultBranch: false, branch: 'feature' }))
    await assessments.add(assessment('d', { repositoryId: RIVER }))
    expect(await assessments.newest(CHURN, 'default-branch')).toMatchObject({ id: 'b' })
    expect(await assessments.newest(CHURN, { commit: ONE })).toMatchObject({ id: 'b' })
    expect(await assessments.newest(CHURN, { commit: TWO })).toMatchObject({ id: 'c' })
    expect(await assessments.newest(CHURN, { commit: 'none' })).toBeNull()
  })

  it('gives the newest of each commit of the default branch, the commit that was judged last first', async () => {
    const { assessments } = await open()
    for (const one of [
      assessment('one'), assessment('two', { commit: TWO }), assessment('one again', { digest: 'b' }), assessment('three', { commit: '3' }),
      assessment('two on a branch', { commit: TWO, isDefaultBranch: false, branch: 'feature', digest: 'c' }), assessment('elsewhere', { repositoryId: RIVER }),
    ]) await assessments.add(one)
    const told = async (most: number): Promise<readonly string[]> => (await assessments.ofDefaultBranch(CHURN, most)).map(({ id }) => id)
    expect([await told(9), await told(2), await assessments.ofDefaultBranch(7, 9)]).toEqual([['three', 'one again', 'two'], ['three', 'one again'], []])
  })

  it('tells when each commit was first judged as one of the default branch, however often it is judged again', async () => {
    const { assessments } = await open()
    for (const one of [
      assessment('one as a pull request', { isDefaultBranch: false, branch: 'feature', at: NOON }), assessment('one', { at: NOON + 1 }), assessment('two', { commit: TWO, at: NOON + 2 }),
      assessment('one again', { at: NOON + 3, digest: 'b' }), assessment('elsewhere', { repositoryId: RIVER }),
    ]) await assessments.add(one)
    expect(await assessments.seenOnDefaultBranch(CHURN, 9)).toEqual([{ commit: ONE, at: NOON + 1 }, { commit: TWO, at: NOON + 2 }])
    expect(await assessments.seenOnDefaultBranch(CHURN, 1)).toEqual([{ commit: TWO, at: NOON + 2 }])
  })

  it('tells changes from the commit before on the same branch, else from the default branch', async () => {
    const { assessments } = await open()
    const list = [
      assessment('main 1'), assessment('main 2', { commit: TWO }), assessment('main 2 with CI', { commit: TWO }),
      assessment('feature 3', { commit: '3', branch: 'feature', isDefaultBranch: false }), assessment('feature 4', { commit: '4', branch: 'feature', isDefaultBranch: false }),
      assessment('fork 5', { commit: '5', branch: null, isDefaultBranch: false }), assessment('fork 6', { commit: '6', branch: null, isDefaultBranch: false }),
      assessment('elsewhere', { repositoryId: RIVER }),
    ]
    const told = []
    for (const one of list) told.push([one.id, (await assessments.before(await assessments.add(one)))?.id ?? null])
    expect(told).toEqual([
      ['main 1', null], ['main 2', 'main 1'], ['main 2 with CI', 'main 1'], ['feature 3', 'main 2 with CI'], ['feature 4', 'feature 3'],
      ['fork 5', 'main 2 with CI'], ['fork 6', 'main 2 with CI'], ['elsewhere', null],
    ])
  })

  it('tells a branch from the default branch also where that was judged later', async () => {
    const { assessments } = await open()
    const feature = await assessments.add(assessment('feature', { commit: '3', branch: 'feature', isDefaultBranch: false }))
    await assessments.add(assessment('main'))
    expect(await assessments.before(feature)).toMatchObject({ id: 'main' })
  })

  it('keeps the newest look at what ran on a commit', async () => {
    const { activities } = await open()
    const activity = { repositoryId: CHURN, commit: ONE, starts: [], heads: [], runs: [], deployments: [], runsAt: null, deploymentsAt: NOON }
    expect(await activities.of(CHURN, ONE)).toBeNull()
    await activities.save(activity)
    await activities.save({ ...activity, runsAt: NOON + 1 })
    expect(await activities.of(CHURN, ONE)).toEqual({ ...activity, runsAt: NOON + 1 })
    expect(await activities.of(RIVER, ONE)).toBeNull()
  })
}
