import { ciOf } from '../ci/ci-facts.ts'
import type { CiCommand, CiWorkflow } from '../ci/ci-command.ts'
import { conditionsOf } from '../ci/conditions.ts'
import type { Command, Place } from '../commands/command.ts'
import { memoise } from '../memoise.ts'
import { groupedBy } from '../grouped.ts'
import { nameOf } from '../settings/settings.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Trigger } from '../../parse/workflow/workflow.ts'
import type { Edge } from './edge.ts'
import { edgesOfCommand, workflowsNamed } from './edges-of-command.ts'
import type { Start } from './start.ts'

/** What GitHub's workflows start: on a cron, after a workflow that a cron starts, after one that scores what another system sends, on a push of data, and by a person or a push of code; and what other CI systems would. */
export const workflowStartsOf = memoise((facts: RepositoryFacts): readonly Start[] => {
  const { workflows, commands, others } = ciOf(facts)
  const scheduled = scheduledOf(facts)
  const starts: Start[] = []
  for (const workflow of workflows) {
    const own = commands.filter((command) => command.workflow === workflow.path && command.inactive === null)
    const sound = own.filter((command) => command.broken === null)
    const clock = scheduled.get(workflow.path)
    if (clock !== undefined) {
      const running = sound.filter((command) => command.starts.includes('schedule') || (clock.after && command.starts.includes('workflow_run')))
      const crons = clock.after ? [] : workflow.crons.slice(1)
      const byCron = groupedBy(running, (command) => crons.length === 0 ? undefined : cronAskedFor(conditionsOf(facts, command), crons))
      starts.push({ by: 'schedule', says: clock.says, place: clock.place, edges: [...edgesOf(facts, byCron.get(undefined) ?? []), ...dispatched(facts, workflow, clock)] })
      for (const one of crons) {
        const edges = edgesOf(facts, byCron.get(one) ?? [])
        if (edges.length > 0) starts.push({ by: 'schedule', says: onCron(workflow, one.cron), place: { path: workflow.path, line: one.line }, edges })
      }
    }
    const batch = clock === undefined ? batchBefore(facts, workflow) : null
    if (batch !== null) starts.push({ by: 'batch', ...batch, edges: edgesOf(facts, sound.filter((command) => command.starts.includes('workflow_run'))) })
    const data = dataPush(facts, workflow)
    if (data !== null) starts.push({ by: 'data', says: `${nameOf(workflow.path)} (when data is pushed)`, place: data, edges: edgesOf(facts, sound.filter((command) => command.starts.includes('push'))) })
    for (const { place, asks } of data === null ? dataAskedFor(facts, workflow) : []) {
      const edges = edgesOf(facts, sound.filter((command) => command.starts.includes('push') && asks(conditionsOf(facts, command))))
      starts.push({ by: 'data', says: `${nameOf(workflow.path)} (when pushed data changed)`, place, edges })
    }
    for (const command of own) {
      if (command.broken !== null && !command.starts.includes('schedule')) continue
      const edges = edgesOfCommand(facts, command)
      if (edges.length > 0) starts.push({ by: 'person', says: `\`${shown(command)}\` in ${nameOf(workflow.path)} (on ${command.starts.slice(0, 2).join(' and ') || 'demand'})`, place: command.via[0] ?? command.place, edges })
    }
  }
  for (const other of others) {
    for (const command of other.commands) {
      const edges = edgesOfCommand(facts, command)
      if (edges.length > 0) starts.push({ by: 'person', says: `\`${shown(command)}\` of ${other.system}`, place: command.via[0] ?? command.place, edges })
    }
  }
  return starts
})

/** Workflows that a scheduled one starts through an action. */
function dispatched(facts: RepositoryFacts, workflow: CiWorkflow, clock: Clock): readonly Edge[] {
  return ciOf(facts).actions.filter((action) => action.workflow === workflow.path && action.inactive === null && (action.starts.includes('schedule') || clock.after)).flatMap((action) => {
    const name = /repository-dispatch/.test(action.uses) ? 'repository_dispatch' : /workflow-dispatch/.test(action.uses) ? action.with['workflow'] ?? '' : null
    return name === null ? [] : workflowsNamed(facts, name).map((path): Edge => ({ to: `workflow:${path}`, named: [], place: action.place, says: action.uses, onDrift: false }))
  })
}

function edgesOf(facts: RepositoryFacts, commands: readonly CiCommand[]): readonly Edge[] {
  return commands.flatMap((command) => edgesOfCommand(facts, command))
}

function shown(command: Command): string {
  const line = command.text.split('\n', 1)[0] ?? ''
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}

function onCron(workflow: CiWorkflow, cron: string): string {
  return `${nameOf(workflow.path)} (on the cron \`${cron}\`)`
}

