import { isNonEmpty, missing, partial, present } from '../../checks/frame/findings.ts'
import { usedImagesOf } from '../../facts/containers/started-commands.ts'
import { memoiseEach } from '../../facts/memoise.ts'
import { kubernetesOf } from '../../facts/operations/kubernetes.ts'
import { resourcesOfType, terraformOf } from '../../facts/operations/terraform.ts'
import { callsOf } from '../../facts/python/calls.ts'
import { definitionsOf } from '../../facts/python/definitions.ts'
import { modulesOf } from '../../facts/python/modules.ts'
import { reachOf } from '../../facts/python/reach.ts'
import type { Context } from '../../facts/python/walk.ts'
import { fileEvidence, type RepositoryFacts } from '../../facts/repository-facts.ts'
import { lineAt, nameOf, settingsOf } from '../../facts/settings/settings.ts'
import { scalarsIn } from '../../facts/settings/scalars.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { PythonTree } from '../../parse/python/tree.ts'
import type { Beyond } from '../component.ts'

type Rule = { readonly name: string; readonly calls: RegExp; readonly imports?: RegExp }

const STORES: readonly Rule[] = [
  { name: 'Feast', calls: /^feast\.(?:[\w.]*\.)?FeatureStore(?:\(\))?(?:\.\w+)*$|\.get_(?:online|historical)_features$/, imports: /^feast\b/ }, { name: 'Tecton', calls: /^tecton\.\w+|\.get_features_for_events$/, imports: /^tecton\b/ },
  { name: 'Hopsworks', calls: /\.(?:get_or_create_feature_group|get_feature_view|get_or_create_feature_view|create_feature_view|get_feature_store|get_feature_group)$/, imports: /^(?:hopsworks|hsfs)\b/ },
  { name: 'SageMaker Feature Store', calls: /^sagemaker\.feature_store\.[\w.]*FeatureGroup(?:\(\))?(?:\.\w+)*$|\.(?:get_record|put_record)$/, imports: /^(?:sagemaker|boto3)\b/ }, { name: 'Vertex AI Feature Store', calls: /^google\.cloud\.aiplatform\.(?:[\w.]*\.)?(?:Featurestore|EntityType|FeatureView|FeatureOnlineStore)(?:\.\w+|\(\)\.\w+)*$/ },
  { name: 'Databricks Feature Store', calls: /^databricks\.feature_(?:store|engineering)\.\w+/ },
]
const PLATFORMS: readonly Rule[] = [
  { name: 'Kubeflow Pipelines', calls: /^kfp\.(?:[\w.]*\.)?(?:pipeline|Compiler|Client|component|create_component_from_func)(?:\(\))?(?:\.\w+)*$/, imports: /^kfp\b/ }, { name: 'SageMaker Pipelines', calls: /^sagemaker\.workflow\.pipeline\.Pipeline$/ }, { name: 'Vertex AI Pipelines', calls: /^google\.cloud\.aiplatform\.(?:[\w.]*\.)?PipelineJob$/ },
  { name: 'Azure ML pipelines', calls: /^azure\.ai\.ml\.(?:[\w.]*\.)?(?:pipeline|load_component)$|^azureml\.pipeline\.\S+$/ }, { name: 'Flyte', calls: /^flytekit\.(?:workflow|task)$/ },
]

/** The calls of project code (and notebooks) that a rule knows, told apart by whether something runs them. */
function usesOf(facts: RepositoryFacts, rules: readonly Rule[]): { readonly live: readonly FileEvidence[]; readonly idle: readonly FileEvidence[] } {
  const reach = reachOf(facts)
  const found = modulesOf(facts).filter(({ role }) => role === 'code' || role === 'notebook').flatMap((module) => usesIn(module.tree, rules).map(({ name, line, method, context }) => ({ live: module.role === 'code' && reach.isReached(module.path, context), place: fileEvidence(facts, module.path, line, `${name}: ${method}`) })))
  return { live: found.filter(({ live }) => live).map(({ place }) => place), idle: found.filter(({ live }) => !live).map(({ place }) => place) }
}

type Use = { readonly name: string; readonly line: number; readonly method: string; readonly context: Context }

const usesIn = memoiseEach((rules: readonly Rule[]) => rules, (tree: PythonTree, rules): readonly Use[] => {
  const { imports, functions } = definitionsOf(tree)
  const known = rules.filter((rule) => rule.imports === undefined || imports.some((one) => rule.imports?.test(one.module) === true))
  return known.flatMap(({ name, calls }) => [
    ...callsOf(tree).filter((call) => calls.test(call.name === '' ? `.${call.method}` : call.name)).map((call) => ({ name, line: call.line, method: call.method, context: call.context })),
    ...functions.filter(({ decorators }) => decorators.some((one) => calls.test(one))).map(({ name: own, node, context }) => ({ name, line: node.decorators[0]?.line ?? node.line, method: own, context })),
  ])
})

function toolsOf(places: readonly FileEvidence[]): readonly string[] {
  return places.flatMap(({ says }) => { const at = says.indexOf(':'); return at < 0 ? [] : [says.slice(0, at)] })
}

