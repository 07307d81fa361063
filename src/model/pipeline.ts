import type { TestResult } from './report-facts.ts'

/** The stages of the course's pipeline, in their order. */
export const STAGE_IDS = ['lint', 'test', 'build', 'validate', 'deploy'] as const
export type StageId = (typeof STAGE_IDS)[number]

/** What became of one job of a stage. `result` is GitHub's word for its step, else for how far it is; `seconds` is how long the job took, null while it has not ended. */
export type StageJob = { readonly workflow: string; readonly job: string; readonly step: string; readonly result: string; readonly seconds: number | null; readonly url: string }

/** What reports say of the tests of a stage, on the word of who uploaded or committed them: how they ended, and how many of the lines they covered, 0 to 100. `artifact` is null where the report is committed. */
export type StageReports = {
  readonly tests: Readonly<Record<TestResult, number>> | null
  readonly coverage: { readonly percent: number; readonly artifact: string | null; readonly path: string } | null
}

/**
 * One stage of the pipeline: what does it by the files (`path:line`, null where nothing does), what ran of it on the judged commit, and what is wrong with its
 * place in the order (it does not wait for the stage before it).
 */
export type StageRecord = {
  readonly id: StageId
  readonly at: { readonly path: string; readonly line: number; readonly says: string; readonly doubt: string | null } | null
  readonly jobs: readonly StageJob[]
  readonly order: string | null
  /** Absent where no report says anything of the stage. */
  readonly reports?: StageReports
}
