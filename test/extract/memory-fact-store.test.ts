import { describe, expect, it } from 'vitest'
import { memoryFactStore } from '../../src/extract/memory-fact-store.ts'
import type { FactStore } from '../../src/flow/ports/repository-port.ts'

/** What every store of facts keeps to. */
function describeFactStore(name: string, make: () => FactStore): void {
  const said = (says: string) => ({ facts: null, problems: [{ path: 'a.py', line: 1, says }] })
  describe(`facts kept ${name}`, () => {
    it('gives what was put, and nothing for names it does not know', async () => {
      const store = make()
      await store.put('one', said('first'))
      await store.put('two', said('second'))
      expect([...await store.get(['two', 'unknown', '__proto__', 'one'])]).toEqual([['two', said('second')], ['one', said('first')]])
    })
    it('keeps the last that was put under a name', async () => {
      const store = make()
      await store.put('one', said('first'))
      await store.put('one', said('again'))
      expect((await store.get(['one'])).get('one')).toEqual(said('again'))
    })
    it('gives nothing for no names', async () => { expect((await make().get([])).size).toBe(0) })
  })
}

describeFactStore('in memory', memoryFactStore)

it('forgets what was asked for longest ago, where it may keep only so many', async () => {
  const store = memoryFactStore(2)
  for (const key of ['one', 'two']) await store.put(key, { facts: null, problems: [] })
  await store.get(['one'])
  await store.put('three', { facts: null, problems: [] })
  expect([...(await store.get(['one', 'two', 'three'])).keys()]).toEqual(['one', 'three'])
})
