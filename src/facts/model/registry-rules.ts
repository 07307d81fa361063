import { literalOf, type Call } from '../python/calls.ts'
import type { PythonTree } from '../../parse/python/tree.ts'
import { wordsIn } from '../python/expressions.ts'
import { keepsModels } from './autologging.ts'

/** What a call means to a model registry: it registers a version, describes one (alias, stage, tag, description), or logs a described model that may be registered later. */
export type RegistryAct = { readonly registry: string; readonly act: 'registers' | 'describes' | 'logs'; readonly metadata: readonly string[] }

type Rule = { readonly registry: string; readonly act: RegistryAct['act']; readonly names: RegExp; readonly metadata: readonly string[]; /** What the module has to import for a name that could be anyone's. */ readonly imports?: RegExp; /** A keyword without which it is something else. */ readonly keyword?: RegExp }

/** What describes a version of a model package of SageMaker. */
export const SAGEMAKER = ['model_metrics', 'approval_status', 'description', 'customer_metadata_properties', 'metadata_properties', 'tags', 'drift_check_baselines', 'ModelApprovalStatus', 'ModelMetrics', 'ModelPackageDescription', 'CustomerMetadataProperties', 'Tags', 'sample_payload_url']
const VERTEX = ['labels', 'description', 'version_aliases', 'version_description', 'explanation_metadata']
const AZURE = ['tags', 'properties', 'description', 'sample_input_dataset', 'model_framework']

const RULES: readonly Rule[] = [
  { registry: 'MLflow', act: 'registers', names: /^mlflow\.(?:\S*\.)?register_model$|MlflowClient\(\)\.create_model_version$/, metadata: ['tags', 'description', 'alias'] },
  { registry: 'MLflow', act: 'registers', names: /\.create_model_version$/, metadata: ['tags', 'description'], imports: /^mlflow$/ },
  { registry: 'MLflow', act: 'describes', names: /\.(?:transition_model_version_stage|set_registered_model_alias|set_model_version_tag|set_registered_model_tag|update_model_version|update_registered_model|copy_model_version)$/, metadata: [] },
  { registry: 'MLflow', act: 'registers', names: /(?:^|\.)mlflow_register_model_step$/, metadata: ['description', 'tags', 'metadata', 'version'] },
  { registry: 'ZenML', act: 'registers', names: /\.register_model_version$/, metadata: ['description', 'metadata'], imports: /^zenml$/ },
  { registry: 'ZenML', act: 'registers', names: /^zenml\.(?:\S*\.)?Model$/, metadata: ['description', 'tags', 'version', 'license', 'audience', 'use_cases'] },
  { registry: 'Weights & Biases', act: 'registers', names: /\.(?:link_artifact|link_model)$/, metadata: ['aliases', 'metadata', 'description'], imports: /^wandb$/ },
  { registry: 'Weights & Biases', act: 'registers', names: /\.link$/, metadata: ['aliases'], imports: /^wandb$/ },
  { registry: 'SageMaker', act: 'registers', names: /^sagemaker\.\S*\.register$|(?:^|\.)RegisterModel$|\.create_model_package$/, metadata: SAGEMAKER },
  { registry: 'SageMaker', act: 'registers', names: /\.register$/, metadata: SAGEMAKER, keyword: /^model_package_group_name$/ },
  { registry: 'SageMaker', act: 'describes', names: /\.update_model_package$/, metadata: [] },
  { registry: 'Vertex AI', act: 'registers', names: /^google\.cloud\.aiplatform\.(?:Model|models\.Model)\.(?:upload\w*|copy)$|(?:^|\.)ModelUploadOp$/, metadata: VERTEX },
  { registry: 'Azure ML', act: 'registers', names: /^azureml\.core\.(?:model\.)?Model\.register$|^azureml\.\S*\.register_model$|^azure\.ai\.ml\.MLClient(?:\.\w+)?\(\)\.models\.create_or_update$/, metadata: AZURE },
  { registry: 'Azure ML', act: 'registers', names: /\.models\.create_or_update$|\.register_model$/, metadata: AZURE, imports: /^(?:azure|azureml)$/ },
  { registry: 'Hopsworks', act: 'registers', names: /\.create_model$/, metadata: ['metrics', 'description', 'input_example', 'model_schema'], imports: /^(?:hopsworks|hsml)$/ },
  { registry: 'ClearML', act: 'registers', names: /^clearml\.OutputModel$/, metadata: ['tags', 'comment', 'label_enumeration', 'config_dict'] },
  { registry: 'ClearML', act: 'describes', names: /^clearml\.OutputModel\(\)\.(?:publish|set_metadata|set_all_metadata)$/, metadata: [] },
  { registry: 'Comet', act: 'registers', names: /\.register_model$/, metadata: ['tags', 'description', 'comment', 'stages', 'status'], imports: /^comet_ml$/ },
  { registry: 'Neptune', act: 'registers', names: /^neptune(?:\.new)?\.init_model(?:_version)?$/, metadata: ['tags', 'name'] },
  { registry: 'Snowflake', act: 'registers', names: /^snowflake\.ml\.registry\.(?:\S*\.)?Registry\(\)\.log_model$/, metadata: ['comment', 'metrics', 'sample_input_data', 'signatures', 'version_name'] },
  { registry: 'BentoML', act: 'registers', names: /^bentoml\.(?:\w+\.)?save_model$|^bentoml\.models\.create$/, metadata: ['labels', 'metadata'] },
  { registry: 'DVC Studio', act: 'registers', names: /^dvclive\.Live\(\)\.log_artifact$/, metadata: ['desc', 'labels', 'meta'], keyword: /^type$/ },
  { registry: 'MLRun', act: 'registers', names: /\.log_model$/, metadata: ['metrics', 'labels', 'tag', 'parameters', 'inputs', 'outputs'], imports: /^mlrun$/ },
  { registry: 'Hugging Face Hub', act: 'registers', names: /\.push_to_hub$|(?:^|\.)push_to_hub_\w+$/, metadata: ['tags', 'model_card', 'model_card_kwargs', 'model_name', 'dataset', 'finetuned_from'] },
  { registry: 'Hugging Face Hub', act: 'describes', names: /^huggingface_hub\.ModelCard\.from_template$/, metadata: [] },
  { registry: 'Hugging Face Hub', act: 'describes', names: /\.create_model_card$/, metadata: [], imports: /^(?:transformers|huggingface_hub|trl|peft|setfit|sentence_transformers|diffusers)$/ },
]