const featureStore: Beyond = {
  id: 'feature-store', title: 'Feature store', needs: ['python', 'configuration'],
  brings: 'Training and serving read the same features from one place, so that they cannot drift apart in code.',
  tools: (_facts, places) => toolsOf(places),
  judge: (facts) => {
    const uses = usesOf(facts, STORES)
    const settings = settingsOf(facts).filter(({ path, value }) => /^feature_store\.ya?ml$/.test(nameOf(path)) && scalarsIn(value).some(({ pointer }) => pointer === 'project')).map(({ path, lines }) => fileEvidence(facts, path, lineAt(lines, 'project'), 'Feast: a feature repository'))
    const infrastructure = resourcesOfType(facts, (type) => /^(?:google_vertex_ai_featurestore|aws_sagemaker_feature_group|google_vertex_ai_feature_online_store)$/.test(type)).map(({ type, path, line }) => fileEvidence(facts, path, line, `${type.startsWith('aws') ? 'SageMaker Feature Store' : 'Vertex AI Feature Store'}: ${type}`))
    const reads = uses.live.filter(({ says }) => /get_|retrieve|ingest|push|materialize|apply|insert|read|search|put_record|fetch|serve/.test(says))
    if (isNonEmpty(reads)) return present([reads[0], ...reads.slice(1), ...settings], { found: `${reads[0].path} reads or writes features through a store (${reads[0].says}).` })
    const some = [...uses.live, ...settings, ...infrastructure, ...uses.idle]
    if (isNonEmpty(some)) return partial(some, { found: `A feature store is set up (${some[0].path}: ${some[0].says}), and nothing that runs reads features from it.`, next: 'Let training and serving ask the store for their features.' })
    return missing({ found: 'Features are made where they are needed; no feature store was found.', next: 'Define the features once (Feast takes a folder of definitions), and let training and serving ask for them.' })
  },
}

/** Kinds of Kubernetes objects by which an ML platform runs its work. */
const KINDS: readonly (readonly [kind: RegExp, name: string])[] = [[/^(?:TFJob|PyTorchJob|XGBoostJob|MPIJob|Experiment|Notebook|PipelineRun)$/, 'Kubeflow'], [/^(?:RayCluster|RayJob)$/, 'Ray']]

const mlPlatform: Beyond = {
  id: 'ml-platform', title: 'ML platform', needs: ['python', 'infrastructure'],
  brings: 'Pipelines of many teams run on shared machines with one history, instead of on one runner or laptop each.',
  tools: (_facts, places) => toolsOf(places),
  judge: (facts) => {
    const uses = usesOf(facts, PLATFORMS)
    const objects = kubernetesOf(facts).flatMap(({ apiVersion, kind, name, path, line }) => { const platform = /kubeflow\.org/.test(apiVersion) ? 'Kubeflow' : KINDS.find(([kinds]) => kinds.test(kind) && /ray|kubeflow/.test(apiVersion))?.[1]; return platform === undefined ? [] : [fileEvidence(facts, path, line, `${platform}: ${kind} ${name}`)] })
    const mlflow = [...usedImagesOf(facts).filter(({ image, through }) => through === 'kubernetes' && /mlflow/i.test(image)).map(({ image, path, line }) => fileEvidence(facts, path, line, `MLflow on Kubernetes: ${image}`)), ...kubernetesOf(facts).filter(({ kind, name }) => kind === 'Deployment' && name.startsWith('mlflow')).map(({ kind, name, path, line }) => fileEvidence(facts, path, line, `MLflow on Kubernetes: ${kind} ${name}`)), ...resourcesOfType(facts, (type) => type === 'helm_release').filter(({ name }) => /mlflow|kubeflow/.test(name)).map(({ name, path, line }) => fileEvidence(facts, path, line, `${/kubeflow/.test(name) ? 'Kubeflow' : 'MLflow on Kubernetes'}: helm_release ${name}`))]
    const infrastructure = [...resourcesOfType(facts, (type) => /^(?:aws_sagemaker_pipeline|aws_sagemaker_domain|azurerm_machine_learning_workspace|databricks_job|google_vertex_ai_pipeline\w*)$/.test(type)).map(({ type, path, line }) => fileEvidence(facts, path, line, `${type.startsWith('aws') ? 'SageMaker' : type.startsWith('azurerm') ? 'Azure ML' : type.startsWith('google') ? 'Vertex AI' : 'Databricks'}: ${type}`)), ...terraformOf(facts).modules.filter(({ source }) => /sagemaker|kubeflow|databricks/i.test(source)).map(({ name, source, path, line }) => fileEvidence(facts, path, line, `${/sagemaker/i.test(source) ? 'SageMaker' : /kubeflow/i.test(source) ? 'Kubeflow' : 'Databricks'}: module ${name}`)), ...settingsOf(facts).filter(({ path, value }) => /^databricks\.ya?ml$/.test(nameOf(path)) && scalarsIn(value).some(({ pointer }) => pointer.startsWith('bundle.'))).map(({ path }) => fileEvidence(facts, path, 1, 'Databricks: a bundle of jobs'))]
    const live = [...uses.live, ...objects, ...mlflow, ...infrastructure]
    if (isNonEmpty(live)) return present(live, { found: `${live[0].says} (${live[0].path}).` })
    const { idle } = uses
    return isNonEmpty(idle) ? partial(idle, { found: `${idle[0].says} (${idle[0].path}), and nothing runs it.`, next: 'Compile and submit the pipeline from a workflow.' }) : missing({ found: 'The pipeline runs where a workflow, a scheduler or a person starts it; no ML platform was found.', next: 'Bring the steps of training into a pipeline of a platform (Kubeflow, Vertex AI, SageMaker) once one machine is too small.' })
  },
}

/** What many models and teams need below them. */
export const BEYOND_PLATFORM: readonly Beyond[] = [featureStore, mlPlatform]
