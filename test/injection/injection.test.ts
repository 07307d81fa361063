import { parse as parseCsv } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import { XMLParser } from 'fast-xml-parser'
import { createLog } from '../../src/operate/log.ts'
import { freshDatabase } from '../support/postgres.ts'
import { deedsOfMarkdown, deedsOfPage, UNSEEN } from './inert.ts'
import { evil, markOf, PLACES, tame, type Place } from './places.ts'
import { movedClass, poisonedClass } from './poisoned-class.ts'
import { gradedOf, outputsOf, SINKS, type Output, type Outputs, type Sink } from './sinks.ts'
import { TABLE } from './table.ts'

const LONG = 300_000
const database = await freshDatabase()

let outputs: Readonly<Record<'tame' | 'evil', Outputs>> & { readonly moved: Outputs | null }
// What all tests below look at: a class whose every text is tame, the same where every text is hostile, and that one on PostgreSQL.
it('a class is taken to its end, whatever its texts hold', async () => {
  const [first, second] = await Promise.all([poisonedClass(tame), poisonedClass(evil)])
  const moved = database === null ? null : await movedClass(second, database)
  const graded = await gradedOf(second, true)
  // Of the tame one only what the hostile one is held against.
  outputs = { tame: await outputsOf(first, await gradedOf(first, false)), evil: await outputsOf(second, graded), moved: moved === null ? null : await outputsOf(moved, graded) }
  for (const sink of SINKS) expect([sink, outputs.evil[sink].length > 0]).toEqual([sink, true])
}, LONG)

/** Where text of a place is shown. */
function sinksOf(place: Place, all: Outputs): readonly Sink[] {
  return SINKS.filter((sink) => all[sink].some(({ text }) => text.includes(markOf(place))))
}

/** What an output does, beyond what the same one does where every text is tame; numbers, hashes and days apart. */
function deedsBeyond(sink: Sink, deedsOf: (text: string) => readonly string[]): readonly string[] {
  const same = (deed: string): string => deed.replaceAll(/[0-9a-f]{40}/g, 'SHA').replaceAll(/\d+/g, 'N')
  const all = (list: readonly Output[]): readonly (readonly [string, string])[] => list.flatMap(({ from, text }) => deedsOf(text).map((deed) => [from, deed] as const))
  const known = new Set(all(outputs.tame[sink]).map(([, deed]) => same(deed)))
  return [...new Set(all(outputs.evil[sink]).filter(([, deed]) => !known.has(same(deed))).map(([from, deed]) => `${from}: ${deed}`))]
}

