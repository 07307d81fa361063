import { expect, it } from 'vitest'
import type { Deployment } from '../../src/model/run.ts'
import type { Store } from '../../src/store/open-store.ts'
import { CHURN, NOON, RIVER } from './samples.ts'

const [ONE, TWO] = ['1'.repeat(40), '2'.repeat(40)]

function deployment(id: number, changes: Partial<Deployment> = {}): Deployment {
  return { id, sha: ONE, ref: 'main', environment: 'production', createdAt: NOON + id, state: 'success', url: null, logUrl: null, statedAt: NOON + id, ...changes }
}

/** What every `ActivityStore` keeps to. */
export function activitiesContract(open: () => Promise<Store>): void {
  const saver = ({ activities }: Store) => async (commit: string, deployments: readonly Deployment[], repositoryId = CHURN): Promise<void> => {
    await activities.save({ repositoryId, commit, starts: [], heads: [], runs: [], deployments, runsAt: null, deploymentsAt: NOON })
  }

  it('gives the deployments of a repository to one environment, of whichever commit, the newest first and no more than are asked for', async () => {
    const store = await open()
    const save = saver(store)
    const large = 5_000_000_000
    const [first, second, third] = [deployment(1), deployment(large, { sha: TWO }), deployment(large + 1, { succeeded: true })]
    await save(TWO, [second])
    await save(ONE, [first, third, deployment(7, { environment: 'staging' }), deployment(8, { environment: 'ü'.repeat(3000) })])
    await save(ONE, [deployment(9)], RIVER)
    expect(await store.activities.deployments(CHURN, 'production', 9)).toEqual([third, second, first])
    expect(await store.activities.deployments(CHURN, 'production', 1)).toEqual([third])
    expect((await store.activities.deployments(CHURN, 'ü'.repeat(3000), 9)).map(({ id }) => id)).toEqual([8])
    expect(await store.activities.deployments(CHURN, 'Production', 9)).toEqual([])
  })

  it('keeps those that a later look no longer names, and of each the newest status, in whatever order looks are kept', async () => {
    const store = await open()
    const save = saver(store)
    await save(ONE, [deployment(1)])
    const replaced = deployment(1, { state: 'inactive', statedAt: NOON + 5, succeeded: true })
    await save(TWO, [replaced, deployment(2, { sha: TWO })])
    // An earlier look, kept again with something else.
    await save(ONE, [deployment(1)])
    await save(ONE, [])
    expect(await store.activities.deployments(CHURN, 'production', 9)).toEqual([deployment(2, { sha: TWO }), replaced])
    expect((await store.activities.of(CHURN, ONE))?.deployments).toEqual([])
  })
}
