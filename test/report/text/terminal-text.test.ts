import { describe, expect, it } from 'vitest'
import { jsonReport } from '../../../src/report/formats/json-report.ts'
import { hanging, safeForTerminal, safeLines, wrapped } from '../../../src/report/text/terminal-text.ts'

describe('text of a repository on a terminal', () => {
  it.each([
    ['an escape sequence that clears the screen', 'a\u001b[2Jb', 'a�[2Jb'],
    ['a line break that forges a verdict', 'app.py\n ✔ verified', 'app.py� ✔ verified'],
    ['a character that reverses what follows', 'abc\u202Egnp.exe', 'abc�gnp.exe'],
    ['a zero-width space', 'main\u200B.py', 'main�.py'],
  ])('loses %s', (_what, text, shown) => { expect(safeForTerminal(text)).toBe(shown) })

  it('keeps letters of every script', () => { expect(safeForTerminal('модель/训练.py é')).toBe('модель/训练.py é') })
})

describe('a message of several lines', () => {
  it('keeps its own breaks and nothing else that moves a cursor', () => { expect(safeLines('a\u009b2J\nb\r\u2066c')).toBe('a�2J\nb��c') })
})

describe('JSON on a terminal', () => {
  it('says the same with every character escaped that a terminal would obey', () => {
    const value = { 'a\u202Eb': ['\u001b[2J', '\u009b31m', '\u2028', '\ufeff', '\u{e0001}', 'é 训练\n', '\ud800'] }
    const text = jsonReport(value)
    expect(text).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Zl}\p{Zp}]/u)
    expect(text).toContain('é 训练')
    expect(JSON.parse(text)).toEqual(value)
  })
})

describe('wrapping', () => {
  it('breaks at spaces and never longer than asked', () => {
    expect(wrapped('one two three four', 9)).toEqual(['one two', 'three', 'four'])
  })
  it('leaves a path whole, so that it can be copied', () => {
    expect(wrapped('see src/a/very/long/path.py:12 there', 10)).toEqual(['see', 'src/a/very/long/path.py:12', 'there'])
  })
  it('hangs further lines under the first', () => {
    expect(hanging(' 1. ', 'add a route that answers', 24)).toEqual([' 1. add a route that', '    answers'])
  })
})
