import { asksForStatus, conditionHolds } from '../../parse/workflow/condition.ts'
import type { WorkflowJob } from '../../parse/workflow/workflow.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lookupIn, type Given } from './context.ts'
import type { Scenario } from './scenario.ts'

/** The scenarios in which something can run; `afterFailure` where only a failure before it starts it; `reason` where none can. */
export type Runs = { readonly scenarios: readonly Scenario[]; readonly afterFailure: boolean; readonly reason: string | null }

/** Narrows scenarios by an `if:`. Where the files cannot tell, it can hold. */
export function runsUnder(facts: RepositoryFacts, condition: string | null, runs: Runs, given: Given): Runs {
  if (condition === null || runs.scenarios.length === 0) return runs
  const held = runs.scenarios.filter((scenario) => conditionHolds(condition, lookupIn(facts, scenario, given, false)) !== false)
  if (held.length > 0) return { ...runs, scenarios: held }
  const failed = asksForStatus(condition) ? runs.scenarios.filter((scenario) => conditionHolds(condition, lookupIn(facts, scenario, given, true)) !== false) : []
  return failed.length > 0 ? { scenarios: failed, afterFailure: true, reason: null } : { ...runs, scenarios: [], reason: `its condition \`${condition.trim().slice(0, 120)}\` never holds here` }
}

/** Which jobs of a workflow can run in which scenarios, with `if` and `needs`. */
export function jobRuns(facts: RepositoryFacts, jobs: readonly WorkflowJob[], scenarios: readonly Scenario[], given: Given): ReadonlyMap<string, Runs> {
  const byId = new Map(jobs.map((job) => [job.id, job]))
  const known = new Map<string, Runs>()
  const visiting = new Set<string>()
  const visit = (job: WorkflowJob): Runs => {
    const found = known.get(job.id)
    if (found !== undefined) return found
    if (visiting.has(job.id)) return { scenarios: [], afterFailure: false, reason: 'its `needs` go in a circle' }
    visiting.add(job.id)
    const needs = job.needs.map((id) => byId.get(id)).filter((need) => need !== undefined)
    let runs: Runs = { scenarios, afterFailure: false, reason: null }
    if (job.if === null || !asksForStatus(job.if)) {
      for (const need of needs) {
        const before = visit(need)
        const left = runs.scenarios.filter((scenario) => before.scenarios.includes(scenario))
        runs = { scenarios: left, afterFailure: runs.afterFailure || before.afterFailure, reason: left.length > 0 ? null : before.reason ?? `job \`${need.id}\`, which it needs, never runs` }
        if (left.length === 0) break
      }
    }
    const result = runsUnder(facts, job.if, runs, given)
    visiting.delete(job.id)
    known.set(job.id, result)
    return result
  }
  for (const job of jobs) visit(job)
  return known
}
