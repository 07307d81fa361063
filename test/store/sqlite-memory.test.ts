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
