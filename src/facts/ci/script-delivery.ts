import type { Delivery } from '../commands/delivery-commands.ts'
import { callsOf, keywordOf, positionalOf, stringOf, type Call } from '../python/calls.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { fileAt, normalPath, type RepositoryFacts } from '../repository-facts.ts'
import type { CiCommand } from './ci-command.ts'

const IN_MLFLOW = /(?:^|\.)(?:register_model|create_model_version|set_registered_model_alias|transition_model_version_stage)$/
const IN_CLOUD: readonly (readonly [RegExp, Delivery['what']])[] = [
  [/(?:^|\.)(?:create_model_package|push_to_hub|link_model|link_artifact)$|^google\.cloud\.aiplatform\.Model\.upload$|^huggingface_hub\b.*\.upload_(?:folder|file|large_folder)$/, 'model'],
  [/^boto3\b.*\.(?:create_endpoint|update_endpoint|update_function_code)$|^sagemaker\b.*\.deploy$|^google\.cloud\.aiplatform\b.*\.deploy$|(?:^|\.)online_deployments\.begin_create_or_update$/, 'deployment'],
]
const OWN_MACHINE = /^(?:file:|sqlite:|\.|\/|[\w-]+$|https?:\/\/(?:localhost|127\.|0\.0\.0\.0))/

/**
 * What a Python script of the repository delivers by its own calls: a model that it registers or promotes in a registry outside the runner, an endpoint
 * that it creates. Null where the command runs no such script.
 * MLflow needs to be told of a server: by the script, or by the workflow's MLFLOW_TRACKING_URI. What is registered on the runner itself is gone with it.
 */
export function scriptDelivery(facts: RepositoryFacts, command: CiCommand): Delivery | null {
  const module = scriptOf(facts, command)
  if (module === null) return null
  const calls = callsOf(module.tree)
  for (const [pattern, what] of IN_CLOUD) {
    const away = calls.find((call) => pattern.test(call.name))
    if (away !== undefined) return { what, tool: away.method }
  }
  const registering = calls.find((call) => IN_MLFLOW.test(call.name) || keywordOf(call, 'registered_model_name') !== null)
  if (registering === undefined || !(calls.some((call) => leadsAway(call, module)) || namesServer(facts, command))) return null
  return { what: 'model', tool: registering.method }
}

function scriptOf(facts: RepositoryFacts, { words, through, directory }: CiCommand): PythonModule | null {
  const [first = '', second = ''] = words
  if (directory === null) return null
  const written = first === 'python' && second.endsWith('.py') ? second : through.at(-1) === 'python -m' ? `${first.replaceAll('.', '/')}.py` : null
  if (written === null) return null
  const path = normalPath(`${directory}/${written}`)
  return modulesOf(facts).find((module) => module.path === path) ?? null
}

function leadsAway(call: Call, { tree }: PythonModule): boolean {
  if (/^dagshub\.(?:init|auth\.add_app_token)$/.test(call.name)) return true
  const uri = keywordOf(call, 'uri') ?? keywordOf(call, 'tracking_uri') ?? positionalOf(call, 0)
  if (!/(?:^|\.)(?:set_tracking_uri|MlflowClient)$/.test(call.name) || uri === null) return false
  // What is no literal comes from a setting or a secret.
  return !OWN_MACHINE.test(stringOf(uri, tree, call.context) ?? 'databricks://')
}

function namesServer(facts: RepositoryFacts, command: CiCommand): boolean {
  const read = fileAt(facts, command.workflow)?.facts
  const environments = read?.kind === 'workflow' ? [read.workflow.environment, ...read.workflow.jobs.filter((job) => command.job.startsWith(job.id)).map((job) => job.environment)] : []
  const uri = command.environment.find((item) => item.name === 'MLFLOW_TRACKING_URI')?.value ?? environments.map((values) => values['MLFLOW_TRACKING_URI']).find((value) => value !== undefined)
  return uri !== undefined && !OWN_MACHINE.test(uri)
}
