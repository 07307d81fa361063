import type { TracedCriterion } from '../model/commit-trace.ts'
import type { StepRecord } from '../model/progress.ts'
import type { ProgressSeen } from './seen.ts'
import type { Story } from './story.ts'

/** How far each outcome is; what could not be seen is no step in any direction. */
const RANKS: Readonly<Record<TracedCriterion['outcome'], number>> = { unknown: 0, missing: 0, partial: 1, failing: 1, present: 2, verified: 3 }

/**
 * When something new was shown last, at `now` or before (milliseconds since 1970): a step, a criterion of the steps that is further than at any commit before, something a participant said, an
 * extension that was given, or the end of a pause; `begun` where nothing was.
 */
export function lastMovement({ commits }: Story, { statements, decisions }: Pick<ProgressSeen, 'statements' | 'decisions'>, steps: readonly StepRecord[], begun: number, now: number): number {
  const best = new Map<TracedCriterion['id'], number>()
  const further = commits.flatMap(({ at, isBots, trace }) => {
    if (isBots) return []
    const raised = trace.criteria.filter(({ id, outcome }) => RANKS[outcome] > (best.get(id) ?? 0))
    for (const { id, outcome } of raised) best.set(id, RANKS[outcome])
    return raised.length === 0 ? [] : [at]
  })
  const shown = steps.flatMap(({ since }) => since === null ? [] : [Date.parse(since)])
  const said = statements.map(({ at }) => at)
  const decided = decisions.flatMap(({ kind, at }) => kind === 'extend' || kind === 'resume' || kind === 'set' ? [at] : [])
  return [...further, ...shown, ...said, ...decided].filter((at) => at <= now).reduce((newest, at) => Math.max(newest, at), begun)
}
