import type { ArtifactReading } from '../../src/flow/ports/artifact-port.ts'
import type { ReportFacts } from '../../src/model/report-facts.ts'
import { readReports, type OpenDatabase } from '../../src/parse/reports/read-reports.ts'

const NO_DATABASE: OpenDatabase = () => ({ ok: false, says: 'no database is opened here' })

/** Reads the reports among files, by path, in this thread; facts are copied as between threads. */
export function readAllReports(files: Readonly<Record<string, string | Uint8Array>>, openDatabase: OpenDatabase = NO_DATABASE): ArtifactReading {
  const list = Object.entries(files).map(([path, content]) => ({ path, bytes: typeof content === 'string' ? new TextEncoder().encode(content) : content }))
  const steps = [...readReports(list, list.map(({ path }) => path), openDatabase)].filter((step) => 'reports' in step)
  return structuredClone({ reports: steps.flatMap(({ reports }) => reports), gaps: steps.flatMap(({ gaps }) => gaps), problems: steps.flatMap(({ problems }) => problems) })
}

/** The only report that one file gives. */
export function readOneReport(path: string, content: string | Uint8Array): ReportFacts | null {
  const { reports } = readAllReports({ [path]: content })
  if (reports.length > 1) throw new Error(`${reports.length} reports, where one was expected`)
  return reports[0] ?? null
}
