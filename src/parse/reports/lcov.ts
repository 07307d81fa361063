import type { CoverageReport } from '../../model/report-facts.ts'
import { percentOf } from './cobertura.ts'
import { KEPT, LONGEST } from './limits.ts'
import { firstOf, NO_REPORT, unreadable, type ReportReading } from './reading.ts'
import { countIn, shortName } from './short-text.ts'

type Section = { readonly path: string; covered: number; valid: number; found: number | null; hit: number | null }

/** Whether a text is a tracefile of lcov: sections of a source file each. */
export function isLcov(text: string): boolean {
  return /^(?:TN:[^\n]*\r?\n)?(?:SF:|TN:)/.test(text.slice(0, 2000).trimStart())
}

/** Reads a tracefile of lcov (`coverage lcov`, geninfo): each line that could run (DA) counts once a section; `LF` and `LH` stand for sections without lines. */
export function readLcov(path: string, text: string): ReportReading<CoverageReport> {
  if (!isLcov(text)) return NO_REPORT
  if (text.length > LONGEST.lines) return unreadable(`the file has ${text.length} characters; at most ${LONGEST.lines} are read`)
  const sections: Section[] = []
  let open: Section | null = null
  for (const line of text.split('\n')) {
    const [key, rest = ''] = split(line.trimEnd())
    if (key === 'SF') sections.push(open = { path: shortName(rest), covered: 0, valid: 0, found: null, hit: null })
    else if (key === 'end_of_record') open = null
    else if (open !== null && key === 'DA') {
      open.valid += 1
      if ((countIn(rest.split(',')[1]) ?? 0) > 0) open.covered += 1
    } else if (open !== null && key === 'LF') open.found = countIn(rest)
    else if (open !== null && key === 'LH') open.hit = countIn(rest)
  }
  const files = sections.map(({ path: file, covered, valid, found, hit }) => (valid === 0 && found !== null && hit !== null && hit <= found ? { path: file, covered: hit, valid: found } : { path: file, covered, valid }))
  if (files.length === 0) return unreadable('this is an lcov file without a source file')
  const covered = files.reduce((total, file) => total + file.covered, 0)
  const valid = files.reduce((total, file) => total + file.valid, 0)
  const { kept, cut } = firstOf(files, KEPT.files)
  return { report: { kind: 'coverage', path, format: 'lcov', covered, valid, percent: percentOf(covered, valid), files: kept, cut }, problems: [] }
}

function split(line: string): readonly [string, string?] {
  const at = line.indexOf(':')
  return at < 0 ? [line] : [line.slice(0, at), line.slice(at + 1)]
}
