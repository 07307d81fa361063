/** What a tracker is told: the parameters of a run, its metrics. */
export type Logged = 'parameters' | 'metrics'

type Rule = { readonly tool: string; readonly names: RegExp }

/** Calls of other trackers, by resolved names. A logger of theirs may stand in a framework's package, hence by its class too. */
const OTHERS: readonly Rule[] = [
  { tool: 'Weights & Biases', names: /^wandb\.(?:init|log|watch|config|summary|run|sklearn|sweep|agent|Table|keras|integration|lightgbm|xgboost|catboost)\b|(?:^|\.)Wandb(?:Logger|Callback|MetricsLogger|ModelCheckpoint|EvalCallback|LoggerCallback)$/ },
  { tool: 'Neptune', names: /^neptune(?:\.new)?\.(?:init|init_run|init_model_version|log_metric|create_experiment)$|(?:^|\.)Neptune(?:Logger|Callback)$/ },
  { tool: 'Comet', names: /^comet_ml\.(?:\w*Experiment|start|init|login)\b|(?:^|\.)Comet(?:ML)?(?:Logger|Callback)$/ },
  { tool: 'ClearML', names: /^clearml\.(?:Task\.(?:init|create)|Logger\.current_logger)\b|(?:^|\.)ClearML(?:Logger|Callback)$/ },
  { tool: 'DVCLive', names: /^dvclive\.Live\b|(?:^|\.)DVCLive(?:Callback|Logger)$/ },
  { tool: 'SageMaker Experiments', names: /^sagemaker\.experiments\.|^smexperiments\./ },
  { tool: 'Vertex AI Experiments', names: /^google\.cloud\.aiplatform\.(?:log_params|log_metrics|log_time_series_metrics|log_classification_metrics|start_run|autolog)$/ },
  { tool: 'Azure ML', names: /^azureml\.core\.(?:run\.)?(?:Run\.get_context\(\)|Experiment\(\))\.(?:log|log_list|log_row|log_table|start_logging)\b/ },
  { tool: 'Aim', names: /^aim\.(?:Run|Session)\b|(?:^|\.)AimLogger$/ },
  { tool: 'Sacred', names: /^sacred\.Experiment\b/ },
  { tool: 'MLRun', names: /^mlrun\.(?:get_or_create_ctx|.*log_results?)\b/ },
  { tool: 'SwanLab', names: /^swanlab\.(?:init|log)\b|(?:^|\.)SwanLabLogger$/ },
  { tool: 'Trackio', names: /^trackio\.(?:init|log)\b/ },
  { tool: 'Picsellia', names: /^picsellia\.\S*\.(?:log|log_parameters)$/ },
  { tool: 'DagsHub', names: /^dagshub\.(?:dagshub_logger|DAGsHubLogger)\b|(?:^|\.)DAGsHubLogger$/ },
  { tool: 'ZenML', names: /^zenml\.(?:\S*\.)?log_(?:model_|artifact_|step_)?metadata$/ },
  { tool: 'TensorBoard', names: /^(?:torch\.utils\.tensorboard|tensorboardX)\.(?:\S*\.)?SummaryWriter\b|^(?:tensorflow|tf)\.summary\.(?:scalar|create_file_writer)$|(?:^|\.)TensorBoard(?:Logger)?$/ },
]

/** Callbacks and loggers that send parameters and metrics to MLflow, by their class. */
const CALLBACK = /(?:^|\.)ML?flow(?:Callback|LoggerCallback|MetricsLogger)$/i
const LOGGER = /(?:^|\.)ML?flowLogger$/i

/** The tracker other than MLflow that a dotted name belongs to, or null. */
export function otherTrackerOf(name: string): string | null {
  return OTHERS.find((rule) => rule.names.test(name))?.tool ?? null
}

/** What a class tells MLflow by itself: `MLFlowLogger`, `MlflowCallback`, `kedro_mlflow.io.metrics…`. Null where it is none of MLflow's. */
export function mlflowClassOf(name: string): readonly Logged[] | null {
  if (CALLBACK.test(name)) return ['parameters', 'metrics']
  if (LOGGER.test(name)) return ['metrics']
  return /^kedro_mlflow\.io\.metrics\.|^kedro_mlflow\.\S*Metrics?(?:History)?(?:DataSet|Dataset)$/.test(name) ? ['metrics'] : null
}

/** What a value of `report_to` (Transformers) or `logger` names. */
export function trackerNamed(text: string): { readonly tool: string; readonly logs: readonly Logged[] } | null {
  if (/^mlflow$/i.test(text)) return { tool: 'MLflow', logs: ['parameters', 'metrics'] }
  const tool = { wandb: 'Weights & Biases', neptune: 'Neptune', comet_ml: 'Comet', comet: 'Comet', clearml: 'ClearML', dvclive: 'DVCLive', tensorboard: 'TensorBoard', swanlab: 'SwanLab', trackio: 'Trackio' }[text.toLowerCase()]
  return tool === undefined ? null : { tool, logs: [] }
}
