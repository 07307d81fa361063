import type { ContributionReading } from '../../model/contribution.ts'

/** What was read of who did what in repositories that several work on: the newest reading of each. */
export type ContributionStore = {
  readonly of: (repositoryId: number) => Promise<ContributionReading | null>
  /** The ids of the repositories that have one. */
  readonly repositories: () => Promise<readonly number[]>
  /** Keeps a reading in the place of the one before. */
  readonly keep: (repositoryId: number, reading: ContributionReading) => Promise<void>
}
