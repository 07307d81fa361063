import { expect, it } from 'vitest'
import type { Store } from '../../src/store/open-store.ts'
import { CHURN, NOON, RIVER, trace } from './samples.ts'

const [ONE, TWO, THREE] = ['1', '2', '3'].map((digit) => digit.repeat(40)) as [string, string, string]

/** What every `TraceStore` keeps to. */
export function tracesContract(open: () => Promise<Store>): void {
  it('gives those of a repository that were first read last, and no more than are asked for', async () => {
    const { traces } = await open()
    for (const one of [trace(ONE, { since: NOON + 1 }), trace(TWO, { since: NOON + 3, branch: null }), trace(THREE, { since: NOON + 2 }), trace(ONE, { repositoryId: RIVER })]) await traces.save(one)
    expect((await traces.ofRepository(CHURN, 9)).map(({ commit }) => commit)).toEqual([TWO, THREE, ONE])
    expect(await traces.ofRepository(CHURN, 1)).toEqual([trace(TWO, { since: NOON + 3, branch: null })])
  })

  it('gives those of some commits besides, each once, and one by its commit', async () => {
    const { traces } = await open()
    for (const one of [trace(ONE, { since: NOON + 1 }), trace(TWO, { since: NOON + 3 }), trace(THREE, { since: NOON + 2 }), trace('4'.repeat(40), { repositoryId: RIVER })]) await traces.save(one)
    expect((await traces.ofRepository(CHURN, 1, [ONE, TWO, '4'.repeat(40), '5'.repeat(40)])).map(({ commit }) => commit)).toEqual([TWO, ONE])
    expect([await traces.of(CHURN, ONE), await traces.of(RIVER, ONE)]).toEqual([trace(ONE, { since: NOON + 1 }), null])
  })

  it('puts the newest of a commit in the place of the one before', async () => {
    const { traces } = await open()
    const run = { id: 7, attempt: 1, name: 'ci “\u0000🙂', path: 'ci.yml', event: 'push', branch: 'main', headSha: ONE, status: 'completed', conclusion: 'failure', url: 'u', createdAt: NOON, updatedAt: NOON, failed: ['test'] } as const
    await traces.save(trace(ONE))
    await traces.save(trace(ONE, { runs: [run], isDefaultBranch: false, since: NOON + 1 }))
    expect(await traces.ofRepository(CHURN, 9)).toEqual([trace(ONE, { runs: [run], isDefaultBranch: false, since: NOON + 1 })])
  })
}
