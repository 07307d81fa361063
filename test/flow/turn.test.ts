import { expect, it } from 'vitest'
import { turnEvery } from '../../src/flow/turn.ts'

it('gives others a turn where one is due, and goes on at once where none is', async () => {
  for (const [milliseconds, turns] of [[0, 1], [3_600_000, 0]] as const) {
    const pause = turnEvery(milliseconds)
    let taken = 0
    setImmediate(() => { taken += 1 })
    await pause()
    expect(taken).toBe(turns)
    await new Promise((resolve) => { setImmediate(resolve) })
  }
})
