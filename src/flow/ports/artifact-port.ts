import type { ReportFacts } from '../../model/report-facts.ts'
import type { Gap, Problem } from '../../model/repository.ts'

/**
 * What was read, what is there and could not be seen, and what does not say what its format asks. All of it is bounded. `brokenOff` stands where it was not read as far as it
 * can be, and may be another time: because reading was stopped from here, or because its reader ended by itself.
 */
export type ArtifactReading = { readonly reports: readonly ReportFacts[]; readonly gaps: readonly Gap[]; readonly problems: readonly Problem[]; readonly brokenOff?: 'stopped' | 'ended' }

/** Reads what a run of CI uploads, away from the event loop, within limits of time, size and memory. Never rejects: what was ended is a gap. */
export type ArtifactPort = {
  /** Reads an artifact: a zip as GitHub serves it. Its files are named by their paths inside. */
  readonly read: (bytes: Uint8Array) => Promise<ArtifactReading>
  /** Reads the same reports among files of a repository or of a folder. Those that no reader wants are passed over; `isWanted` tells them beforehand. */
  readonly readFiles: (files: readonly { readonly path: string; readonly bytes: Uint8Array }[]) => Promise<ArtifactReading>
  /** Ends what is being read. */
  readonly close: () => Promise<void>
}