/** Pages of the GitHub at hand and of ours; a file's place holds nothing that ends a link. */
const OWN_ADDRESS = /^(?:https:\/\/github\.com|http:\/\/127\.0\.0\.1:\d+)\/octo-org\/capstone(?:\/[\w.~%/=+,;@:-]*)?(?:\?[\w=&%.-]*)?(?:#[\w:-]*)?$|^https:\/\/coach\.example\/courses\/mlops\//
/** Our folded parts, small print and the marker of a text; what was left out is told in words of ours. */
const OUR_ELEMENT = /: element (?:<\/?details>(?:\s*<summary>[\w ,.();-]+<\/summary>)?|<\/?sub>|<br>|<!-- capstone-coach:[a-z-]+ version:1 [\w:. -]+-->)$/

it.each(PLACES)('text of the place "%s" is shown where the table says, and nowhere else', (place) => {
  const { shown, may = [] } = TABLE[place]
  expect(sinksOf(place, outputs.evil).filter((sink) => !may.includes(sink))).toEqual(SINKS.filter((sink) => shown.includes(sink)))
})

describe('text from anywhere stays text', () => {
  it.each(['check run', 'comment', 'answer', 'issue'] as const)('as Markdown that GitHub shows: %s', (sink) => {
    const deeds = deedsBeyond(sink, deedsOfMarkdown)
    expect(deeds.filter((deed) => !OUR_ELEMENT.test(deed) && !(/: link /.test(deed) && OWN_ADDRESS.test(deed.slice(deed.indexOf(': link ') + 7))))).toEqual([])
  })

  it('on every page: no element, attribute, address or class that is not there without it', () => {
    const isOurs = (deed: string): boolean => / href (?:\/|#|\?)/.test(deed) || OWN_ADDRESS.test(deed.slice(deed.indexOf(' href ') + 6)) || /: id item-(?:own:)?added-[\w-]+$/.test(deed)
    // The address of a deployment is the student's to choose; it is a link of its own that leads there over HTTPS.
    const isDeployment = (deed: string): boolean => deed.includes(` href https://${markOf('deployment address')}.example/`)
    expect(deedsBeyond('page', deedsOfPage).filter((deed) => !isOurs(deed) && !isDeployment(deed))).toEqual([])
    expect(outputs.evil.page.filter(({ text }) => text.includes('href="javascript:') || text.includes('zqscriptaddress'))).toEqual([])
  })

  it.each(['remark', 'terminal', 'report', 'log'] as const)('without a sign that a terminal obeys or nobody sees: %s', (sink) => {
    expect(outputs.evil[sink].filter(({ text }) => UNSEEN.test(text)).map(({ from, text }) => `${from}: ${JSON.stringify(text.slice(Math.max(0, text.search(UNSEEN) - 40), text.search(UNSEEN) + 9))}`)).toEqual([])
  })

  it('on one line in titles and remarks', () => { expect(outputs.evil.remark.filter(({ text }) => text.includes('\n')).map(({ text }) => text)).toEqual([]) })

  it('in its own cell of a table, which no spreadsheet takes for a formula', () => {
    const shapeOf = (list: readonly Output[]): readonly unknown[] => list.map(({ from, text }) => [from.replaceAll(/[0-9a-f]{40}|127\.0\.0\.1:\d+/g, ''), parseCsv(text, { bom: true }).map((row) => row.length)])
    expect(shapeOf(outputs.evil.table)).toEqual(shapeOf(outputs.tame.table))
    const cells = outputs.evil.table.flatMap(({ text }) => parseCsv(text, { bom: true }).flat())
    expect(cells.filter((cell) => /^[=+\-@\t\r\n]/.test(cell) && !/^-?\d+(?:\.\d+)?$/.test(cell))).toEqual([])
    expect(cells.filter((cell) => /[;\t][=+\-@]|[^\P{Cc}\t\r\n]/u.test(cell))).toEqual([])
  })

  it('in a report of its own element for programs: as many tests and results as without it', () => {
    const reader = new XMLParser({ isArray: (name) => name === 'testcase' || name === 'testsuite' })
    const countsOf = (list: readonly Output[]): readonly number[] => list.map(({ from, text }) => {
      if (from.endsWith('junit')) return (reader.parse(text) as { readonly testsuites: { readonly testsuite: readonly { readonly testcase: readonly unknown[] }[] } }).testsuites.testsuite.flatMap(({ testcase }) => testcase).length
      const value = JSON.parse(text) as { readonly criteria?: readonly unknown[]; readonly runs?: readonly { readonly tool: { readonly driver: { readonly rules: readonly unknown[] } } }[] }
      return value.criteria?.length ?? value.runs?.[0]?.tool.driver.rules.length ?? 0
    })
    expect(countsOf(outputs.evil.report)).toEqual(countsOf(outputs.tame.report))
  })

  it.each(['service', 'database'] as const)('whole, for who reads it as data: %s', (sink) => {
    // What lies in a column of JSON is within a text of JSON.
    const whole = (text: string): string => JSON.stringify(text).slice(1, -1)
    const lacks = (place: Place): boolean => !outputs.evil[sink].some(({ text }) => text.includes(whole(evil(place))) || text.includes(whole(whole(evil(place)))))
    expect((['reason of staff', 'listed name', 'listed section', 'course title'] as const).filter(lacks)).toEqual([])
  })

  it.each(PLACES)('in one line of the log, as JSON that says the same: %s', (place: Place) => {
    const lines: string[] = []
    createLog('debug', (line) => { lines.push(line) }).with({ of: evil(place) }).error(evil(place), { branch: evil(place) }, new Error(evil(place)))
    expect(lines.map((line) => line.trimEnd().includes('\n') || UNSEEN.test(line))).toEqual([false])
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ of: evil(place), branch: evil(place), msg: evil(place) })
  })
})

it.skipIf(database === null)('the same is shown and kept on PostgreSQL as in the embedded store', () => {
  const { evil: here, moved: there } = outputs
  if (there === null) throw new Error('nothing was moved')
  expect(PLACES.map((place) => [place, sinksOf(place, there)])).toEqual(PLACES.map((place) => [place, sinksOf(place, here)]))
  const rowsOf = ({ database: rows }: Outputs): Readonly<Record<string, number>> => Object.fromEntries([...new Set(rows.map(({ from }) => from))].sort().map((table) => [table, rows.filter(({ from }) => from === table).length]))
  expect(rowsOf(there)).toEqual(rowsOf(here))
})
