import type { PythonTree } from '../../parse/python/tree.ts'
import { ciOf } from '../ci/ci-facts.ts'
import type { Command } from '../commands/command.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import { callsOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { modulesOf } from '../python/modules.ts'
import { reachOf } from '../python/reach.ts'
import { isStandIn } from '../python/stand-ins.ts'
import { fileAt, type RepositoryFacts } from '../repository-facts.ts'
import { asMap, asText } from '../../parse/json.ts'
import { lineAt, nameOf, settingsOf } from '../settings/settings.ts'
import { scalarsIn } from '../settings/scalars.ts'
import { sagemakerPipelinesOf } from '../operations/sagemaker-pipelines.ts'
import { isSwitchedOff } from './registering-switches.ts'
import { registryActOf, SAGEMAKER, type RegistryAct } from './registry-rules.ts'

/** A place where a model registry is told of a model: in code, by a command, or in settings. */
export type Registration = RegistryAct & {
  readonly path: string
  readonly line: number
  readonly says: string
  readonly where: 'code' | 'notebook'
  /** Something may run it (see `reachOf`). */
  readonly reached: boolean
}

/** Everything that tells a model registry of a model, first in Python, then in commands, settings and pipelines that Terraform sets up; tests are left out. */
export const registrationsOf = memoise((facts: RepositoryFacts): readonly Registration[] => [...inPython(facts), ...inCommands(facts), ...inSettings(facts), ...inPipelines(facts)])

function inPython(facts: RepositoryFacts): readonly Registration[] {
  const reach = reachOf(facts)
  return modulesOf(facts).filter((module) => module.role === 'code' || module.role === 'notebook').flatMap(({ path, role, tree }) => actsIn(tree).filter(({ call }) => !isStandIn(facts, path, call.name) && !isSwitchedOff(facts, tree, call)).map(({ act, call }): Registration => {
    const stage = call.args.some((argument) => argument.name === 'registered_model_name') ? `${call.method}(registered_model_name=…)` : `${call.method}(…)`
    return { ...act, path, line: call.line, says: stage, where: role === 'notebook' ? 'notebook' : 'code', reached: reach.isReached(path, call.context) }
  }))
}

/** What the calls of one file tell a registry. */
const actsIn = memoise((tree: PythonTree): readonly { readonly act: RegistryAct; readonly call: Call }[] => {
  const imports = new Set(definitionsOf(tree).imports.map((one) => one.module.split('.')[0] ?? ''))
  return callsOf(tree).flatMap((call) => {
    const act = registryActOf(call, tree, imports)
    return act === null ? [] : [{ act, call }]
  })
})

type CommandRule = readonly [names: RegExp, registry: string, metadata: readonly RegExp[]]

const COMMANDS: readonly CommandRule[] = [
  [/^gcloud (?:(?:beta|alpha) )?ai models upload\b/, 'Vertex AI', [/--(?:description|labels|version-aliases|version-description)\b/]],
  [/^az ml model (?:create|register)\b/, 'Azure ML', [/--(?:description|tags?|property|set tags)\b/, /--file\b/]],
  [/^aws sagemaker create-model-package\b/, 'SageMaker', [/--(?:model-package-description|model-approval-status|model-metrics|tags)\b/, /--cli-input-json\b/]],
  [/^gto register\b/, 'GTO', [/--(?:version|message)\b/]], [/^(?:huggingface-cli|hf) upload\b(?!.*--repo-type[= ](?:dataset|space))/, 'Hugging Face Hub', []],
  [/^wandb artifact link\b/, 'Weights & Biases', [/--alias\b/]], [/^bentoml models push\b/, 'BentoML', []],
]

function inCommands(facts: RepositoryFacts): readonly Registration[] {
  const commands: readonly Command[] = [...ciOf(facts).commands.filter((command) => command.inactive === null), ...taskCommandsOf(facts).flatMap((task) => task.commands)]
  return commands.flatMap((command): readonly Registration[] => {
    const line = command.words.join(' ').slice(0, 1_000)
    if (/^gto assign\b/.test(line)) return [{ registry: 'GTO', act: 'describes', metadata: [], path: command.place.path, line: command.place.line, says: command.text, where: 'code', reached: true }]
    const rule = COMMANDS.find(([names]) => names.test(line))
    if (rule === undefined) return []
    return [{ registry: rule[1], act: 'registers', metadata: rule[2].some((flag) => flag.test(line)) ? ['flags'] : [], path: command.place.path, line: command.place.line, says: command.text, where: 'code', reached: true }]
  })
}

/** A model among the artifacts of dvc.yaml, and a Kedro data set that registers what it saves. */
function inSettings(facts: RepositoryFacts): readonly Registration[] {
  return settingsOf(facts).filter((file) => fileAt(facts, file.path)?.role === 'config').flatMap((file): readonly Registration[] => {
    const place = (pointer: string, says: string): Pick<Registration, 'path' | 'line' | 'says' | 'where' | 'reached'> => ({ path: file.path, line: lineAt(file.lines, pointer), says, where: 'code', reached: true })
    if (nameOf(file.path) === 'dvc.yaml') {
      return Object.entries(asMap(asMap(file.value)?.['artifacts']) ?? {}).flatMap(([name, value]): readonly Registration[] => {
        const artifact = asMap(value)
        if (asText(artifact?.['type']) !== 'model') return []
        return [{ registry: 'DVC Studio', act: 'registers', metadata: ['desc', 'labels', 'meta'].filter((key) => artifact?.[key] !== undefined), ...place(`artifacts.${name}`, `artifact ${name} of type model`) }]
      })
    }
    const scalars = scalarsIn(file.value)
    if (!scalars.some((scalar) => scalar.key === 'type' && scalar.text.startsWith('kedro_mlflow.'))) return []
    return scalars.filter((scalar) => scalar.key === 'registered_model_name').map((scalar) => ({ registry: 'MLflow', act: 'registers' as const, metadata: [], ...place(scalar.pointer, `registered_model_name: ${scalar.text}`) }))
  })
}

/** The steps of SageMaker pipelines that register what was trained. */
function inPipelines(facts: RepositoryFacts): readonly Registration[] {
  return sagemakerPipelinesOf(facts).flatMap(({ path, line, steps }) => steps.filter(({ type }) => type === 'RegisterModel').map(({ name, given }): Registration => ({
    registry: 'SageMaker', act: 'registers', metadata: SAGEMAKER.filter((key) => given.includes(key)), path, line, says: `step ${name} registers the model`, where: 'code', reached: true,
  })))
}
