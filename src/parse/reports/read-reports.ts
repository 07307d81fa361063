import type { PlotsReport, ReportFacts } from '../../model/report-facts.ts'
import type { Gap, Problem } from '../../model/repository.ts'
import { decode } from '../decode.ts'
import { asMap, type Json } from '../json.ts'
import { readYaml } from '../yaml.ts'
import { readCobertura } from './cobertura.ts'
import { readEvidently } from './evidently.ts'
import { readJunit } from './junit.ts'
import { isLcov, readLcov } from './lcov.ts'
import { KEPT } from './limits.ts'
import { isManifest, readManifest } from './manifest.ts'
import { isMetricsName, readMetrics } from './metrics.ts'
import { readMlflowDatabase, type ReportDatabase } from './mlflow-database.ts'
import { mlflowPathsAmong, readMlflowFiles } from './mlflow-files.ts'
import { isMlflowSummary, readMlflowSummary } from './mlflow-summary.ts'
import { readOwnDrift } from './own-drift.ts'
import { readPrometheus, saysPrometheus } from './prometheus.ts'
import { NO_REPORT, unreadable, type ReportReading } from './reading.ts'
import { readReportJson } from './report-json.ts'
import { shortText } from './short-text.ts'
import { isWanted, isWantedByName, plotsFolderOf, promisesReport } from './wanted.ts'
import { readXml } from './xml.ts'

/** A file by its path, of an artifact, of a repository or of a folder. */
export type ReportFile = { readonly path: string; readonly bytes: Uint8Array }

/** Opens the bytes of an SQLite database, or says why it cannot; `close` gives its memory back. */
export type OpenDatabase = (bytes: Uint8Array) => { readonly ok: true; readonly database: ReportDatabase; readonly close: () => void } | { readonly ok: false; readonly says: string }

/** What is being read, told before; or what reading it gave. */
export type ReportStep = { readonly reading: string } | { readonly reports: readonly ReportFacts[]; readonly gaps: readonly Gap[]; readonly problems: readonly Problem[] }

const SQLITE = 'SQLite format 3\0'

/**
 * Reads every report among files, one step after the other, so that what was read stays where a later file takes too long. What a file is, its content
 * tells; files that no reader wants are passed over. `names` are all paths that are there, whether their bytes are or not: folders of plots come from them.
 * Never throws.
 */
export function* readReports(files: readonly ReportFile[], names: readonly string[], openDatabase: OpenDatabase): Generator<ReportStep, void, undefined> {
  const store = new Map<string, string>()
  const isOfStore = mlflowPathsAmong(names)
  for (const { path, bytes } of files) {
    const ofStore = isOfStore(path)
    if (!(ofStore ? isWanted(path) : isWantedByName(path))) continue
    yield { reading: path }
    const decoded = isDatabase(bytes) ? null : decode(bytes)
    if (decoded?.kind === 'lfs-pointer') {
      yield { reports: [], gaps: promisesReport(path) ? [{ what: 'LFS pointer', path, reason: 'its content is kept in Git LFS' }] : [], problems: [] }
    } else if (decoded?.kind === 'text' && ofStore) {
      store.set(path, decoded.text)
    } else {
      yield stepOf(path, () => (decoded === null ? [databaseIn(path, bytes, openDatabase)] : decoded.kind === 'binary' ? [ofStore ? NO_REPORT : binary(path)] : reportsIn(path, decoded.text)))
    }
  }
  const plots = plotsIn(names)
  if (plots.length > 0) yield { reports: plots, gaps: [], problems: [] }
  if (store.size === 0) return
  yield { reading: 'mlruns' }
  yield stepOf('mlruns', () => readMlflowFiles(store).map((report) => ({ report, problems: [] })))
}

/** What reading gives. A reader that fails on a text is a fault of ours, which takes nothing else with it. */
function stepOf(path: string, read: () => readonly ReportReading[]): ReportStep {
  try {
    const readings = read()
    return {
      reports: readings.map(({ report }) => report).filter((report) => report !== null), gaps: [],
      problems: readings.flatMap(({ report, problems }) => (report === null && !promisesReport(path) ? [] : problems)).slice(0, KEPT.problems).map(({ line, says }) => ({ path, line, says })),
    }
  } catch (thrown) {
    return { reports: [], gaps: [{ what: 'fault', path, reason: `its reader failed (${(thrown instanceof Error ? shortText(thrown.message, 200) : null) ?? 'unknown error'})` }], problems: [] }
  }
}

function isDatabase(bytes: Uint8Array): boolean {
  return bytes.length >= 100 && new TextDecoder('latin1').decode(bytes.subarray(0, SQLITE.length)) === SQLITE
}

function databaseIn(path: string, bytes: Uint8Array, openDatabase: OpenDatabase): ReportReading {
  const opened = openDatabase(bytes)
  if (!opened.ok) return unreadable(opened.says)
  try {
    return readMlflowDatabase(path, opened.database)
  } finally {
    opened.close()
  }
}

function binary(path: string): ReportReading {
  return unreadable(/\.(?:db|sqlite3?)$/i.test(path) ? 'this is no SQLite database' : 'this is a binary file, where text was expected')
}

/** The reports in one text; one of JSON can be about drift and hold metrics too. */
function reportsIn(path: string, text: string): readonly ReportReading[] {
  if (/\.xml$/i.test(path) || text.trimStart().startsWith('<?xml')) {
    const read = readXml(text)
    if (!read.ok) return [unreadable(read.says, read.line)]
    return [readJunit(path, read.root), readCobertura(path, read.root)]
  }
  if (/\.json$/i.test(path)) {
    const read = readReportJson(text)
    return read.ok ? reportsInJson(path, read.value) : [unreadable(read.says)]
  }
  if (/\.ya?ml$/i.test(path)) {
    const { documents: [first], problems } = readYaml(text)
    return [first === undefined ? { report: null, problems } : readMetrics(path, first.value)]
  }
  if (isLcov(text)) return [readLcov(path, text)]
  return [saysPrometheus(text) || path.endsWith('.prom') ? readPrometheus(path, text) : NO_REPORT]
}

function reportsInJson(path: string, value: Json): readonly ReportReading[] {
  if (isManifest(value)) return [readManifest(path, value)]
  if (isMlflowSummary(value)) return [readMlflowSummary(path, value)]
  const root = asMap(value)
  // coverage.py's own JSON and dashboards of Grafana, whose numbers are no metrics of a model.
  if (root?.['meta'] !== undefined && root['totals'] !== undefined) return []
  if (root?.['panels'] !== undefined && root['schemaVersion'] !== undefined) return []
  const evidently = readEvidently(path, value)
  if (evidently !== null) return [{ report: evidently, problems: [] }]
  const drift = readOwnDrift(path, value)
  if (drift === null) return [readMetrics(path, value)]
  return [{ report: drift, problems: [] }, ...(isMetricsName(path) && !/drift/i.test(path) ? [readMetrics(path, value)] : [])]
}

function plotsIn(names: readonly string[]): readonly PlotsReport[] {
  const folders = new Map<string, number>()
  for (const name of names) {
    const folder = plotsFolderOf(name)
    if (folder !== null) folders.set(folder, (folders.get(folder) ?? 0) + 1)
  }
  return [...folders].slice(0, KEPT.plots).map(([path, files]) => ({ kind: 'plots', path, files }))
}
