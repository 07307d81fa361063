/** What one artifact may cost. Sizes are bytes, times milliseconds. */
export type ArtifactLimits = {
  readonly zip: number
  readonly entries: number
  readonly entry: number
  /** All entries together, inflated. */
  readonly inflated: number
  readonly time: number
  readonly memoryMegabytes: number
}

export const ARTIFACT_LIMITS: ArtifactLimits = { zip: 50_000_000, entries: 2_000, entry: 20_000_000, inflated: 100_000_000, time: 20_000, memoryMegabytes: 384 }
