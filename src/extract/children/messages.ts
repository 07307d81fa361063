import type { ArtifactReading } from '../../flow/ports/artifact-port.ts'
import type { ReportFile } from '../../parse/reports/read-reports.ts'
import type { PoolOptions } from '../extract-on-workers.ts'
import type { ArtifactOptions } from '../reports/read-artifacts-on-workers.ts'

/** Options as they cross to another process: of the module its address, and no function. */
export type Crossing<Options> = Omit<Options, 'module' | 'spent'> & { readonly module?: string }

export type NumberedFile = { readonly id: number; readonly path: string; readonly bytes: Uint8Array }

/** What a process that reads is asked: files of a repository, one after the other; to begin another repository; or one artifact or list of reports. */
export type Asked =
  | { readonly kind: 'files'; readonly files: readonly NumberedFile[]; readonly options: Crossing<PoolOptions> }
  | { readonly kind: 'next-repository' }
  | { readonly kind: 'artifact'; readonly zip: Uint8Array; readonly options: Crossing<ArtifactOptions> }
  | { readonly kind: 'reports'; readonly files: readonly ReportFile[]; readonly options: Crossing<ArtifactOptions> }

/** What it says: that it has started; an extraction of each file, in any number at once, as JSON; or the reading. */
export type Said = { readonly kind: 'started' } | { readonly kind: 'extracted'; readonly answers: readonly { readonly id: number; readonly extraction: string }[] } | { readonly kind: 'read'; readonly reading: ArtifactReading }
