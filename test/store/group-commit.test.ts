import { expect, it } from 'vitest'
import { turn } from '../../src/flow/turn.ts'
import { groupCommit } from '../../src/store/group-commit.ts'

const LIMITS = { most: 4, weightOf: (item: number) => item, mostWeight: 100 }
const BAD = new Error('a bad row')
const LOST = new Error('the connection was lost')

/** A write that is held until it is let go, and doubles what it is given. */
function held(fails: (items: readonly number[]) => Error | null = () => null): { readonly add: (item: number) => Promise<number>; readonly groups: (readonly number[])[]; readonly letGo: () => Promise<void> } {
  const groups: (readonly number[])[] = []
  let go = (): void => {}
  let begun = (): void => {}
  let beginning = new Promise<void>((resolve) => { begun = resolve })
  const write = async (items: readonly number[]): Promise<readonly number[]> => {
    groups.push(items)
    await new Promise<void>((resolve) => { go = resolve; begun() })
    const error = fails(items)
    if (error !== null) throw error
    return items.map((item) => item * 2)
  }
  const letGo = async (): Promise<void> => {
    await beginning
    beginning = new Promise((resolve) => { begun = resolve })
    go()
  }
  return { add: groupCommit(write, (error) => error === BAD, LIMITS), groups, letGo }
}

it('writes together what came in while others were written, and gives each its own result', async () => {
  const { add, groups, letGo } = held()
  const first = add(1)
  await letGo()
  expect(await first).toBe(2)
  const next = add(2)
  await expect.poll(() => groups.length, { timeout: 60_000 }).toBe(2)
  const later = [add(3), add(4), add(5)]
  await letGo()
  expect(await next).toBe(4)
  await letGo()
  expect([await Promise.all(later), groups]).toEqual([[6, 8, 10], [[1], [2], [3, 4, 5]]])
})

it('gives nobody a result before their own group is written', async () => {
  const { add, letGo } = held()
  let isAnswered = false
  const one = add(1).finally(() => { isAnswered = true })
  const other = add(2)
  await new Promise((resolve) => { setImmediate(() => { setImmediate(resolve) }) })
  expect(isAnswered).toBe(false)
  await letGo()
  expect(await Promise.all([one, other])).toEqual([2, 4])
})

it('keeps a group to its number and its weight, and takes what is too heavy alone', async () => {
  const { add, groups, letGo } = held()
  const all = [1, 2, 3, 4, 5, 90, 10, 500, 6].map(add)
  for (let group = 0; group < 5; group += 1) await letGo()
  await Promise.all(all)
  expect(groups).toEqual([[1, 2, 3, 4], [5, 90], [10], [500], [6]])
})

it('writes each by itself where one may be at fault, and fails that one alone', async () => {
  const { add, groups, letGo } = held((items) => items.includes(2) ? BAD : null)
  const all = Promise.allSettled([1, 2, 3].map(add))
  for (let write = 0; write < 4; write += 1) await letGo()
  expect(await all).toEqual([{ status: 'fulfilled', value: 2 }, { status: 'rejected', reason: BAD }, { status: 'fulfilled', value: 6 }])
  expect(groups).toEqual([[1, 2, 3], [1], [2], [3]])
})

it('fails all of a group where the store does, and writes those that come after', async () => {
  let isDown = true
  const { add, groups, letGo } = held(() => isDown ? LOST : null)
  const all = Promise.allSettled([add(1), add(2)])
  await letGo()
  expect((await all).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
  isDown = false
  const after = add(3)
  await letGo()
  expect([await after, groups]).toEqual([6, [[1, 2], [3]]])
})

it('writes together what comes in one after another, a turn of the thread apart, once something was written', async () => {
  const groups: (readonly number[])[] = []
  const add = groupCommit((items: readonly number[]) => { groups.push(items); return Promise.resolve(items) }, () => false, LIMITS)
  // A thread that is held up lets fewer in; that it is so every time shows that there are no turns for them.
  for (let round = 0; round < 50 && !groups.some(({ length }) => length > 2); round += 1) {
    await add(1)
    const later: Promise<number>[] = []
    for (const item of [2, 3, 4]) {
      await turn()
      later.push(add(item))
    }
    await Promise.all(later)
  }
  expect(groups).toContainEqual([2, 3, 4])
})
