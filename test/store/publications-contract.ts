import { expect, it } from 'vitest'
import type { PublicationPlace } from '../../src/flow/ports/store-ports.ts'
import type { Store } from '../../src/store/open-store.ts'
import { CHURN, NOON, RIVER } from './samples.ts'

const PLACE: PublicationPlace = { repositoryId: CHURN, kind: 'check-run', place: 'f'.repeat(40), round: 1 }

/** What every `PublicationStore` keeps to. */
export function publicationsContract(open: () => Promise<Store>): void {
  it('notes what is about to be created, and then what was', async () => {
    const { publications } = await open()
    expect(await publications.find(PLACE)).toBeNull()
    await publications.intend(PLACE, NOON)
    expect(await publications.find(PLACE)).toEqual({ ...PLACE, remoteId: null, digest: '', at: NOON })
    const written = { ...PLACE, remoteId: 40_000_000_001, digest: 'abc', at: NOON + 1 }
    await publications.record(written)
    expect(await publications.find(PLACE)).toEqual(written)
    await publications.record({ ...written, digest: 'def', at: NOON + 2 })
    expect(await publications.find(PLACE)).toEqual({ ...written, digest: 'def', at: NOON + 2 })
  })

  it('forgets nothing where it is intended again', async () => {
    const { publications } = await open()
    const written = { ...PLACE, remoteId: 4, digest: 'abc', at: NOON }
    await publications.record(written)
    await publications.intend(PLACE, NOON + 5)
    expect(await publications.find(PLACE)).toEqual(written)
  })

  it('keeps places and rounds apart', async () => {
    const { publications } = await open()
    const places: readonly PublicationPlace[] = [
      PLACE, { ...PLACE, round: 2 }, { ...PLACE, kind: 'comment' }, { ...PLACE, kind: 'issue' }, { ...PLACE, kind: 'again' }, { ...PLACE, repositoryId: RIVER }, { ...PLACE, place: 'a'.repeat(40) },
    ]
    for (const [index, place] of places.entries()) await publications.record({ ...place, remoteId: index, digest: `d${index}`, at: NOON })
    for (const [index, place] of places.entries()) expect((await publications.find(place))?.digest).toBe(`d${index}`)
    expect(await publications.lastRound(PLACE)).toBe(2)
    expect(await publications.lastRound({ ...PLACE, kind: 'comment' })).toBe(1)
    expect(await publications.lastRound({ ...PLACE, place: 'elsewhere' })).toBe(0)
  })

  it('gives the newest of a kind in a repository, and no more than are asked for', async () => {
    const { publications } = await open()
    const places: readonly PublicationPlace[] = [PLACE, { ...PLACE, round: 2 }, { ...PLACE, place: 'a'.repeat(40) }, { ...PLACE, kind: 'comment' }, { ...PLACE, repositoryId: RIVER }]
    for (const [index, place] of places.entries()) await publications.record({ ...place, remoteId: index, digest: `d${index}`, at: NOON + index })
    expect((await publications.newest(CHURN, 'check-run', 9)).map(({ digest }) => digest)).toEqual(['d2', 'd1', 'd0'])
    expect(await publications.newest(CHURN, 'check-run', 1)).toEqual([{ ...PLACE, place: 'a'.repeat(40), remoteId: 2, digest: 'd2', at: NOON + 2 }])
    expect(await publications.newest(CHURN, 'answer', 9)).toEqual([])
  })

  it('finds a publication by its id on GitHub, of its kind alone', async () => {
    const { publications } = await open()
    await publications.record({ ...PLACE, remoteId: 40_000_000_001, digest: 'abc', at: NOON })
    expect(await publications.byRemoteId('check-run', 40_000_000_001)).toMatchObject(PLACE)
    expect(await publications.byRemoteId('comment', 40_000_000_001)).toBeNull()
    expect(await publications.byRemoteId('check-run', 1)).toBeNull()
  })
}
