import type { ArtifactPort, ArtifactReading } from '../../flow/artifact-port.ts'
import { readReports } from '../../parse/reports/read-reports.ts'
import { ARTIFACT_LIMITS } from './limits.ts'
import { loadSqlite } from './open-sqlite.ts'
import { readZip } from './read-zip.ts'

/** Reads artifacts in this thread, without a limit of time: for trusted files, and for callers that are short-lived themselves. */
export function readArtifactsInProcess(): ArtifactPort {
  const read = async (files: readonly { readonly path: string; readonly bytes: Uint8Array }[], names: readonly string[], gaps: ArtifactReading['gaps']): Promise<ArtifactReading> => {
    const openDatabase = files.some(({ path }) => /\.(?:db|sqlite3?)$/i.test(path)) ? await loadSqlite() : () => ({ ok: false as const, says: 'a database is read under the endings .db, .sqlite and .sqlite3 only' })
    const steps = [...readReports(files, names, openDatabase)].flatMap((step) => ('reports' in step ? [step] : []))
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
