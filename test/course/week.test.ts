import fc from 'fast-check'
import { expect, it } from 'vitest'
import { localTime } from '../../src/course/local-time.ts'
import { weekBefore } from '../../src/course/week.ts'

const DAY = 86_400_000
const ZONES = ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Pacific/Auckland']

it.each([
  ['before the morning of a Monday', '2026-11-23T06:59:00Z', '2026-11-16 08:00'],
  ['at that morning', '2026-11-23T07:00:00Z', '2026-11-23 08:00'],
  ['on the Sunday after', '2026-11-29T22:59:00Z', '2026-11-23 08:00'],
  ['behind the change of the clocks', '2026-10-26T08:00:00Z', '2026-10-26 08:00'],
])('a week is over on Monday at eight by the clocks of the course: %s', (_, now, to) => {
  expect(localTime(weekBefore(Date.parse(now), 'Europe/Berlin').to, 'Europe/Berlin')).toBe(to)
})

it('weeks follow one another, each with its own number, in every zone and at any time', () => {
  fc.assert(fc.property(fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2035, 0, 1) }), fc.constantFrom(...ZONES), (now, zone) => {
    const week = weekBefore(now, zone)
    expect(week.to <= now && now < week.next).toBe(true)
    for (const at of [week.from, week.to, week.next]) expect([localTime(at, zone).slice(11), new Date(`${localTime(at, zone).slice(0, 10)}T00:00Z`).getUTCDay()]).toEqual(['08:00', 1])
    expect(weekBefore(week.next, zone)).toMatchObject({ from: week.to, to: week.next, number: week.number + 1 })
    expect(weekBefore(week.next - 1, zone)).toEqual(week)
    expect(week.next - week.to).toBeGreaterThan(6.9 * DAY)
  }))
})
