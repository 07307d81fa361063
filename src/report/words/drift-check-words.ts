import type { RunEvidence } from '../../model/evidence.ts'
import { plainLine } from '../text/plain-line.ts'

/** That a step looked for drift and passed, in a workflow that does not start by itself. */
export function lookedForDriftWords({ step, job, headSha }: Pick<RunEvidence, 'step' | 'job' | 'headSha'>): string {
  return `The step “${plainLine(step, 80)}” of job “${plainLine(job, 80)}” looked for drift at ${headSha.slice(0, 7)} and passed; it was started by a person or a push.`
}

/** That a step that looks for drift failed, which a check that finds drift does as well as one that breaks. */
export function driftCheckFailedWords({ step, job, headSha }: Pick<RunEvidence, 'step' | 'job' | 'headSha'>): string {
  return `The step “${plainLine(step, 80)}” of job “${plainLine(job, 80)}” failed at ${headSha.slice(0, 7)}: it found drift, or it broke, and its log tells which.`
}
