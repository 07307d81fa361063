import { expect, it } from 'vitest'
import { createCrowd, givingWayTo, type Crowd } from '../../src/inbox/crowd.ts'

/** A crowd by a clock that is told, and webhooks in it that are answered when told. */
function stage(): { readonly clock: { now: number }; readonly crowd: Crowd; readonly come: (count: number) => void; readonly answer: (count: number) => Promise<void> } {
  const clock = { now: 1000 }
  const crowd = createCrowd(() => clock.now)
  const waiting: { readonly go: () => void; readonly ended: Promise<void> }[] = []
  return {
    clock, crowd,
    come: (count) => {
      for (let one = 0; one < count; one += 1) {
        let go = (): void => {}
        const ended = crowd.waits(new Promise<void>((resolve) => { go = resolve }))
        waiting.push({ go, ended })
      }
    },
    answer: async (count) => {
      for (const { go, ended } of waiting.splice(0, count)) {
        go()
        await ended
      }
    },
  }
}

it('is there while many webhooks wait for long, and for a second after that', async () => {
  const { clock, crowd, come, answer } = stage()
  come(64)
  expect(crowd.isThere()).toBe(false)
  clock.now += 50
  expect(crowd.isThere()).toBe(true)
  await answer(64)
  clock.now += 900
  expect(crowd.isThere()).toBe(true)
  clock.now += 200
  expect(crowd.isThere()).toBe(false)
})

it('lets one piece of work begin a second while it is there, and any number otherwise', async () => {
  const { clock, crowd, come, answer } = stage()
  const begun = (): readonly boolean[] => [crowd.mayBegin(), crowd.mayBegin()]
  expect(begun()).toEqual([true, true])
  clock.now += 1000
  come(64)
  clock.now += 50
  expect(begun()).toEqual([true, false])
  clock.now += 1000
  expect(begun()).toEqual([true, false])
  await answer(64)
  clock.now += 2000
  expect(begun()).toEqual([true, true])
})

it('is seen though nobody looks before all are answered', async () => {
  const { clock, crowd, come, answer } = stage()
  come(64)
  clock.now += 50
  await answer(64)
  expect(crowd.isThere()).toBe(true)
})

it('is not there where many are answered soon, or few wait for long', async () => {
  const { clock, crowd, come, answer } = stage()
  for (let round = 0; round < 5; round += 1) {
    come(64)
    clock.now += 10
    await answer(64)
  }
  expect(crowd.isThere()).toBe(false)
  come(5)
  clock.now += 5000
  expect(crowd.isThere()).toBe(false)
})

it('gives what was answered, and lets go of one that failed', async () => {
  const { crowd } = stage()
  expect(await crowd.waits(Promise.resolve('stored'))).toBe('stored')
  await expect(crowd.waits(Promise.reject(new Error('lost')))).rejects.toThrow('lost')
})

it('lets rounds of other work take a quarter of the time while it is there, and all of it otherwise', async () => {
  const { clock, crowd, come, answer } = stage()
  const rests: number[] = []
  const giveWay = givingWayTo(crowd, () => clock.now, (milliseconds) => {
    rests.push(milliseconds)
    clock.now += milliseconds
    return Promise.resolve()
  })
  const round = async (took: number): Promise<void> => {
    await giveWay()
    clock.now += took
  }
  await round(200)
  expect(rests).toEqual([])
  come(64)
  clock.now += 50
  for (const took of [5, 100, 9000, 100]) await round(took)
  expect(rests).toEqual([750, 50, 300, 1000])
  await answer(64)
  clock.now += 2000
  await round(5)
  expect(rests).toHaveLength(4)
})
