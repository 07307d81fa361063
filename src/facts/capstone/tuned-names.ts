import { isPrivate } from '../../parse/private-values.ts'

/** Last words of names that say where something lies, what it is called, or how the work is watched: no setting of a model. */
const ELSEWHERE: ReadonlySet<string> = new Set([
  'path', 'paths', 'dir', 'dirs', 'directory', 'folder', 'file', 'files', 'filename', 'filepath', 'url', 'uri', 'host', 'port', 'endpoint', 'bucket', 'root', 'prefix', 'suffix', 'ext', 'extension', 'output', 'outputs', 'log', 'logs', 'logger',
  'verbose', 'verbosity', 'debug', 'jobs', 'workers', 'device', 'version', 'versions', 'name', 'names', 'title', 'description', 'env', 'environment', 'stage', 'alias', 'id', 'image', 'region', 'timeout', 'interval', 'cron', 'encoding', 'separator', 'delimiter',
  'timestamp', 'author', 'format', 'silent', 'quiet', 'help', 'tags', 'color', 'figsize', 'dpi', 'cmap', 'uuid', 'message', 'schedule', 'retries', 'database', 'table', 'schema', 'query', 'connection', 'service', 'app', 'subdir', 'memory', 'datefmt', 'propagate', 'handlers', 'formatter', 'cores',
])
/** Words anywhere in a name that say the same. */
const ABOUT: ReadonlySet<string> = new Set(['url', 'uri', 'path', 'dir', 'logging', 'loglevel', 'progress', 'force', 'run', 'spark', 'handlers', 'formatters', 'mlflow', 'wandb', 'experiment', 'registry', 'registered', 'artifact', 'artifacts', 'tracking', 'server', 'api', 'deploy', 'deployment', 'docker', 's3', 'aws', 'gcp', 'azure', 'prometheus', 'grafana', 'slack', 'alert', 'alerts', 'monitoring', 'plot', 'plots', 'figure', 'kafka', 'redis', 'postgres', 'airflow'])
const MODEL_KIND = /forest|boost|xgb|lgbm|logistic|linear|regress|classif|svm|svc|bert|gpt|t5|resnet|vgg|efficientnet|mobilenet|tree|knn|neighbors|bayes|ridge|lasso|net|mlp|lstm|gru|cnn|prophet|arima/i
const HYPERPARAMETER = /^(?:n_?estimators|num_?(?:boost_?round|leaves|trees|epochs|layers|heads|units|classes|clusters|folds)|n_?(?:clusters|components|neighbors|splits|folds|layers|units|trials|iter|epochs|features)|max_?(?:depth|iter|features|len|length|leaf_nodes|bins|samples|df|words|vocab|tokens|seq_len(?:gth)?|leaves)|min_?(?:samples_(?:split|leaf)|child_weight|df|child_samples|data_in_leaf)|learning_?rate|lr|eta|alpha|gamma|beta|lambda|reg_(?:alpha|lambda)|c|kernel|criterion|penalty|solver|loss|optimi[sz]er|momentum|weight_decay|dropout(?:_rate)?|batch_?size|epochs?|hidden_?(?:size|dim|units|layers)|embedding_?(?:size|dim)|units|layers|activation|test_?(?:size|split|ratio)|val(?:idation)?_?(?:size|split|ratio|fraction)|train_?(?:size|split|ratio)|split_?ratio|random_?(?:state|seed)|seed|subsample|colsample_by\w+|ngram_?range|stop_?words|strategy|bootstrap|class_?weight|scale_pos_weight|early_?stopping(?:_rounds)?|patience|warmup\w*|threshold|window(?:_?size)?|lags?|horizon|k|cv|tol|l1_?ratio|degree|image_?size|img_?size|vocab_?size|target(?:_column|_col)?|features|feature_columns|numerical_features|categorical_features|drop_columns)$/
const SECTION = /^(?:train(?:ing|er)?|models?|model_?params|hyper_?param(?:eter)?s|hparams|params|parameters|prepare|pre_?process(?:ing)?|data_?(?:processing|split|preparation|prep|transformation)|feature(?:s|_?engineering|_?extraction|ize)?|featuri[sz]e|transform(?:ation|er|s)?|split|clean(?:ing)?|tokeni[sz]er?|vectori[sz]er|augmentation|optimi[sz]er|tuning|search|grid|estimator|classifier|regressor|algorithm|random_?forest|xgboost|xgb|lightgbm|lgbm|catboost|logistic_?regression|svm|svc|ridge|lasso|elastic_?net|knn|decision_?tree|evaluate|scheduler|early_stopping|fit|fine_?tun(?:e|ing))$/
const LONGEST = 300

/** Whether a name is one that settings of models and of preprocessing usually have: `n_estimators`, `TEST_SIZE`, `lr`. */
export function isUsualSetting(name: string): boolean {
  return HYPERPARAMETER.test(name.slice(0, 100).replaceAll('-', '_').toLowerCase())
}

/** Whether a section of a settings file is about the model or its data: `train`, `model`, `preprocessing`. */
export function isModelSection(name: string): boolean {
  return SECTION.test(name.slice(0, 100).replaceAll('-', '_').toLowerCase())
}

/** Whether a setting can be one of a model or of preprocessing, by its own name and value: no place, no address, no version, no credential, no sentence. */
export function canBeTuned(name: string, value: string): boolean {
  const words = name.slice(0, 200).replace(/([a-z\d])([A-Z])/g, '$1_$2').toLowerCase().split(/[^a-z\d]+/).filter((word) => word !== '')
  if (value === '' || isPrivate(name, value)) return false
  const last = words.at(-1) ?? ''
  if (words.some((word) => ABOUT.has(word))) return false
  // How much is logged, and what a step calls its columns.
  if ((last === 'level' && words.includes('log')) || ((words[0] === 'input' || words[0] === 'output') && /^cols?$/.test(last))) return false
  if (ELSEWHERE.has(last) && !(last === 'name' && MODEL_KIND.test(value) && words.includes('model'))) return false
  if (/^[[({]/.test(value)) return !/:\/\/|[\\/]\w/.test(value)
  return !/[\\/\n]|^[\w.-]+\.(?:csv|tsv|parquet|pkl|pickle|joblib|json|ya?ml|toml|db|log|txt|html|md|pth?|h5|onnx|zip|gz|png|jpe?g)$|^\d+\.\d+\.\d+|^(?:localhost|0\.0\.0\.0|127\.)/.test(value) && value.split(/\s+/).length <= 6
}

/** A value as it is kept: on one line, cut at 300 characters. */
export function cutValue(value: string): string {
  const line = value.replace(/\s+/g, ' ').trim()
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line
}
