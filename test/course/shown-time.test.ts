import { describe, expect, it } from 'vitest'
import { isDateLanguage, shownDay, shownTime, timesWidth } from '../../src/course/shown-time.ts'

const NIGHT = Date.UTC(2026, 11, 18, 22, 59)
const inBerlin = (dateLanguage: string | null): { readonly timeZone: string; readonly dateLanguage: string | null } => ({ timeZone: 'Europe/Berlin', dateLanguage })

describe('a moment for people', () => {
  it.each([
    [null, '2026-12-18 23:59', '2026-12-18'],
    ['de', '18. Dezember 2026, 23:59', '18. Dezember 2026'],
    ['en-GB', '18 December 2026, 23:59', '18 December 2026'],
    ['en-US', 'December 18, 2026, 11:59 PM', 'December 18, 2026'],
    ['fr', '18 décembre 2026, 23:59', '18 décembre 2026'],
    ['fa', '18 دسامبر 2026, 23:59', '18 دسامبر 2026'],
    ['th', '18 ธันวาคม ค.ศ. 2026, 23:59', '18 ธันวาคม ค.ศ. 2026'],
  ])('in %s: %s', (language, time, day) => {
    expect(shownTime(NIGHT, inBerlin(language))).toBe(time)
    expect(shownDay(NIGHT, inBerlin(language))).toBe(day)
  })

  it('has its seconds where there are any, as a date alone has that ends with its last one', () => {
    expect(shownTime(NIGHT + 59_000, inBerlin('de'))).toBe('18. Dezember 2026, 23:59:59')
    expect(shownTime(NIGHT + 59_000, inBerlin(null))).toBe('2026-12-18 23:59:59')
  })

  it('goes by the clocks of the course, also where its day is another one there', () => {
    expect(shownDay(Date.UTC(2026, 11, 18, 23, 30), inBerlin('de'))).toBe('19. Dezember 2026')
    expect(shownDay(Date.UTC(2026, 11, 18, 23, 30), { timeZone: 'UTC', dateLanguage: 'de' })).toBe('18. Dezember 2026')
  })

  it('is written without a language where this machine does not have it', () => { expect(shownTime(NIGHT, inBerlin('xx'))).toBe('2026-12-18 23:59') })

  it('leaves room for the longest of a column', () => {
    expect(timesWidth([NIGHT], inBerlin('de'), 18)).toBe('18. Dezember 2026, 23:59  '.length)
    expect(timesWidth([NIGHT], inBerlin(null), 18)).toBe(18)
  })
})

describe('a language of dates', () => {
  it.each(['de', 'en-GB', 'pt-BR', 'zh-Hant'])('%s is one', (tag) => { expect(isDateLanguage(tag)).toBe(true) })
  it.each(['deutsch', 'de_DE', 'xx', 'x', ''])('%j is none', (tag) => { expect(isDateLanguage(tag)).toBe(false) })
})
