import { expect, it } from 'vitest'
import type { KeptReading } from '../../src/flow/ports/store-ports.ts'
import type { Reading } from '../../src/model/reading.ts'
import type { Store } from '../../src/store/open-store.ts'
import { CHURN, NOON, RIVER } from './samples.ts'

const ONE = '1'.repeat(40)
const TWO = '2'.repeat(40)
const THREE = '3'.repeat(40)

function kept(commit: string, changes: Partial<KeptReading> = {}, workflows: Readonly<Record<string, string>> = { 'ci.yml': 'same' }): KeptReading {
  const reading = { record: { schema: 1, problems: [{ path: 'a\u0000“🙂' }] }, own: null, starts: [], plan: { workflows: [], steps: [], inputs: { project: 'p', workflows } } } as unknown as Reading
  return { repositoryId: CHURN, commit, since: NOON, at: NOON, reading, ...changes }
}

/** What every `ReadingStore` keeps to. */
export function readingsContract(open: () => Promise<Store>): void {
  it('gives back what was read of a commit, the newest in the place of the one before', async () => {
    const { readings } = await open()
    await readings.save(kept(ONE))
    await readings.save(kept(ONE, { at: NOON + 5 }, { 'ci.yml': 'other' }))
    expect(await readings.of(CHURN, ONE)).toEqual(kept(ONE, { at: NOON + 5 }, { 'ci.yml': 'other' }))
    expect([await readings.of(CHURN, TWO), await readings.of(RIVER, ONE)]).toEqual([null, null])
  })

  it('finds the other commits of a repository whose runs had the same inputs, the newest first', async () => {
    const { readings } = await open()
    await readings.save(kept(ONE))
    await readings.save(kept(TWO, { at: NOON + 1 }, { 'ci.yml': 'same', 'deploy.yml': 'same', 'nightly.yml': 'else' }))
    await readings.save(kept(THREE, { at: NOON + 2 }, { 'ci.yml': 'changed' }))
    await readings.save(kept(ONE, { repositoryId: RIVER, at: NOON + 3 }))
    expect(await readings.withInputs(CHURN, ['same', 'changed'], THREE, 5)).toEqual([{ commit: TWO, digest: 'same' }, { commit: ONE, digest: 'same' }])
    expect(await readings.withInputs(CHURN, ['same', 'changed'], ONE, 1)).toEqual([{ commit: THREE, digest: 'changed' }])
    expect(await readings.withInputs(CHURN, [], ONE, 5)).toEqual([])
  })

  it('finds a commit no more by inputs that it was read to have before', async () => {
    const { readings } = await open()
    await readings.save(kept(ONE))
    await readings.save(kept(ONE, {}, { 'ci.yml': 'other' }))
    expect([await readings.withInputs(CHURN, ['same'], TWO, 5), await readings.withInputs(CHURN, ['other'], TWO, 5)]).toEqual([[], [{ commit: ONE, digest: 'other' }]])
  })
}
