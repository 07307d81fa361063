import type { ReportFacts } from './report-facts.ts'
import type { Gap } from './repository.ts'

/** An artifact of a run as GitHub lists it; `bytes` is the size of its zip, `createdAt` milliseconds since 1970. */
export type ListedArtifact = { readonly id: number; readonly name: string; readonly bytes: number; readonly isExpired: boolean; readonly createdAt: number }

/** What one artifact says: its reports, and what of it could not be seen. `isOpen`: it could not be fetched, and may be another time. */
export type RunArtifact = { readonly id: number; readonly name: string; readonly reports: readonly ReportFacts[]; readonly gaps: readonly Gap[]; readonly isOpen: boolean }
