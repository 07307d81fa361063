import { expect, it } from 'vitest'
import type { Store } from '../../src/store/open-store.ts'
import { branch, CHURN, delivery, event, installation, mark, NOON, NOTHING, repository, RIVER } from './samples.ts'

/** What every `DeliveryStore` keeps to. */
export function deliveriesContract(open: () => Promise<Store>): void {
  it('gives back what was stored, oldest first and no more than asked for', async () => {
    const { deliveries } = await open()
    const odd = delivery('b', { action: 'opened', installationId: null, repositoryId: null, body: '{"title":"\\u0000 “naïve” 🙂\\ud800"}' })
    expect([await deliveries.add(delivery('c', { receivedAt: NOON + 2 })), await deliveries.add(odd), await deliveries.add(delivery('a', { receivedAt: NOON + 1 }))]).toEqual([true, true, true])
    expect(await deliveries.waiting(2)).toEqual([odd, delivery('a', { receivedAt: NOON + 1 })])
  })

  it('stores an id once, also after it was settled, and keeps the first body', async () => {
    const { deliveries } = await open()
    await deliveries.add(delivery('a'))
    expect(await deliveries.add(delivery('a', { body: 'again' }))).toBe(false)
    expect((await deliveries.waiting(9)).map(({ body }) => body)).toEqual([delivery('a').body])
    await deliveries.settle('a', NOTHING, NOON)
    expect(await deliveries.add(delivery('a'))).toBe(false)
    expect(await deliveries.waiting(9)).toEqual([])
  })

  it('stores one of many that arrive at once', async () => {
    const { deliveries } = await open()
    const added = await Promise.all(Array.from({ length: 8 }, () => deliveries.add(delivery('a'))))
    expect(added.filter(Boolean)).toHaveLength(1)
  })

  it('stores all of many that arrive at once, each as its own, and a repeated one once with its first body', async () => {
    const { deliveries } = await open()
    const arriving = Array.from({ length: 300 }, (_, index) => delivery(`d-${index % 250}`, { receivedAt: NOON + index, repositoryId: index, body: JSON.stringify({ index }) }))
    const added = await Promise.all(arriving.map(deliveries.add))
    expect(added).toEqual(arriving.map((_, index) => index < 250))
    expect(await deliveries.waiting(999)).toEqual(arriving.slice(0, 250))
  })

  it('fails of those that arrive at once the one that cannot be stored, and stores the others', async () => {
    const { deliveries } = await open()
    const arriving = ['a', 'b', 'c', 'd'].map((id) => delivery(id, id === 'b' ? { receivedAt: null as unknown as number } : {}))
    expect((await Promise.allSettled(arriving.map(deliveries.add))).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled'])
    expect((await deliveries.waiting(9)).map(({ id }) => id)).toEqual(['a', 'c', 'd'])
  })

  it('takes a body of some megabytes', async () => {
    const { deliveries } = await open()
    const body = 'ö'.repeat(3_000_000)
    await deliveries.add(delivery('a', { body }))
    expect((await deliveries.waiting(1))[0]?.body === body).toBe(true)
  })

  it('writes what a delivery means when it settles it', async () => {
    const { deliveries, work, hosting } = await open()
    await hosting.saveRepositories([repository(1), repository(2)], NOON)
    await deliveries.add(delivery('a'))
    const meaning = {
      ...NOTHING, marks: [mark()], events: [event('a/0')], installations: [{ change: 'there' as const, installation: installation(7) }],
      repositories: [repository(CHURN)], removed: [{ installationId: 7, repositoryId: 2 }],
    }
    expect(await deliveries.settle('a', meaning, NOON)).toBe(true)
    expect(await work.claim(NOON, 1000)).toMatchObject({ installationId: 7, repositoryId: CHURN, target: branch('main'), reasons: ['push'] })
    expect(await hosting.installations()).toEqual([installation(7)])
    expect(await hosting.repositoriesOf(7)).toEqual([repository(1), repository(CHURN)])
  })

  it('settles once: the second meaning is not written', async () => {
    const { deliveries, work } = await open()
    await deliveries.add(delivery('a'))
    const settled = await Promise.all([1, 2, 3].map((round) => deliveries.settle('a', { ...NOTHING, marks: [mark({ reason: `round ${round}` })] }, NOON)))
    expect(settled.filter(Boolean)).toHaveLength(1)
    expect((await work.claim(NOON, 1000))?.reasons).toHaveLength(1)
    expect(await deliveries.settle('unheard of', { ...NOTHING, marks: [mark({ target: branch('x') })] }, NOON)).toBe(false)
    expect((await work.depth(NOON)).due).toBe(0)
  })

  it('writes nothing of a meaning that cannot be written whole', async () => {
    const { deliveries, work } = await open()
    await deliveries.add(delivery('a'))
    const broken = { ...NOTHING, marks: [mark()], events: [event('a/0', { at: null as unknown as number })] }
    await expect(deliveries.settle('a', broken, NOON)).rejects.toThrow(/null/i)
    expect((await deliveries.waiting(9)).map(({ id }) => id)).toEqual(['a'])
    expect((await work.depth(NOON)).due).toBe(0)
  })

  it('fails of those that are settled at once the one that cannot be written whole, knows that no other try helps, and settles the others', async () => {
    const { deliveries, work, journal } = await open()
    for (const id of ['a', 'b', 'c']) await deliveries.add(delivery(id))
    const settling = await Promise.allSettled(['a', 'b', 'c'].map((id) => deliveries.settle(id, { ...NOTHING, marks: [mark({ target: branch(id) })], events: [event(`${id}/0`, id === 'b' ? { at: null as unknown as number } : {})] }, NOON)))
    expect(settling.map((one) => one.status === 'fulfilled' ? one.value : deliveries.isRefused(one.reason))).toEqual([true, true, true])
    expect(settling.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(deliveries.isRefused(new Error('the connection was lost'))).toBe(false)
    expect((await deliveries.waiting(9)).map(({ id }) => id)).toEqual(['b'])
    expect([(await work.depth(NOON)).due, (await journal.eventsOf(CHURN)).map(({ id }) => id)]).toEqual([2, ['a/0', 'c/0']])
  })

  it('settles many at once as one after the other', async () => {
    const settled = async (atOnce: boolean): Promise<unknown> => {
      const { deliveries, work, hosting, journal } = await open()
      await hosting.saveInstallation({ change: 'there', installation: installation(7) }, NOON)
      await hosting.saveInstallation({ change: 'gone', installation: installation(8) }, NOON)
      await hosting.saveRepositories([repository(2, { template: { id: 9, name: 'octo-school/starter' } }), repository(9)], NOON)
      await work.mark([mark({ target: branch('held') }), mark({ target: branch('dead'), repositoryId: RIVER })], NOON)
      const claimed = [await work.claim(NOON, 1000), await work.claim(NOON, 1000)]
      for (const one of claimed) if (one?.repositoryId === RIVER) await work.bury(one, 'given up', NOON)
      const held = claimed.find((one) => one?.repositoryId === CHURN) ?? null
      const places = Array.from({ length: 60 }, (_, index) => `d-${index % 55}`)
      for (const id of new Set(places)) await deliveries.add(delivery(id, { name: Number(id.slice(2)) % 3 === 0 ? 'star' : 'push' }))
      const settle = (id: string, index: number): Promise<boolean> => deliveries.settle(id, {
        ...NOTHING, result: Number(id.slice(2)) % 3 === 0 ? 'ignored' : 'used',
        repositories: [repository(index % 5, { name: `name-${index}`, ...index % 4 === 0 ? { template: null } : {} })],
        removed: index === 20 ? [{ installationId: 7, repositoryId: 3 }, { installationId: 7, repositoryId: CHURN }] : [], installations: index === 30 ? [{ change: 'suspended', installation: installation(6) }] : [],
        events: [event(`${id}/0`)],
        marks: [mark({ target: branch(['held', 'main', 'x'.repeat(500)][index % 3] ?? ''), dueAt: NOON + 100 - index, reason: `reason ${index % 2}` }), mark({ target: branch('dead'), repositoryId: RIVER, dueAt: NOON + index, ...index % 10 === 0 ? { again: id } : {} }), mark({ installationId: 8, target: branch('gone') })],
      }, NOON)
      const answers: boolean[] = []
      if (atOnce) answers.push(...await Promise.all(places.map(settle)))
      else for (const [index, id] of places.entries()) answers.push(await settle(id, index))
      const queue = async (): Promise<unknown> => (await work.queue({ state: 'due', most: 99, from: 0 }, NOON + 5000)).items.map((item) => ({ ...item, id: '' }))
      const before = await queue()
      const later = held === null ? null : await work.finish(held, NOON + 1)
      return {
        answers, later, counts: (await deliveries.counts()).toSorted((one, other) => one.name < other.name ? -1 : 1), repositories: await hosting.repositoriesOf(7), installations: await hosting.installations(),
        events: (await journal.eventsOf(CHURN)).map(({ id }) => id), before, after: await queue(),
      }
    }
    const one = await settled(false)
    expect(await settled(true)).toEqual(one)
    expect(JSON.stringify(one)).toContain('reason 1')
  })

  it('holds what waits, with the work that ends it, until its repository or its time comes', async () => {
    const { deliveries, work } = await open()
    for (const [id, repositoryId, receivedAt] of [['a', 1, NOON], ['b', 2, NOON + 1], ['c', 1, NOON + 2], ['d', 3, NOON + 3]] as const) await deliveries.add(delivery(id, { repositoryId, receivedAt }))
    for (const id of ['a', 'b', 'c', 'unheard of']) await deliveries.hold(id, [mark({ target: { kind: 'repository' } })], NOON)
    await deliveries.settle('d', NOTHING, NOON)
    await deliveries.hold('d', [mark({ target: branch('x') })], NOON)
    expect(await deliveries.waiting(9)).toEqual([])
    expect(await deliveries.settle('a', NOTHING, NOON)).toBe(false)
    expect([...await deliveries.known(['a', 'b'])].toSorted()).toEqual(['a', 'b'])
    expect(await work.claim(NOON, 1000)).toMatchObject({ target: { kind: 'repository' } })
    expect((await deliveries.counts()).find(({ result }) => result === 'held')).toEqual({ name: 'push', result: 'held', count: 3 })
    expect([await deliveries.forgetBodies(NOON + 99, 9), await deliveries.forgetSettled(NOON + 99, 9)]).toEqual([1, 1])
    await deliveries.release({ repositoryId: 1 })
    expect(await deliveries.waiting(9)).toEqual([delivery('a', { repositoryId: 1 }), delivery('c', { repositoryId: 1, receivedAt: NOON + 2 })])
    await deliveries.release({ before: NOON + 1 })
    expect(await deliveries.waiting(9)).toHaveLength(2)
    await deliveries.release({ before: NOON + 2 })
    expect((await deliveries.waiting(9)).map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(await deliveries.settle('a', NOTHING, NOON)).toBe(true)
  })

  it('lets those wait again that are held of one installation', async () => {
    const { deliveries } = await open()
    for (const [id, installationId] of [['a', 7], ['b', 8]] as const) {
      await deliveries.add(delivery(id, { installationId }))
      await deliveries.hold(id, [], NOON)
    }
    await deliveries.release({ installationId: 7 })
    expect((await deliveries.waiting(9)).map(({ id }) => id)).toEqual(['a'])
  })

  it('sets aside what could not be understood', async () => {
    const { deliveries } = await open()
    await deliveries.add(delivery('a'))
    await deliveries.setAside('a', 'no repository', NOON)
    expect(await deliveries.waiting(9)).toEqual([])
    expect(await deliveries.settle('a', NOTHING, NOON)).toBe(false)
    expect(await deliveries.counts()).toEqual([{ name: 'push', result: 'set-aside', count: 1 }])
  })

  it('tells which were set aside in a course, the newest first', async () => {
    const { deliveries, courses } = await open()
    await courses.enrol({ courseId: 'mlops', repositoryId: CHURN, by: 'name', since: NOON })
    for (const [id, repositoryId, receivedAt] of [['a', CHURN, NOON], ['b', CHURN, NOON + 1], ['other', 3, NOON], ['none', null, NOON], ['waits', CHURN, NOON]] as const) await deliveries.add(delivery(id, { repositoryId, receivedAt }))
    for (const id of ['a', 'b', 'other', 'none']) await deliveries.setAside(id, 'odd', NOON)
    expect((await deliveries.asideIn('mlops', 9)).map(({ id, repositoryId, says }) => [id, repositoryId, says])).toEqual([['b', CHURN, 'odd'], ['a', CHURN, 'odd']])
    expect(await deliveries.asideIn('mlops', 1)).toHaveLength(1)
  })

  it('knows ids, however many are asked for', async () => {
    const { deliveries } = await open()
    for (const id of ['a', 'b']) await deliveries.add(delivery(id))
    await deliveries.settle('a', NOTHING, NOON)
    const ids = Array.from({ length: 1200 }, (_, index) => `other ${index}`)
    expect(await deliveries.known(['a', ...ids, 'b'])).toEqual(new Set(['a', 'b']))
    expect(await deliveries.known([])).toEqual(new Set())
  })

  it('knows when the newest was received', async () => {
    const { deliveries } = await open()
    expect(await deliveries.newest()).toBeNull()
    for (const [id, receivedAt] of [['a', NOON], ['b', NOON + 5], ['c', NOON + 2]] as const) await deliveries.add(delivery(id, { receivedAt }))
    expect(await deliveries.newest()).toBe(NOON + 5)
  })

  it('forgets old bodies of settled deliveries, and neither their ids nor those that wait or were set aside', async () => {
    const { deliveries } = await open()
    for (const [id, receivedAt] of [['old', NOON], ['new', NOON + 10], ['waits', NOON], ['aside', NOON]] as const) await deliveries.add(delivery(id, { receivedAt }))
    for (const id of ['old', 'new']) await deliveries.settle(id, NOTHING, NOON)
    await deliveries.setAside('aside', 'odd', NOON)
    expect(await deliveries.forgetBodies(NOON + 5, 9)).toBe(1)
    expect(await deliveries.forgetBodies(NOON + 5, 9)).toBe(0)
    expect(await deliveries.known(['old'])).toEqual(new Set(['old']))
    expect((await deliveries.waiting(9)).map(({ body }) => body)).toEqual([delivery('waits').body])
  })

  it('forgets bodies so many at a time, oldest first', async () => {
    const { deliveries } = await open()
    for (const id of ['a', 'b', 'c']) {
      await deliveries.add(delivery(id))
      await deliveries.settle(id, NOTHING, NOON)
    }
    expect([await deliveries.forgetBodies(NOON + 5, 2), await deliveries.forgetBodies(NOON + 5, 2)]).toEqual([2, 1])
  })

  it('forgets what was settled long ago, so many at a time, and neither what waits nor what was settled lately', async () => {
    const { deliveries } = await open()
    for (const [id, receivedAt] of [['old', NOON], ['aside', NOON + 1], ['late', NOON + 2], ['waits', NOON], ['new', NOON + 90]] as const) await deliveries.add(delivery(id, { receivedAt }))
    await deliveries.settle('old', NOTHING, NOON + 3)
    await deliveries.setAside('aside', 'odd', NOON + 3)
    await deliveries.settle('late', NOTHING, NOON + 60)
    await deliveries.settle('new', NOTHING, NOON + 91)
    const counts = await deliveries.counts()
    expect([await deliveries.forgetSettled(NOON + 50, 1), await deliveries.forgetSettled(NOON + 50, 9), await deliveries.forgetSettled(NOON + 50, 9)]).toEqual([1, 1, 0])
    expect(await deliveries.known(['old', 'aside', 'late', 'waits', 'new'])).toEqual(new Set(['late', 'waits', 'new']))
    expect(await deliveries.counts()).toEqual(counts)
    expect(await deliveries.add(delivery('old'))).toBe(true)
  })

  it('counts by event and result', async () => {
    const { deliveries } = await open()
    for (const [id, name] of [['a', 'push'], ['b', 'push'], ['c', 'push'], ['d', 'star']] as const) await deliveries.add(delivery(id, { name }))
    await deliveries.settle('a', NOTHING, NOON)
    await deliveries.settle('b', NOTHING, NOON)
    await deliveries.settle('d', { ...NOTHING, result: 'ignored' }, NOON)
    const counts = (await deliveries.counts()).map(({ name, result, count }) => `${name} ${result} ${count}`).sort()
    expect(counts).toEqual(['push used 2', 'push waiting 1', 'star ignored 1'])
  })
}
