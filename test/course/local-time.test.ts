import { describe, expect, it } from 'vitest'
import { isTimeZone, lastDays, localTime, readMoment } from '../../src/course/local-time.ts'

const iso = (text: string, zone: string | null, side: 'start' | 'end' = 'start'): string => {
  const read = readMoment(text, zone, side)
  return read.ok ? new Date(read.at).toISOString() : read.says
}

describe('a moment', () => {
  it.each([
    ['2026-12-18 18:00', 'Europe/Berlin', '2026-12-18T17:00:00.000Z'],
    ['2026-07-18T18:00:30', 'Europe/Berlin', '2026-07-18T16:00:30.000Z'],
    ['2026-12-18 18:00', 'UTC', '2026-12-18T18:00:00.000Z'],
    ['2026-12-18 18:00', 'Asia/Kathmandu', '2026-12-18T12:15:00.000Z'],
    ['2026-12-18 18:00', 'America/St_Johns', '2026-12-18T21:30:00.000Z'],
    ['2026-12-18T18:00+01:00', null, '2026-12-18T17:00:00.000Z'],
    ['2026-12-18T18:00-03:30', 'Europe/Berlin', '2026-12-18T21:30:00.000Z'],
    ['2026-12-18T18:00Z', 'Europe/Berlin', '2026-12-18T18:00:00.000Z'],
    // The hours beside those that are skipped or come twice.
    ['2026-03-29 01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
    ['2026-03-29 03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    ['2026-10-25 03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
  ])('%s in %s is %s', (text, zone, expected) => { expect(iso(text, zone)).toBe(expected) })

  it('of a date alone is the first second of the day, or the last one', () => {
    expect([iso('2026-12-18', 'Europe/Berlin', 'start'), iso('2026-12-18', 'Europe/Berlin', 'end')]).toEqual(['2026-12-17T23:00:00.000Z', '2026-12-18T22:59:59.000Z'])
  })

  it('of a date alone is there also where midnight is skipped, or its last hour comes twice', () => {
    // Cairo puts its clocks forward at midnight of 24 April 2026, and back at the midnight that ends 29 October.
    expect([iso('2026-04-24', 'Africa/Cairo', 'start'), iso('2026-10-29', 'Africa/Cairo', 'end')]).toEqual(['2026-04-23T22:00:00.000Z', '2026-10-29T21:59:59.000Z'])
  })

  it.each([
    ['2026-03-29 02:30', 'Europe/Berlin', 'expected a time that there is in Europe/Berlin; its clocks skip 2026-03-29 02:30'],
    ['2026-10-25 02:30', 'Europe/Berlin', 'expected an offset after the time, such as 2026-10-25 02:30+02:00; the clocks of Europe/Berlin show 2026-10-25 02:30 twice'],
    ['2026-12-18 18:00', null, 'expected "time_zone" in the file, such as Europe/Berlin, or an offset after the time, such as 2026-12-18T18:00+01:00; found 2026-12-18 18:00'],
    ['2026-02-30', 'UTC', 'expected a day and time that the calendar has, from 2000 on; found 2026-02-30'],
    ['2026-12-18 24:00', 'UTC', 'expected a day and time that the calendar has, from 2000 on; found 2026-12-18 24:00'],
    ['0026-12-18', 'UTC', 'expected a day and time that the calendar has, from 2000 on; found 0026-12-18'],
    ['2026-12-18T18:00+19:00', 'UTC', 'expected an offset from -14:00 to +14:00; found 2026-12-18T18:00+19:00'],
    ['18.12.2026', 'UTC', 'expected a date such as 2026-12-18, a date and time such as 2026-12-18 18:00, or one with its offset such as 2026-12-18T18:00+01:00; found "18.12.2026"'],
  ])('%s in %s is refused: %s', (text, zone, says) => { expect(iso(text, zone)).toBe(says) })
})

it('is shown as the clocks of a zone show it', () => {
  expect(['Europe/Berlin', 'UTC', 'Asia/Kathmandu'].map((zone) => localTime(Date.UTC(2026, 11, 18, 22, 59, 59), zone))).toEqual(['2026-12-18 23:59:59', '2026-12-18 22:59:59', '2026-12-19 04:44:59'])
  expect(localTime(Date.UTC(2026, 6, 1, 22), 'Europe/Berlin')).toBe('2026-07-02 00:00')
})

it('knows a time zone from what is none', () => {
  expect(['Europe/Berlin', 'UTC', 'Europe/Atlantis', 'CEST?', ''].map(isTimeZone)).toEqual([true, true, false, false, false])
})

it('knows when days began, also when one has 23 hours and one 25', () => {
  const hours = (at: number): readonly number[] => lastDays(at, 'Europe/Berlin', 4).map((begins, index, all) => ((all[index + 1] ?? at) - begins) / 3_600_000)
  expect(hours(Date.UTC(2026, 2, 30, 22, 30))).toEqual([24, 23, 24, 0.5])
  expect(hours(Date.UTC(2026, 9, 26, 23, 30))).toEqual([24, 25, 24, 0.5])
})
