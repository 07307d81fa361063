import type { Basis } from './criterion.ts'
import type { ArtifactEvidence, FileEvidence } from './evidence.ts'

/** What a report says that speaks for a criterion; `path` is where the report stood. */
export type Claim =
  /** Runs that an MLflow store holds, and how many of them have parameters and metrics. */
  | { readonly criterion: 'tracking'; readonly kind: 'tracked-runs'; readonly path: string; readonly runs: number; readonly whole: number }
  /** A version of a registered model, and what is known of it: `an alias`, `a description`. */
  | { readonly criterion: 'registry'; readonly kind: 'registered-model'; readonly path: string; readonly model: string; readonly version: string; readonly metadata: readonly Metadata[] }
  /** A drift report that says when it was made. */
  | { readonly criterion: 'drift'; readonly kind: 'drift-report'; readonly path: string; readonly drift: boolean | null; readonly share: number | null; readonly at: string }
  /** Families of metrics in a text that a service gave to Prometheus: how many, and the first names of those that tell of more than the process. */
  | { readonly criterion: 'metrics'; readonly kind: 'metric-families'; readonly path: string; readonly families: readonly string[]; readonly count: number }

export type Metadata = 'alias' | 'stage' | 'description' | 'tags' | 'signature' | 'run'

/** A claim with the place that a person can open, the commit that it is of as its maker says (null where nobody says), and on whose word it is. */
export type PlacedClaim = { readonly claim: Claim; readonly place: FileEvidence | ArtifactEvidence; readonly from: string | null; readonly basis: Basis }
