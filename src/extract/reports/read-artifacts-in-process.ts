import type { ArtifactPort, ArtifactReading } from '../../flow/ports/artifact-port.ts'
import { readReports, type OpenDatabase, type ReportFile } from '../../parse/reports/read-reports.ts'
import { ARTIFACT_LIMITS } from './limits.ts'
import { loadSqlite, openerFor } from './open-sqlite.ts'
import { readZip } from './read-zip.ts'

/** Reads artifacts in this thread, without a limit of time: for trusted files, and for callers that are short-lived themselves. `load` gives SQLite. Never rejects. */
export function readArtifactsInProcess(load: () => Promise<OpenDatabase> = loadSqlite): ArtifactPort {
  const read = async (files: readonly ReportFile[], names: readonly string[], gaps: ArtifactReading['gaps']): Promise<ArtifactReading> => {
    const steps = [...readReports(files, names, await openerFor(files, load))].flatMap((step) => ('reports' in step ? [step] : []))
    return { reports: steps.flatMap(({ reports }) => reports), gaps: [...gaps, ...steps.flatMap((step) => step.gaps)], problems: steps.flatMap(({ problems }) => problems) }
  }
  return {
    read: async (bytes) => {
      const { files, names, gaps } = await readZip(bytes, ARTIFACT_LIMITS)
      return read(files, names, gaps)
    },
    readFiles: (files) => read(files, files.map(({ path }) => path), []),
    close: () => Promise.resolve(),
  }
}
