import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readPlacedTable } from '../../src/parse/csv-places.ts'
import { readCsvTable } from '../../src/parse/csv-table.ts'

/** The text between the places, cells left out, by rows. */
function cellsAsWritten(text: string): readonly (readonly string[])[] | string {
  const reading = readPlacedTable(text)
  return reading.ok ? reading.rows.map(({ places }) => places.map(({ start, end }) => text.slice(start, end))) : reading.says
}

describe('the places of cells', () => {
  it.each([
    ['a,b\n1,2\n', [['a', 'b'], ['1', '2']]],
    ['\uFEFFa;"b;""c"""\r\n\r\n"1\r\n2";\r\n', [['a', '"b;""c"""'], ['"1\r\n2"', '']]],
    ['a\tb\n1\t', [['a', 'b'], ['1', '']]],
    ['a,b', [['a', 'b']]],
    ['', []],
  ])('hold what was written: %j', (text, cells) => { expect(cellsAsWritten(text)).toEqual(cells) })
  it('are those of rows that end in different ways, each a row of its own', () => {
    expect(cellsAsWritten('a,b\r\n1,2\n3,4\r\n')).toEqual([['a', 'b'], ['1', '2'], ['3', '4']])
  })
  it('are not told where rows end in a carriage return alone, and a file that is no table is refused', () => {
    expect(cellsAsWritten('a,b\r1,2\r3,4\r')).toMatch(/^expected rows that end in a line feed/)
    expect(cellsAsWritten('a,b\n"1,2')).toMatch(/^expected a closing quote/)
  })
  it('are those of the cells that are read, whatever the file', () => {
    const text = fc.array(fc.constantFrom('a', 'b,', ',', ';', '"', '""', '"x"', '\n', '\r\n', '\r', ' ', '\t', '\uFEFF', '😀'), { maxLength: 25 }).map((parts) => parts.join(''))
    fc.assert(fc.property(text, (written) => {
      const [plain, placed] = [readCsvTable(written), readPlacedTable(written)]
      if (!placed.ok) return
      expect(plain.ok ? plain.table.rows : []).toEqual(placed.rows.map(({ line, cells }) => ({ line, cells })))
      const rest = placed.rows.flatMap(({ places }) => places).reduceRight((left, { start, end }) => left.slice(0, start) + left.slice(end), written)
      expect(rest.replace(/^\uFEFF/, '').replaceAll(placed.table.delimiter, '').replaceAll('\r\n', '').replaceAll('\n', '')).toBe('')
    }), { numRuns: 3000 })
  })
})
