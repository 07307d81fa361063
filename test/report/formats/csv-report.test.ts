import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvReport } from '../../../src/report/formats/csv-report.ts'
import { csvLine } from '../../../src/report/text/csv-text.ts'
import { readCsv } from '../../support/read-csv.ts'
import { criterion, item, recordOf } from '../../support/records.ts'

const RECORD = recordOf([criterion('lint', { outcome: 'present' }), criterion('types')], [item('linting-passes', ['lint'], { outcome: 'present' }), item('typed', ['types'])])

describe('the table of several repositories', () => {
  it('has a row each, with a column an item and one a criterion, and says why one has no grade', () => {
    expect(readCsv(csvReport([{ path: 'clones/one', record: RECORD }, { path: 'clones/two', problem: 'clones/two: there is no such folder' }]))).toEqual([
      ['repository', 'path', 'commit', 'percent', 'credit', 'of', 'provisional', 'item:linting-passes', 'item:typed', 'criterion:lint', 'criterion:types', 'decided', 'excused', 'problem'],
      ['student/capstone', 'clones/one', 'a'.repeat(40), '50', '1', '2', 'no', 'present', 'missing', 'present', 'missing', '', '', ''],
      ['clones/two', 'clones/two', '', '', '', '', '', '', '', '', '', '', '', 'clones/two: there is no such folder'],
    ])
  })
  it('names what the staff decided and excused', () => {
    const decided = { by: 'kim', at: '2026-11-02T12:00:00.000Z', reason: null, automatic: 'missing', disagrees: false } as const
    const record = recordOf([criterion('lint', { outcome: 'present', basis: 'decided', decided }), criterion('types', { excused: 'ill' })], [item('lint', ['lint'], { outcome: 'present', decided }), item('typed', ['types'], { excused: 'ill' })])
    expect(readCsv(csvReport([{ path: 'one', record }]))[1]?.slice(-3)).toEqual(['item:lint criterion:lint', 'item:typed criterion:types', ''])
  })
  it('has its head also where no repository could be read', () => {
    expect(readCsv(csvReport([{ path: 'x', problem: 'no' }]))).toEqual([['repository', 'path', 'commit', 'percent', 'credit', 'of', 'provisional', 'decided', 'excused', 'problem'], ['x', 'x', '', '', '', '', '', '', '', 'no']])
  })
})

describe('a cell', () => {
  it.each([['=1+1'], ['+1'], ['-1'], ['@SUM(A1)'], ['\tx'], ['\r=1'], ['\n=1'], ['＝1']])('is never a formula: %j', (text) => {
    expect(readCsv(csvLine([text]))).toEqual([[`'${text}`]])
  })
  it('is no formula after a semicolon either, where a spreadsheet may begin a cell', () => { expect(csvLine(['a;=1'])).toBe('"a;\'=1"\r\n') })
  it('of ordinary text and numbers stays as it is', () => { expect(csvLine(['студент/проект', 'a b', 'a-b', 61.5, 0])).toBe('студент/проект,a b,a-b,61.5,0\r\n') })
  it('comes back as it was, whatever stands in it', () => {
    const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 20 }), fc.array(fc.constantFrom('"', ',', '\n', '\r\n', ';', '=', 'x', ' ', "'"), { maxLength: 8 }).map((parts) => parts.join('')))
    fc.assert(fc.property(fc.array(text, { minLength: 1, maxLength: 4 }), (cells) => {
      const [row] = readCsv(csvLine(cells))
      expect(row?.map((cell) => cell.replaceAll("'", ''))).toEqual(cells.map((cell) => cell.replaceAll("'", '')))
      expect(row?.filter((cell) => /^[=+\-@\t\r\n]/.test(cell))).toEqual([])
    }), { numRuns: 2000 })
  })
})
