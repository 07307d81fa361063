import { mayHoldEvidence } from '../checks/frame/needs.ts'
import type { CiAction, CiCommand } from '../facts/ci/ci-command.ts'
import { ciOf } from '../facts/ci/ci-facts.ts'
import { doubtOf } from '../facts/ci/doubt.ts'
import { taskCommandsOf } from '../facts/commands/task-commands.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { ConditionOf } from '../model/condition.ts'
import type { FileEvidence } from '../model/evidence.ts'
import { globMatcher } from '../parse/glob.ts'
import { firstCommand } from '../parse/shell/first-command.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { sightingOf, type Found } from './frame/sightings.ts'

/** A command or action that a workflow of GitHub runs on pushes or pull requests, and whose failure fails its job. */
export const workflowRuns: ConditionCheck<'workflow-runs'> = {
  kind: 'workflow-runs',
  revision: 1,
  describe: (condition) => `a workflow on push or pull request that ${condition.action === null ? `runs \`${condition.command ?? ''}\`` : `uses \`${condition.action}\``}`,
  next: (condition) => `Add a step that ${condition.action === null ? `runs \`${condition.command ?? ''}\`` : `uses \`${condition.action}\``} to a workflow on push and pull request, and let its failure fail the job.`,
  mayStandIn: (_, path) => mayHoldEvidence(path, ['workflows', 'tasks']),
  look: (condition, facts) => {
    const { commands, actions, others } = ciOf(facts)
    const isMeant = commandMatcher(condition)
    const steps = [...commands.filter(({ words }) => isMeant(words)), ...actions.filter(({ uses }) => condition.action !== null && isAction(uses, condition.action))]
    const found = steps.filter((step) => doubtOf({ ...step, broken: null }) === null).map((step): Found => ({ place: placeOf(facts, step, saysOf(step)), why: step.broken }))
    // The runs of another system cannot be seen.
    const elsewhere = others.flatMap((other) => other.commands.filter(({ words }) => isMeant(words)).map(({ place, text }): Found => ({ place: fileEvidence(facts, place.path, place.line, text), why: `${other.system} runs it, whose runs cannot be seen` })))
    const [doubted] = steps
    const task = taskCommandsOf(facts).flatMap((one) => one.commands).find(({ words }) => isMeant(words))
    const near = doubted !== undefined ? placeOf(facts, doubted, `${saysOf(doubted)}: ${doubtOf(doubted) ?? ''}`) : task === undefined ? null : fileEvidence(facts, task.place.path, task.place.line, `${task.text}: no workflow runs it`)
    return sightingOf([...found, ...elsewhere], near)
  },
}

/** Whether a command is the one that is asked for: the same tool, and every further word in the same order; other words may stand between. Words may be globs. */
function commandMatcher({ command }: ConditionOf<'workflow-runs'>): (words: readonly string[]) => boolean {
  const [tool, ...rest] = firstCommand(command ?? '').map(globMatcher)
  if (tool === undefined) return () => false
  return ([first = '', ...others]) => {
    if (!tool(first)) return false
    let at = 0
    for (const word of others) if (rest[at]?.(word) === true) at += 1
    return at === rest.length
  }
}

/** An action is named without its version; a folder inside its repository is part of the name. */
function isAction(uses: string, action: string): boolean {
  const name = uses.split('@')[0]?.toLowerCase() ?? ''
  return name === action.toLowerCase() || name.startsWith(`${action.toLowerCase()}/`)
}

function saysOf(step: CiCommand | CiAction): string {
  return 'uses' in step ? step.uses : step.text
}

/** Where the workflow starts it; what the step calls stands behind that. */
function placeOf(facts: RepositoryFacts, step: CiCommand | CiAction, says: string): FileEvidence {
  const { path, line } = step.via[0] ?? step.place
  return fileEvidence(facts, path, line, says)
}
