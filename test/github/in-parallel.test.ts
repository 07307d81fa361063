import { expect, it } from 'vitest'
import { inParallel } from '../../src/github/in-parallel.ts'

/** Tasks that take a moment, and how many of them run together. */
function tasks(count: number) {
  const state = { running: 0, most: 0, started: 0 }
  const next = () => state.started === count ? null : async () => {
    state.started += 1
    state.running += 1
    state.most = Math.max(state.most, state.running)
    await new Promise((resolve) => { setTimeout(resolve, 1) })
    state.running -= 1
    return state.started
  }
  return { state, next }
}

it('runs every task, and never more than the limit together', async () => {
  const { state, next } = tasks(20)
  let results = 0
  for await (const result of inParallel(3, next)) results += Math.sign(result)
  expect([results, state.most]).toEqual([20, 3])
})

it('starts nothing more while its results are not taken', async () => {
  const { state, next } = tasks(20)
  const results = inParallel(3, next)
  await results.next()
  await new Promise((resolve) => { setTimeout(resolve, 20) })
  expect(state.started).toBe(3)
})

it('asks again for tasks that a task has added', async () => {
  const waiting = [1]
  const seen: number[] = []
  const next = () => {
    const one = waiting.shift()
    return one === undefined ? null : () => {
      if (one < 4) waiting.push(one + 1)
      return Promise.resolve(one)
    }
  }
  for await (const result of inParallel(2, next)) seen.push(result)
  expect(seen).toEqual([1, 2, 3, 4])
})
