import { expect, it } from 'vitest'
import { openStore } from '../../src/store/open-store.ts'
import { storeContract } from './contract.ts'
import { playStories } from './work-property.ts'

storeContract(() => Promise.resolve({ kind: 'sqlite', file: ':memory:' }))

it('loses no work in any order of steps, and nobody holds a repository twice', async () => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  expect(await playStories([store.work], 50)).toBeGreaterThan(0)
  expect(await store.ready()).toBe(true)
  await store.close()
  expect(await store.ready()).toBe(false)
})

it('lets others have their turns while much is written and read', async () => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  const facts = { facts: { kind: 'shell', text: 'echo\n'.repeat(4000) }, problems: [] } as const
  const keys = Array.from({ length: 2000 }, (_, index) => `sha shell ${index}`)
  const turnsDuring = async (work: Promise<unknown>): Promise<number> => {
    let [turns, isOver] = [0, false]
    const count = (): void => {
      turns += 1
      if (!isOver) setImmediate(count)
    }
    setImmediate(count)
    await work
    isOver = true
    return turns
  }
  expect(await turnsDuring(Promise.all(keys.map((key) => store.facts.put(key, facts))))).toBeGreaterThan(2)
  expect(await turnsDuring(store.facts.get(keys))).toBeGreaterThan(2)
  expect(await store.facts.get(keys.slice(-1))).toEqual(new Map([['sha shell 1999', facts]]))
  await store.close()
})

it('rejects the facts that could not be written, each time', async () => {
  const store = await openStore({ kind: 'sqlite', file: ':memory:' })
  await store.close()
  const none = { facts: null, problems: [] }
  for (const keys of [['a', 'b'], ['c']]) {
    const ends = await Promise.allSettled(keys.map((key) => store.facts.put(key, none)))
    expect(ends.map(({ status }) => status)).toEqual(keys.map(() => 'rejected'))
  }
})
