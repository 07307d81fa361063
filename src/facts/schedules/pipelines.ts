import { memoise } from '../memoise.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { taskFilesOf } from '../commands/task-files.ts'
import { dvcOf } from '../data/dvc.ts'
import { projectEntryPointsOf } from '../data/project-entry-points.ts'
import type { Command, Place } from '../commands/command.ts'
import { expandScript } from '../commands/expand.ts'
import { composeProcessesOf } from '../containers/compose-processes.ts'
import type { Call } from '../python/calls.ts'
import { definitionsOf, type ClassDefinition } from '../python/definitions.ts'
import { sagemakerPipelinesOf, trains } from '../operations/sagemaker-pipelines.ts'
import { folderOf, nameOf } from '../settings/settings.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { edgesFrom } from './activity.ts'
import { edgeTo, type Edge } from './edge.ts'
import { edgesOfCommand, edgesOfScript } from './edges-of-command.ts'
import { codePartsOf, partKey, type CodePart } from './code-parts.ts'
import { targetsOf } from './command-targets.ts'
import { programsInTurnOf } from './programs-in-turn.ts'
import type { Start } from './start.ts'
import { saysTraining } from './training-code.ts'

const FLOW = /^(?:prefect\.(?:[\w.]*\.)?flow|zenml\.(?:[\w.]*\.)?pipeline|kfp\.(?:[\w.]*\.)?pipeline|dagster\.(?:job|graph|asset|multi_asset|op|graph_asset)|flytekit\.(?:workflow|dynamic)|azure\.ai\.ml\.(?:[\w.]*\.)?pipeline|mage_ai\.\w+|ploomber\.\w+|clearml\.(?:[\w.]*\.)?(?:PipelineDecorator\.(?:pipeline|component))|sagemaker\.workflow\.[\w.]*step|hamilton\.\w+)$|(?:^|\.)dsl\.pipeline$/
const FLOW_CLASS = /^(?:metaflow\.FlowSpec|luigi\.(?:[\w.]*\.)?Task|mlflow\.recipes\.\w+|tfx\.[\w.]+)$/
const MADE = /^(?:sagemaker\.workflow\.pipeline\.Pipeline|kedro\.pipeline\.(?:pipeline|Pipeline|node)|kedro\.pipeline\.[\w.]*(?:pipeline|node)|tfx\.[\w.]*Pipeline|azureml\.pipeline\.core\.Pipeline|prefect\.Flow|clearml\.[\w.]*PipelineController)$/
const PIPELINE_NAME = /pipeline|workflow|orchestrat|(?:^|_)flow(?:_|$)/i
/** Pipelines of other things. */
const OTHER_NAME = /predict|inference|infer|feature|preprocess|data_?pipeline|etl|ingest|sklearn|transform/i

/** Pipelines that a person starts: flows and jobs of orchestrators, stages of DVC, pipelines that Terraform sets up, chains of tasks and of compose services, entry points of MLflow, scripts, functions and classes that call themselves a pipeline, code that runs programs in turn, and code that trains where it finds drift. */
export const pipelinesOf = memoise((facts: RepositoryFacts): readonly Start[] => [...flowsOf(facts), ...stagesOf(facts), ...chainsOf(facts), ...composedChainsOf(facts), ...cloudPipelinesOf(facts), ...namedPipelines(facts), ...programsInTurnOf(facts), ...decidedByDrift(facts)])

function flowsOf(facts: RepositoryFacts): readonly Start[] {
  return [...codePartsOf(facts).values()].flatMap((part): readonly Start[] => {
    if (part.module.role !== 'code') return []
    const path = part.module.path
    const at = (line: number, says: string, edges: readonly Edge[]): Start => ({ by: 'person', says, place: { path, line }, edges })
    const { decorator, made, classes } = flowIn(part)
    if (decorator >= 0) return [at(part.definition?.node.decorators[decorator]?.line ?? part.line, `the flow \`${part.name}\``, [edgeTo(part.key, { path, line: part.line }, part.name)])]
    return [
      ...(made === undefined ? [] : [at(made.line, `the pipeline that \`${path}\` makes`, edgesFrom(facts, part.key).concat(edgeTo(part.key, { path, line: made.line }, part.name)))]),
      ...classes.map((one) => at(one.node.line, `the flow \`${one.name}\``, [...codePartsOf(facts).keys()].filter((key) => key.startsWith(partKey(path, `${one.name}.`))).map((key) => edgeTo(key, { path, line: one.node.line }, key)))),
    ]
  })
}

type Flow = { readonly decorator: number; readonly made: Call | undefined; readonly classes: readonly ClassDefinition[] }

const flowIn = memoise((part: CodePart): Flow => ({
  decorator: part.definition?.decorators.findIndex((name) => FLOW.test(name)) ?? -1,
  made: part.calls.find((call) => MADE.test(call.name)),
  classes: part.name === '' ? definitionsOf(part.module.tree).classes.filter((one) => one.bases.some((base) => FLOW_CLASS.test(base))) : [],
}))