/** Keywords that describe a version when an MLflow model is logged. */
const MLFLOW = ['signature', 'input_example', 'tags', 'metadata', 'description']

/** Reads a call as something a model registry is told; null where it is not. `imports` are the packages its module imports. */
export function registryActOf(call: Call, tree: PythonTree, imports: ReadonlySet<string>): RegistryAct | null {
  const given = keywordsOf(call, tree)
  if (call.method === 'autolog' && !keepsModels(call)) return null
  if ((call.method === 'log_model' || call.method === 'autolog' || call.method === 'save_model' || call.method === 'MlflowModelTrackingDataset') && given.has('registered_model_name')) {
    return { registry: 'MLflow', act: 'registers', metadata: [...MLFLOW.filter((name) => given.has(name)), ...(call.method === 'autolog' ? ['signature'] : [])] }
  }
  if (call.method === 'log_model' && imports.has('mlflow') && MLFLOW.some((name) => given.has(name))) return { registry: 'MLflow', act: 'logs', metadata: MLFLOW.filter((name) => given.has(name)) }
  // A data set and a Space of the Hub are no models.
  if (call.method === 'push_to_hub' && wordsIn(call.callee).some((word) => /(?:^|_)(?:data|ds|dataset|tokenizer|processor|train|split)/i.test(word))) return null
  const rule = RULES.find((one) => one.names.test(call.name === '' ? `.${call.method}` : call.name)
    && (one.imports === undefined || [...imports].some((name) => one.imports?.test(name) === true))
    && (one.keyword === undefined || [...given].some((name) => one.keyword?.test(name) === true)))
  return rule === undefined ? null : { registry: rule.registry, act: rule.act, metadata: rule.metadata.filter((name) => given.has(name)) }
}

/** The keywords a call is given with something other than None, with those of a dictionary that is spread into it and of an object that it is handed (`create_or_update(Model(tags=…))`). */
function keywordsOf(call: Call, tree: PythonTree): ReadonlySet<string> {
  const given = new Set<string>()
  for (const { name, spread, value } of call.args) {
    if (name !== null && !(value.kind === 'constant' && value.value === null)) given.add(name)
    const meant = spread === '**' || name === null ? literalOf(value, tree, call.context) : null
    if (spread === '**' && meant?.kind === 'dict') for (const entry of meant.entries) if (entry.key?.kind === 'string') given.add(entry.key.text)
    if (spread === '' && meant?.kind === 'call') for (const argument of meant.args) if (argument.name !== null) given.add(argument.name)
  }
  return given
}
