import { ciOf } from '../ci/ci-facts.ts'
import type { CiAction, CiCommand } from '../ci/ci-command.ts'
import type { Command, Place } from '../commands/command.ts'
import { deliveryActionOf } from '../commands/delivery-commands.ts'
import { changesSomething, isOfDatabase, undoes } from '../commands/rollback-commands.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { documentsOf, isProse } from '../documents/documents.ts'
import { rollbackMentions, type RollbackMention } from '../documents/rollback-mentions.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { asList, asMap, type Json } from '../../parse/json.ts'
import { lineAt, yamlPartsOf } from '../settings/settings.ts'
import { rollbackCodeOf, type Rollback } from './rollback-code.ts'
import { attributeOf, blocksWithin, literalText, resourcesOfType } from './terraform.ts'

const NAMED = /roll[ _-]?(?:ing[ _-]?)?back|(?:revert|restore)[ _-]?(?:to[ _-]?)?(?:previous|last|prior|model|deploy|release|version|image)/i

/** Everything in the repository that has to do with bringing an earlier version back: what can be followed first, documents before workflows before tasks. */
export const rollbacksOf = memoise((facts: RepositoryFacts): readonly Rollback[] => {
  const all = [...documented(facts), ...inWorkflows(facts), ...inTasks(facts), ...rollbackCodeOf(facts), ...bySettings(facts)]
  return [...all.filter((one) => one.procedure && one.flaw === null), ...all.filter((one) => one.procedure && one.flaw !== null), ...all.filter((one) => !one.procedure)]
})

function documented(facts: RepositoryFacts): readonly Rollback[] {
  const mentions = documentsOf(facts).filter((document) => isProse(document.path)).slice(0, 300).flatMap((document) => rollbackMentions(document))
  return [...mentions].sort((left, right) => weight(right) - weight(left)).map((mention) => ({ path: mention.path, line: mention.line, says: saysOf(mention), from: 'document', procedure: isProcedure(mention), flaw: null }))
}

function saysOf({ text, commands }: RollbackMention): string {
  return commands[0] === undefined || text.includes(commands[0]) ? text : `${text.replace(/[:：*\s]+$/, '')}: ${commands[0]}`
}

/** A section before a line, one that undoes a release by a command before others. */
function weight({ section, commands }: RollbackMention): number {
  return (section ? 2 : 0) + (commands.length > 0 ? 1 : 0)
}

/** A command, or at least two things to do. */
function isProcedure({ commands, steps, text, section }: RollbackMention): boolean {
  if (commands.length > 0) return !commands.every((command) => /^git\s+revert\b/i.test(command)) || section || /deploy|release|production|\bmodel\b|image|service/i.test(text)
  return steps >= 2
}

/** The steps of workflows that bring an earlier version back: those that undo a release by their command, then those that do something where a name says that it is for that. */
export function stepsBackOf(facts: RepositoryFacts): readonly { readonly step: CiCommand | CiAction; readonly says: string }[] {
  const { commands, actions } = ciOf(facts)
  return [
    ...[...commands.filter(undoes), ...commands.filter((command) => isNamedSo(command) && changesSomething(command))].map((step) => ({ step, says: step.text })),
    ...actions.filter((action) => isNamedSo(action) && (deliveryActionOf(action.uses, action.with) !== null || /roll-?back|kubectl|helm|ssh/i.test(action.uses))).map((step) => ({ step, says: step.uses })),
  ]
}

