import { expect, it } from 'vitest'
import { ratesOf } from '../../src/flow/pace/rates.ts'
import type { Cost } from '../../src/model/pace.ts'
import type { Store } from '../../src/store/open-store.ts'
import { branch, CHURN, mark, NOON, RIVER } from './samples.ts'

const RATES = ratesOf({ pointsAMinute: 60, contentAMinute: 7, contentAnHour: 0, checkRunsAreContent: true })
const WRITE: readonly Cost[] = [{ measure: 'rest-points', least: 5, most: 5 }, { measure: 'content-minute', least: 1, most: 1 }]
const LEASE = 60_000

/** How what is spent of an installation is kept, and what its purposes have to wait for. */
export function paceContract(open: () => Promise<Store>): void {
  it('spends all or nothing, by installation, and says when there will be enough', async () => {
    const { pace } = await open()
    expect(await pace.spend(7, WRITE, 0, RATES, NOON)).toEqual({ ok: true, amounts: [5, 1] })
    const levels = await pace.levels(7)
    const refused = await pace.spend(7, WRITE, 0, RATES, NOON)
    // One at once of the seven in a minute, of which one comes back in some twelve seconds.
    expect(refused).toEqual({ ok: false, measure: 'content-minute', at: expect.any(Number) as number })
    expect(refused.ok ? 0 : refused.at - NOON).toBeCloseTo(70_000 / 6, -2)
    expect(await pace.levels(7)).toEqual(levels)
    expect(await pace.spend(8, WRITE, 0, RATES, NOON)).toMatchObject({ ok: true })
    expect(await pace.spend(7, WRITE, 0, RATES, refused.ok ? 0 : refused.at)).toMatchObject({ ok: true })
  })

  it('takes in advance what there is beyond what is to be left', async () => {
    const { pace } = await open()
    const ahead: readonly Cost[] = [{ measure: 'rest-points', least: 1, most: 20 }]
    expect(await pace.spend(7, ahead, 0.5, RATES, NOON)).toEqual({ ok: true, amounts: [5] })
    expect(await pace.spend(7, ahead, 0.5, RATES, NOON)).toMatchObject({ ok: false, measure: 'rest-points' })
    expect(await pace.spend(7, ahead, 0, RATES, NOON)).toEqual({ ok: true, amounts: [5] })
  })

  it('never gives more to many at once than there is', async () => {
    const { pace } = await open()
    const spent = await Promise.all(Array.from({ length: 30 }, () => pace.spend(7, [{ measure: 'rest-points', least: 1, most: 1 }], 0, RATES, NOON)))
    expect(spent.filter(({ ok }) => ok)).toHaveLength(10)
  })

  it('does not believe levels of a clock that went back', async () => {
    const { pace } = await open()
    await pace.spend(7, WRITE, 0, RATES, NOON)
    expect(await pace.spend(7, WRITE, 0, RATES, NOON - 86_400_000)).toMatchObject({ ok: true })
    // That of another machine that goes after by a second is believed.
    expect(await pace.spend(7, WRITE, 0, RATES, NOON - 86_401_000)).toMatchObject({ ok: false })
  })

  it('slows down a purpose and those that may wait longer, for one installation and until a time', async () => {
    const { pace, work } = await open()
    await work.mark([mark({ target: { kind: 'count' } }), mark({ repositoryId: RIVER }), mark({ repositoryId: 3, target: { kind: 'answer', commentId: 1, number: 1, person: { id: 5, login: 'ana' } } }), mark({ installationId: 9, repositoryId: 91, target: { kind: 'count' } })], NOON)
    await pace.slow({ installationId: 7, purpose: 'verdict', until: NOON + 5000, reason: 'content-hour' }, NOON)
    const kinds: string[] = []
    for (let item = await work.claim(NOON, LEASE); item !== null; item = await work.claim(NOON, LEASE)) kinds.push(`${item.target.kind} ${item.installationId}`)
    expect(kinds.toSorted()).toEqual(['answer 7', 'count 9'])
    expect(await work.depth(NOON)).toMatchObject({ due: 0, later: 2, held: 2 })
    expect(await work.resting(NOON)).toMatchObject([{ installationId: 7, until: NOON + 5000, count: 2 }])
    expect((await work.claim(NOON + 5000, LEASE))?.target).toEqual(branch('main'))
  })

  it('does not believe that work is slowed down until a time that only a clock that went back could have told', async () => {
    const { pace, work } = await open()
    const slow = (at: number): Promise<void> => pace.slow({ installationId: 7, purpose: 'verdict', until: at + 5000, reason: 'content-hour' }, at)
    await work.mark([mark()], NOON)
    await slow(NOON + 86_400_000)
    expect([await work.depth(NOON), await pace.slowings(NOON)]).toMatchObject([{ due: 1, later: 0 }, []])
    await slow(NOON)
    expect([await work.claim(NOON, LEASE), await pace.slowings(NOON)]).toMatchObject([null, [{ since: NOON, until: NOON + 5000 }]])
  })

  it('takes up what a person waits for first, then what is due longest, and nothing is overtaken for ever', async () => {
    const { work } = await open()
    const order = async (now: number): Promise<readonly string[]> => {
      const kinds: string[] = []
      for (let item = await work.claim(now, LEASE); item !== null; item = await work.claim(now, LEASE)) {
        kinds.push(item.target.kind)
        await work.finish(item, now)
      }
      return kinds
    }
    const marks = [mark({ target: { kind: 'count' } }), mark({ target: { kind: 'repository' }, reason: 'sweep' }), mark(), mark({ target: { kind: 'command', commentId: 1, number: 1, onPullRequest: false, person: { id: 5, login: 'ana' }, commands: [], unread: 0 } as never, dueAt: NOON + 9 })]
    await work.mark(marks, NOON)
    expect((await order(NOON + 10)).slice(0, 2)).toEqual(['command', 'branch'])
    await work.mark([mark({ target: { kind: 'count' }, dueAt: NOON - 3_600_000 }), mark({ dueAt: NOON })], NOON)
    expect(await order(NOON + 10)).toEqual(['count', 'branch'])
  })

  it('takes a row for what the most urgent of its marks asks for', async () => {
    const { pace, work } = await open()
    await pace.slow({ installationId: 7, purpose: 'verdict', until: NOON + 5000, reason: 'requests-hour' }, NOON)
    await work.mark([mark(), mark({ again: 'delivery-1' })], NOON)
    expect(await work.claim(NOON, LEASE)).toMatchObject({ target: branch('main'), repositoryId: CHURN })
  })

  it('tells since when and until when, as one where it comes again soon, until two minutes after it', async () => {
    const { pace } = await open()
    const slow = (at: number, until: number): Promise<void> => pace.slow({ installationId: 7, purpose: 'verdict', until: NOON + until, reason: 'content-hour' }, NOON + at)
    await slow(0, 10_000)
    await slow(20_000, 25_000)
    await slow(21_000, 22_000)
    expect(await pace.slowings(NOON + 30_000)).toEqual([{ installationId: 7, purpose: 'verdict', since: NOON, until: NOON + 25_000, reason: 'content-hour' }])
    expect(await pace.slowings(NOON + 145_001)).toEqual([])
    await slow(200_000, 201_000)
    expect(await pace.slowings(NOON + 200_000)).toMatchObject([{ since: NOON + 200_000 }])
  })
}
