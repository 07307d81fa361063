import type { CoverageReport } from '../../model/report-facts.ts'
import { KEPT } from './limits.ts'
import { firstOf, NO_REPORT, unreadable, type ReportReading } from './reading.ts'
import { countIn, shortName } from './short-text.ts'
import type { XmlElement } from './xml.ts'

type FileLines = { readonly path: string; readonly covered: number; readonly valid: number }

/** Reads Cobertura XML (coverage.py's `coverage xml`, pytest-cov's `--cov-report=xml`). The file's own totals go first; where it gives none, its lines are counted. */
export function readCobertura(path: string, root: XmlElement): ReportReading<CoverageReport> {
  if (root.name !== 'coverage') return NO_REPORT
  const classes = root.children('packages').flatMap((all) => all.children('package')).flatMap((one) => one.children('classes')).flatMap((all) => all.children('class'))
  const files = classes.map(linesOf)
  const covered = countIn(root.attribute('lines-covered')) ?? sum(files.map((file) => file.covered))
  const valid = countIn(root.attribute('lines-valid')) ?? sum(files.map((file) => file.valid))
  if (classes.length === 0 && root.attribute('lines-valid') === null) return unreadable('this is a coverage file without a total and without files')
  if (covered > valid) return unreadable(`the file says that ${covered} of ${valid} lines ran`)
  const { kept, cut } = firstOf(files, KEPT.files)
  return { report: { kind: 'coverage', path, format: 'cobertura', covered, valid, percent: percentOf(covered, valid), files: kept, cut }, problems: [] }
}

function linesOf(element: XmlElement): FileLines {
  const lines = element.children('lines').flatMap((all) => all.children('line'))
  return { path: shortName(element.attribute('filename') ?? element.attribute('name')), covered: lines.filter((line) => (countIn(line.attribute('hits')) ?? 0) > 0).length, valid: lines.length }
}

/** How many of a hundred lines ran, to two places; null where there is no line. */
export function percentOf(covered: number, valid: number): number | null {
  return valid === 0 ? null : Math.round(covered / valid * 10_000) / 100
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0)
}