function stagesOf(facts: RepositoryFacts): readonly Start[] {
  const stages = dvcOf(facts).stages.map((stage): Start => ({
    by: 'person', says: `the stage \`${stage.name}\` of ${stage.in}`, place: { path: stage.in, line: stage.line },
    edges: [...edgesOfScript(facts, stage.command, { path: stage.in, line: stage.line }, folderOf(stage.in)), ...(saysTraining(stage.name) ? [named(stage.command, { path: stage.in, line: stage.line })] : [])],
  }))
  const points = projectEntryPointsOf(facts)
  const steps = points.length < 2 ? [] : points.map((point): Start => ({
    by: 'person', says: `the entry point \`${point.name}\` of ${point.path}`, place: { path: point.path, line: point.line },
    edges: edgesOfScript(facts, point.command, { path: point.path, line: point.line }, folderOf(point.path)),
  }))
  return [...stages, ...steps]
}

function named(says: string, place: Place): Edge {
  return { to: null, named: ['training'], place, says, onDrift: false }
}

/** Tasks and shell scripts that run training together with another step of the project: one that only trains is a lone script. */
function chainsOf(facts: RepositoryFacts): readonly Start[] {
  const byFile = new Map(taskFilesOf(facts).map((file) => [`${file.runner} ${file.path}`, file]))
  const all = taskCommandsOf(facts)
  return all.flatMap((task): readonly Start[] => {
    if (task.runner === 'dvc' || task.runner === 'pre-commit') return []
    const needs = byFile.get(`${task.runner} ${task.path}`)?.tasks.find((one) => one.name === task.name)?.needs ?? []
    const commands = [...needs.flatMap((need) => all.find((one) => one.path === task.path && one.name === need)?.commands ?? []), ...task.commands]
    const steps = new Set(commands.flatMap((command, index) => stepOf(facts, command, index)))
    if (steps.size < 2) return []
    const says = task.runner === 'script' ? `the script ${task.path}` : `\`${task.runner} ${task.name}\``
    return [{ by: 'person', says, place: { path: task.path, line: task.line }, edges: commands.flatMap((command) => edgesOfCommand(facts, command)) }]
  })
}

/** What is waited for before the command of a container: `wait-for-it.sh db:5432 -- python …`. */
const WAITS_FIRST = /^\S*wait[-_]?for[\w.-]*(?: (?!-- )\S+){0,8} -- /

/** Services of Docker Compose whose command runs training together with another step of the project. */
function composedChainsOf(facts: RepositoryFacts): readonly Start[] {
  return composeProcessesOf(facts).flatMap(({ service, commands }) => commands.flatMap(({ text, line }): readonly Start[] => {
    const place = { path: service.file, line }
    const run = expandScript(facts, { text: text.replace(WAITS_FIRST, ''), ...place, directory: '.', options: {}, masked: null, via: [], through: [], environment: [] })
    if (new Set(run.flatMap((command, index) => stepOf(facts, command, index))).size < 2) return []
    return [{ by: 'person', says: `the service \`${service.name}\` of ${service.file}`, place, edges: run.flatMap((command) => edgesOfCommand(facts, command)) }]
  }))
}

/** What a command does for the project: the file it runs, or the command itself where its name says that it trains. */
function stepOf(facts: RepositoryFacts, command: Command, index: number): readonly string[] {
  const targets = targetsOf(facts, command)
  const files = targets.parts.map((key) => key.slice(0, key.indexOf('::')))
  return files.length > 0 ? [...new Set(files)] : targets.training || targets.drift ? [`${index} ${command.words[0] ?? ''}`] : []
}

function cloudPipelinesOf(facts: RepositoryFacts): readonly Start[] {
  return sagemakerPipelinesOf(facts).map(({ name, path, line, steps }) => ({
    by: 'person', says: `the SageMaker pipeline \`${name}\``, place: { path, line }, edges: steps.filter(trains).map((step) => named(step.name, { path, line })),
  }))
}

/** Code that looks for drift and trains only where it finds some: more than a script that trains, and still for a person to start. */
function decidedByDrift(facts: RepositoryFacts): readonly Start[] {
  return [...codePartsOf(facts).values()].flatMap((part): readonly Start[] => {
    if (part.module.role !== 'code') return []
    const decided = edgesFrom(facts, part.key).filter((edge) => edge.onDrift)
    const [first] = decided
    return first === undefined ? [] : [{ by: 'person', says: `\`${part.module.path}\`, where it finds drift,`, place: first.place, edges: decided }]
  })
}

/** Functions, classes and files that call themselves a pipeline. */
function namedPipelines(facts: RepositoryFacts): readonly Start[] {
  return [...codePartsOf(facts).values()].flatMap((part): readonly Start[] => {
    if (part.module.role !== 'code' || !saysPipeline(part)) return []
    const path = part.module.path
    return [{ by: 'person', says: part.definition === null ? `\`${path}\`` : `\`${part.name}\``, place: { path, line: part.line }, edges: [edgeTo(part.key, { path, line: part.line }, part.name)] }]
  })
}

const saysPipeline = memoise((part: CodePart): boolean => {
  const stem = nameOf(part.module.path).replace(/\.py$/, '')
  const own = part.definition === null ? stem : part.name.slice(part.name.lastIndexOf('.') + 1)
  const says = (name: string): boolean => PIPELINE_NAME.test(name) && !OTHER_NAME.test(name)
  if (/^(?:build|make|create|get|define|load|save|construct|init|setup|_)/.test(own)) return false
  if (part.definition !== null && OTHER_NAME.test(own) && !/train/i.test(own)) return false
  return says(own) || says(stem) || (part.owner !== null && says(part.owner.name)) || /(?:^|\/)(?:pipelines?|flows|workflows|orchestration)\//.test(part.module.path) && !OTHER_NAME.test(stem)
})