function isNamedSo(one: CiCommand | CiAction): boolean {
  return isForRollback(one.workflowName) || isForRollback(one.workflow.replace(/^.*\//, '')) || isForRollback(one.job) || NAMED.test(one.stepName ?? '')
}

function inWorkflows(facts: RepositoryFacts): readonly Rollback[] {
  const { commands, others } = ciOf(facts)
  const steps = stepsBackOf(facts).map(({ step, says }) => ofStep(step, step.place, says, true))
  const spoken = commands.filter((command) => isNamedSo(command) && !changesSomething(command)).map((command) => ofStep(command, command.place, `${nameOf(command)}: ${command.text}`, false))
  const elsewhere = others.flatMap((other) => other.commands.filter(undoes).map((command): Rollback => ({ ...command.place, says: `${other.system} runs ${command.text}`, from: 'workflow', procedure: true, flaw: null })))
  return [...steps, ...elsewhere, ...spoken]
}

/** Whether a workflow or job is there to roll back, by its name: one that deploys with a rollback at its end is not, its steps are looked at one by one. */
function isForRollback(name: string): boolean {
  const found = NAMED.exec(name)
  const other = /deploy|releas|promot|canary|build|train|test|pipeline/i.exec(name)
  return found !== null && !isOfDatabase(name) && (other === null || found.index < other.index)
}

function nameOf(step: CiCommand | CiAction): string {
  return step.stepName ?? step.job
}

function ofStep(step: CiCommand | CiAction, place: Place, says: string, procedure: boolean): Rollback {
  return { path: place.path, line: place.line, says, from: 'workflow', procedure, flaw: step.inactive !== null ? `it never runs here (${step.inactive})` : step.broken }
}

/** Make targets, tasks and shell scripts that are named after rolling back and change something, and those that undo a release whatever their name. */
function inTasks(facts: RepositoryFacts): readonly Rollback[] {
  return taskCommandsOf(facts).flatMap((task): readonly Rollback[] => {
    if (task.runner === 'pre-commit' || task.runner === 'lefthook' || isOfDatabase(task.name)) return []
    const isNamed = NAMED.test(task.name.replace(/^.*\//, ''))
    const [acting] = task.commands.filter((command: Command) => undoes(command) || (isNamed && changesSomething(command)))
    if (acting !== undefined) return [{ ...(isNamed && task.path === acting.place.path ? { path: task.path, line: task.runner === 'script' ? acting.place.line : task.line } : acting.place), says: `${task.runner === 'script' ? task.path : `${task.runner} ${task.name}`} runs ${acting.text}`, from: 'task', procedure: true, flaw: acting.broken }]
    return isNamed && task.commands.length > 0 ? [{ path: task.path, line: task.line, says: `${task.name} only speaks of it`, from: 'task', procedure: false, flaw: null }] : []
  })
}

/** Platforms that go back by themselves when a deployment fails: ECS's circuit breaker, CodeDeploy, Swarm. */
function bySettings(facts: RepositoryFacts): readonly Rollback[] {
  const terraform = resourcesOfType(facts, (type) => /^aws_(?:ecs_service|codedeploy_deployment_group|sagemaker_endpoint)$/.test(type)).flatMap((resource) => blocksWithin(resource.block)
    .filter((block) => block.type === 'auto_rollback_configuration' || (block.type === 'deployment_circuit_breaker' && literalText(attributeOf(block, 'rollback')?.value) === 'true'))
    .map((block) => ({ path: resource.path, line: block.line, says: `${block.type} of ${resource.type}` })))
  const swarm = yamlPartsOf(facts).flatMap((part) => keyIn(part.document.value, '', 0).map((pointer) => ({ path: part.path, line: lineAt(part.document.lines, pointer), says: 'failure_action: rollback' })))
  return [...terraform, ...swarm].map((place) => ({ ...place, from: 'settings', procedure: false, flaw: null }))
}

function keyIn(value: Json, pointer: string, depth: number): readonly string[] {
  if (depth > 8) return []
  const entries = asList(value)?.map((inner, index) => [String(index), inner] as const) ?? Object.entries(asMap(value) ?? {})
  return entries.slice(0, 200).flatMap(([key, inner]) => {
    const here = pointer === '' ? key : `${pointer}.${key}`
    return key === 'failure_action' && inner === 'rollback' ? [here] : keyIn(inner, here, depth + 1)
  })
}