/** The cron that a job of a workflow with several asks for: `github.event.schedule == '0 8 * * *'`. */
function cronAskedFor(condition: string, crons: CiWorkflow['crons']): CiWorkflow['crons'][number] | undefined {
  const asked = condition.split('github.event.schedule').slice(1).map((rest) => /^\s*==\s*(?:'([^']*)'|"([^"]*)")/.exec(rest)).map((found) => found?.[1] ?? found?.[2])
  return crons.find(({ cron }) => asked.includes(cron))
}

type Clock = { readonly says: string; readonly place: Place; readonly after: boolean }

/** The workflows that a cron starts, and those that run after one of them. */
function scheduledOf(facts: RepositoryFacts): ReadonlyMap<string, Clock> {
  const { workflows } = ciOf(facts)
  const clocks = new Map<string, Clock>()
  for (const workflow of workflows) {
    const [cron] = workflow.crons
    if (cron !== undefined && workflow.invalid === null) clocks.set(workflow.path, { says: onCron(workflow, cron.cron), place: { path: workflow.path, line: cron.line }, after: false })
  }
  for (let round = 0; round < 4; round += 1) {
    for (const workflow of workflows) {
      const trigger = triggersOf(facts, workflow.path).find((one) => one.event === 'workflow_run')
      const before = trigger === undefined || workflow.invalid !== null || clocks.has(workflow.path) ? undefined : workflows.find((other) => trigger.workflows.includes(other.name) && clocks.has(other.path))
      if (trigger !== undefined && before !== undefined) clocks.set(workflow.path, { says: `${nameOf(workflow.path)} (after ${nameOf(before.path)}, which a cron starts)`, place: { path: workflow.path, line: trigger.line }, after: true })
    }
  }
  return clocks
}

const SCORES = /scor(?:e|ing)|predict|infer|batch/i

/** The workflow that makes predictions before this one, where only an event of another system starts it: then this one runs with each batch. */
function batchBefore(facts: RepositoryFacts, workflow: CiWorkflow): Pick<Start, 'says' | 'place'> | null {
  const { workflows, commands } = ciOf(facts)
  const trigger = workflow.invalid === null ? triggersOf(facts, workflow.path).find((one) => one.event === 'workflow_run') : undefined
  const before = workflows.find((other) => trigger?.workflows.includes(other.name) === true && other.invalid === null && other.starts.length > 0 && other.starts.every((event) => event === 'repository_dispatch'))
  if (trigger === undefined || before === undefined) return null
  const scores = commands.some((command) => command.workflow === before.path && command.inactive === null && SCORES.test(command.text))
  return scores ? { says: `${nameOf(workflow.path)} (with each batch that ${nameOf(before.path)} scores)`, place: { path: workflow.path, line: trigger.line } } : null
}

function triggersOf(facts: RepositoryFacts, path: string): readonly Trigger[] {
  const read = facts.files.get(path)?.facts
  return read?.kind === 'workflow' ? read.workflow.triggers : []
}

const DATA = /^(?:\*\*\/)?(?:\w+\/)?(?:data|datasets?|raw_data|raw|feedback|dvc\.lock|data\.dvc)(?:\/|$)|\.(?:dvc|csv|parquet)$|(?:^|\/)dvc\.lock$/i

/** Where a workflow's push is filtered to nothing but data. */
function dataPush(facts: RepositoryFacts, workflow: CiWorkflow): Place | null {
  if (!workflow.starts.includes('push') || workflow.invalid !== null) return null
  const trigger = triggersOf(facts, workflow.path).find((one) => one.event === 'push')
  const paths = (trigger?.paths ?? []).filter((pattern) => !pattern.startsWith('!') && !pattern.startsWith('.github/'))
  return trigger !== undefined && paths.length > 0 && paths.every((pattern) => DATA.test(pattern) && !pattern.endsWith('.py')) ? { path: workflow.path, line: trigger.line } : null
}

/** Steps that ask whether data changed with the push (`tj-actions/changed-files`), and what a condition on their answer looks like. */
function dataAskedFor(facts: RepositoryFacts, workflow: CiWorkflow): readonly { readonly place: Place; readonly asks: (condition: string) => boolean }[] {
  const read = facts.files.get(workflow.path)?.facts
  if (read?.kind !== 'workflow' || workflow.invalid !== null) return []
  return read.workflow.jobs.flatMap(({ steps }) => steps.flatMap((step) => {
    const patterns = (step.with['files'] ?? '').split(/\s+/).filter((pattern) => pattern !== '')
    if (step.id === null || !/(?:^|\/)changed-files@/.test(step.uses ?? '') || patterns.length === 0 || !patterns.every((pattern) => DATA.test(pattern) && !pattern.endsWith('.py'))) return []
    const answer = `steps.${step.id}.outputs.`
    const answers = [answer, ...steps.flatMap((one) => one.id !== null && one.run?.includes(answer) === true ? [`steps.${one.id}.outputs.`] : [])]
    return [{ place: { path: workflow.path, line: step.line }, asks: (condition: string): boolean => answers.some((one) => condition.includes(one)) && !/!|false/.test(condition) }]
  }))
}
