import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { CiAction, CiCommand, CiFacts, CiOrigin, CiWorkflow } from './ci-command.ts'
import { comesEver } from './comes-ever.ts'
import type { Runs } from './job-runs.ts'
import { othersOf } from './other-systems.ts'
import { scenariosOf, type Scenario } from './scenario.ts'
import { nameOfWorkflow, walkWorkflow } from './walk-workflow.ts'
import type { Workflow } from '../../parse/workflow/workflow.ts'

type File = { readonly path: string; readonly name: string; readonly workflow: Workflow; readonly scenarios: readonly Scenario[]; readonly reasons: readonly string[] }

/** How a workflow is started when the ends of others are followed. */
type Reach = { readonly automatic: boolean; readonly inCi: boolean }

const BY_HAND = new Set(['workflow_dispatch', 'repository_dispatch', 'workflow_run', 'workflow_call'])

/**
 * What the repository's CI runs: every command and action of its GitHub workflows, with composite actions, reusable workflows, runners
 * and scripts followed, when it can run, and what masks or breaks it; and the commands of other CI systems.
 */
export const ciOf = memoise((facts: RepositoryFacts): CiFacts => {
  const files = [...facts.files.values()].flatMap((file): readonly File[] => {
    if (file.facts?.kind !== 'workflow') return []
    const { workflow } = file.facts
    return [{ path: file.path, name: nameOfWorkflow(file.path, workflow), workflow, ...scenariosOf(facts, workflow.triggers) }]
  })
  const reaches = reachesOf(files)
  const commands: CiCommand[] = []
  const actions: CiAction[] = []
  for (const file of files) {
    const reach = reaches.get(file.path) ?? { automatic: false, inCi: false }
    const { invalid } = file.workflow
    const originOf = (runs: Runs): Pick<CiOrigin, 'starts' | 'automatic' | 'inCi' | 'inactive' | 'afterFailure'> => {
      const starts = [...new Set(runs.scenarios.map((scenario) => scenario.startedBy))]
      const ended = starts.includes('workflow_run')
      const dead = invalid !== null ? `GitHub does not run this workflow: ${invalid.reason}` : runs.scenarios.length > 0 ? null : runs.reason ?? file.reasons[0] ?? 'nothing starts it'
      const runsHere = dead === null
      return {
        starts, inactive: dead, afterFailure: runs.afterFailure,
        automatic: runsHere && (starts.some((start) => !BY_HAND.has(start)) || (ended && reach.automatic)),
        inCi: runsHere && !runs.afterFailure && (starts.includes('push') || starts.includes('pull_request') || starts.includes('merge_group') || (ended && reach.inCi)),
      }
    }
    const isCalledOnly = file.workflow.triggers.length > 0 && file.workflow.triggers.every((trigger) => trigger.event === 'workflow_call')
    // A workflow that is only called is walked where it is called.
    if (isCalledOnly && files.some((other) => other.workflow.jobs.some((job) => job.uses?.includes(file.path) === true))) continue
    walkWorkflow({ facts, commands, actions, originOf, workflow: { path: file.path, name: file.name } }, file.path, file.workflow, file.scenarios, new Map(), { via: [], prefix: '', depth: 0, masked: null })
  }
  const ends = endsOfJobs(commands)
  const after = <Step extends CiCommand | CiAction>(step: Step): Step => {
    const end = ends.get(jobOf(step))
    return end === undefined || step.broken !== null || step.step <= end.step ? step : { ...step, broken: `an earlier step of its job ends it: ${end.broken}` }
  }
  return { workflows: files.map((file) => workflowOf(file, reaches)), commands: commands.map(after), actions: actions.map(after), others: othersOf(facts) }
})

/** The first step of each job that installs a list of packages which is not there: nothing after it runs. */
function endsOfJobs(commands: readonly CiCommand[]): ReadonlyMap<string, { readonly step: number; readonly broken: string }> {
  const ends = new Map<string, { step: number; broken: string }>()
  for (const command of commands) {
    const { broken, masked, words, step } = command
    const installs = /^(?:pip3?|uv)$/.test(words[0] ?? '') && words.includes('install')
    if (broken !== null && masked === null && installs && command.condition === null && !ends.has(jobOf(command))) ends.set(jobOf(command), { step, broken })
  }
  return ends
}

/** What tells one job of the repository's workflows from another. */
export function jobOf({ workflow, job }: Pick<CiOrigin, 'workflow' | 'job'>): string {
  return `${workflow}\n${job}`
}

function workflowOf(file: File, reaches: ReadonlyMap<string, Reach>): CiWorkflow {
  const reach = reaches.get(file.path) ?? { automatic: false, inCi: false }
  const { invalid, triggers } = file.workflow
  return {
    path: file.path, name: file.name, starts: [...new Set(file.scenarios.map((scenario) => scenario.startedBy))], automatic: invalid === null && reach.automatic, inCi: invalid === null && reach.inCi,
    crons: triggers.flatMap((trigger) => trigger.crons.filter(comesEver).map((cron) => ({ cron, line: trigger.line }))), invalid, inactive: file.scenarios.length > 0 ? null : file.reasons[0] ?? null, line: triggers[0]?.line ?? 1,
  }
}

/** Follows `workflow_run` from workflow to workflow by their names: what starts the first starts the next. */
function reachesOf(files: readonly File[]): ReadonlyMap<string, Reach> {
  const reaches = new Map<string, Reach>()
  for (const file of files) {
    const runs = file.workflow.invalid === null
    reaches.set(file.path, {
      automatic: runs && file.scenarios.some((scenario) => !BY_HAND.has(scenario.startedBy)),
      inCi: runs && file.scenarios.some((scenario) => ['push', 'pull_request', 'merge_group'].includes(scenario.startedBy)),
    })
  }
  for (let round = 0; round < 5; round += 1) {
    for (const file of files) {
      if (file.workflow.invalid !== null) continue
      const upstream = files.filter((other) => file.workflow.triggers.some((trigger) => trigger.event === 'workflow_run' && trigger.workflows.includes(other.name)))
      const own = reaches.get(file.path) ?? { automatic: false, inCi: false }
      const all = upstream.map((other) => reaches.get(other.path) ?? own)
      reaches.set(file.path, { automatic: own.automatic || all.some((reach) => reach.automatic), inCi: own.inCi || all.some((reach) => reach.inCi) })
    }
  }
  return reaches
}
