import { linkedPassage } from '../lesson/lessons.ts'
import type { JudgedId, Levels } from '../model/criterion.ts'
import type { AssessmentRecord } from '../model/record.ts'
import type { EarlierRecord } from '../report/changes.ts'
import { csvReport } from '../report/formats/csv-report.ts'
import { explanation } from '../report/formats/explanation.ts'
import type { Graded } from '../report/graded.ts'
import { jsonReport } from '../report/formats/json-report.ts'
import { junitReport } from '../report/formats/junit-report.ts'
import { markdownReport } from '../report/formats/markdown-report.ts'
import { pictureMarkdown } from '../report/picture/picture-markdown.ts'
import { pictureText } from '../report/picture/picture-text.ts'
import { sarifReport } from '../report/formats/sarif-report.ts'
import { severalReport } from '../report/formats/several-report.ts'
import { terminalReport, type Layout } from '../report/formats/terminal-report.ts'
import { loadLessons } from './lessons.ts'

/** What a format may know besides the record. */
export type Rendering = { readonly layout: Layout; readonly explain: JudgedId | null; readonly earlier: EarlierRecord | null; readonly levels: ReadonlyMap<JudgedId, Levels> }

type Format = {
  /** What it is for, in a few words. */
  readonly says: string
  /** One repository; null where even one is written as several are. */
  readonly one: ((record: AssessmentRecord, rendering: Rendering) => string) | null
  /** The whole picture of one repository; left out where the format draws none. */
  readonly picture?: (record: AssessmentRecord, rendering: Rendering) => string
  /** Several repositories; null where the format holds one. */
  readonly several: ((graded: readonly Graded[], rendering: Rendering) => string) | null
}

/** How a reader of the command's Markdown asks for more. */
const MORE = 'More of one line: `capstone-coach grade PATH --explain CRITERION`.'

/** Every way to print a grade: the one list that options, help and the command read. */
export const FORMATS = {
  text: { says: 'for a terminal', one: text, picture: (record, { layout }) => pictureText(record, layout), several: (graded, { layout }) => severalReport(graded, layout) },
  // Several records are one array, which every reader of JSON opens as a whole.
  json: { says: 'the whole record', one: jsonReport, several: jsonReport },
  markdown: { says: 'a comment on GitHub', one: markdown, picture: pictureMarkdown, several: null },
  sarif: { says: 'SARIF 2.1.0, for code scanning', one: (record, { levels }) => sarifReport(record, { levels }), several: null },
  junit: { says: 'JUnit XML, for reporters of tests', one: (record) => junitReport(record), several: null },
  csv: { says: 'a table with a row a repository', one: null, several: (graded) => csvReport(graded) },
} as const satisfies Readonly<Record<string, Format>>

export type FormatName = keyof typeof FORMATS

/** The names of the formats, in the order in which they are told. */
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[]

/** Whether a word names a format. */
export function isFormat(word: string): word is FormatName {
  return Object.hasOwn(FORMATS, word)
}

/** The format of a name, by what it can do. */
export function formatOf(name: FormatName): Format {
  return FORMATS[name]
}

function text(record: AssessmentRecord, { layout, explain, levels }: Rendering): string {
  const criterion = record.criteria.find((candidate) => candidate.id === explain)
  if (criterion === undefined) return terminalReport(record, layout)
  return explanation(record, criterion, levels.get(criterion.id), linkedPassage(criterion.lesson, loadLessons().lessons), layout)
}

function markdown(record: AssessmentRecord, { earlier }: Rendering): string {
  const { lessons } = loadLessons()
  return markdownReport(record, { earlier, more: MORE, lessonsUrl: null, passageOf: (link) => linkedPassage(link, lessons) })
}
