import type { ReportFile, ReportStep } from '../../parse/reports/read-reports.ts'
import type { ArtifactLimits } from './limits.ts'

/** What a worker is started with: a zip, or files by their paths. */
export type Task = { readonly limits: ArtifactLimits } & ({ readonly zip: Uint8Array } | { readonly files: readonly ReportFile[] })

/** What a worker sends back: that it has started, each step, and that it is done. */
export type Told = 'started' | 'done' | ReportStep
