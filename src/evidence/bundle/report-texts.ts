import type { CoverageReport, DriftReport, MetricsReport, ReportedTest, TestsReport } from '../../model/report-facts.ts'
import { hasSecret, withoutPlaces } from '../../parse/private-values.ts'

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const ELEMENTS = { failed: 'failure', error: 'error', skipped: 'skipped' } as const

/** What a test runner reported, as JUnit XML without output, host and places of this machine. */
export function testsText({ at, seconds, tests }: TestsReport, root: string): string {
  const attributes = `${at === null ? '' : ` timestamp="${escaped(at)}"`}${seconds === null ? '' : ` time="${seconds}"`}`
  return `<?xml version="1.0" encoding="utf-8"?>\n<testsuite name="tests" tests="${tests.length}"${attributes}>\n${tests.map((test) => `${testAs(test, root)}\n`).join('')}</testsuite>\n`
}

function testAs({ name, className, file, result, seconds, message }: ReportedTest, root: string): string {
  const attributes = [['classname', className], ['name', clean(name, root)], ['file', file === null ? null : clean(file, root)], ['time', seconds]].flatMap(([key, value]) => (value === null || value === '' ? [] : [` ${key}="${escaped(String(value))}"`])).join('')
  if (result === 'passed') return `  <testcase${attributes}/>`
  return `  <testcase${attributes}><${ELEMENTS[result]}${message === null ? '' : ` message="${escaped(clean(message, root))}"`}/></testcase>`
}

/** Lines that ran and lines there are of each file, as a tracefile of lcov. */
export function coverageText({ files }: CoverageReport, root: string): string {
  return files.map(({ path, covered, valid }) => `SF:${clean(path, root)}\nLF:${valid}\nLH:${covered}\nend_of_record\n`).join('')
}

/** The numbers of a model under their dotted names, as JSON. */
export function metricsText({ values, notFinite }: MetricsReport): string {
  return jsonOf({ ...Object.fromEntries(values.map(({ name, value }) => [name, value])), ...Object.fromEntries(notFinite.map((name) => [name, 'NaN'])) })
}

/** What a drift report says, as JSON with plain keys. */
export function driftText({ drift, share, threshold, columns, driftedColumns, drifted, scores, at }: DriftReport): string {
  const byColumn = new Map<string, { drift_detected?: true; drift_score?: number }>(drifted.map((name) => [name, { drift_detected: true }]))
  for (const { name, value } of scores) byColumn.set(name, { ...byColumn.get(name), drift_score: value })
  const said = { dataset_drift: drift, drift_share: share, drift_threshold: threshold, number_of_columns: columns, number_of_drifted_columns: driftedColumns, timestamp: at }
  return jsonOf({ ...Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null)), ...(byColumn.size === 0 ? {} : { columns: Object.fromEntries(byColumn) }) })
}

function clean(text: string, root: string): string {
  return hasSecret(text) ? '…' : withoutPlaces(text, root)
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ESCAPES[character] ?? '').replace(/\p{Cc}/gu, ' ')
}

function jsonOf(value: object): string {
  return `${JSON.stringify(value, null, 1)}\n`
}
