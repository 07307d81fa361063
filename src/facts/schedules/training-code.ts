import type { Call } from '../python/calls.ts'
import { memoise } from '../memoise.ts'
import { textOf } from '../python/expressions.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Place } from '../commands/command.ts'
import { codePartsOf, partKey, type CodePart } from './code-parts.ts'
import { keptSimilarity } from './kept-similarity.ts'
import { partsReferred } from './references.ts'

/** What else has `.fit`: it learns how to prepare data, not what to predict. */
const PREPARES = /(?:scaler|encoder|vectori[sz]er|imputer|tokeni[sz]er|pca|svd|tsne|umap|preprocess\w*|processor|transformer|binari[sz]er|discreti[sz]er|selector|selectkbest|column_?transformer|(?:^|[._])(?:le|ohe|oe|mlb|lb|ss|mms|tfidf|cv_?vec|enc|poly|lda_vec|normali[sz]er|sampler|smote|explainer|detector|drift\w*|monitor\w*|calculator|estimator_cbpe|cbpe)(?:$|[._]))|StringIndexer|OneHotEncoder\w*|Tokenizer|HashingTF|IDF|Word2Vec\b|SMOTE|PolynomialFeatures|alibi_detect|nannyml|evidently|scipy|curve_fit/i
const MODELS = /(?:Classifier|Regress(?:or|ion)|SVC|SVR|Bayes|NB|KMeans|DBSCAN|NearestNeighbors|Booster|XGB\w*|LGBM\w*|CatBoost\w*|SearchCV|Sequential|keras|prophet|Prophet|ARIMA|SARIMAX|ExponentialSmoothing|Learner|Trainer|AutoML|ALS|IsolationForest|Ridge|Lasso|ElasticNet|Pipeline|statsmodels|surprise|implicit|lightfm|estimator|Estimator|SKLearn|PyTorch|TensorFlow|HuggingFace)/
const PREDICTORS = /model|clf|classif|regress|estimator|(?:^|[._])(?:net|nn|gb|rf|lr|svm|als|svd|knn|gmm|hmm|algo|learner|forecaster|prophet|booster|automl|trainer|search|grid|gs|cluster\w*|kmeans|recommender|predictor|agent|bst|xgb\w*|lgbm?\w*)(?:$|[._\d[(])/i
const WHOLE = /^(?:xgboost\.train|xgb\.train|lightgbm\.train|lgb\.train|xgboost\.cv|catboost\.train|fasttext\.train_\w+|pycaret\.\w+\.(?:create_model|compare_models|tune_model|setup|automl)|mlflow\.(?:projects\.)?run|optuna\.\w+\(\)\.optimize|implicit\.\w+|spacy\.cli\.train|kedro\.\w+|autogluon\.[\w.]+\(\)\.fit|gensim\.models\.\w*2[Vv]ec|ray\.tune\.run|tensorflow\.estimator\.train_and_evaluate|pytorch_lightning\.[\w.]*Trainer\(\)\.fit|lightning\.[\w.]*Trainer\(\)\.fit|tpot\.[\w.]+\(\)\.fit|h2o\.[\w.]+\(\)\.train|ultralytics\.[\w.]+\(\)\.train|accelerate\.Accelerator\(\)\.backward)$/
const SERVICE = /(?:^|\.)(?:create_training_job|start_pipeline_execution|create_auto_ml_job(?:_v2)?|create_hyper_parameter_tuning_job|TrainingStep|TuningStep|CustomTrainingJob|CustomContainerTrainingJob|CustomPythonPackageTrainingJob|AutoML\w+TrainingJob|CustomJob|HyperparameterTuningJob|HyperparameterTuner|ScriptRunConfig|PythonScriptStep|CreateAutoML\w+Operator|CreateCustom\w+JobOperator|SageMaker(?:Training|Tuning|StartPipeline)\w*Operator|PyTorchJobClient|TFJobClient|train_test_evaluate)$/
const METHODS = /^(?:fit|fit_one_cycle|fine_tune|fit_generator|partial_fit|train_on_batch|learn_one|backward|train_and_evaluate|train_supervised)$/

/** Where a part trains a model, by what it calls; null where it does not. */
function trainingIn(facts: RepositoryFacts, part: CodePart): Place | null {
  const call = trainingCallsOf(part).find((one) => !isOwn(facts, part, one)) ?? keptSimilarity(part)
  return call === null ? null : { path: part.module.path, line: call.line }
}

const trainingCallsOf = memoise((part: CodePart): readonly Call[] => part.calls.filter(isTrainingCall))

/** A `fit` of a class of the project's own says nothing by itself: what it does stands in the class. */
function isOwn(facts: RepositoryFacts, part: CodePart, call: Call): boolean {
  return call.callee.kind === 'attribute' && partsReferred(facts, part.module.path, { expression: call.callee, context: call.context }).some((key) => key.slice(key.indexOf('::') + 2).includes('.'))
}

/** `fit` of a class that predicts: an estimator written by hand. */
function isOwnEstimator(facts: RepositoryFacts, part: CodePart): boolean {
  if (!part.name.includes('.fit')) return false
  const [owner = '', method = ''] = part.name.split('.')
  return method === 'fit' && codePartsOf(facts).has(partKey(part.module.path, `${owner}.predict`)) && part.statements.length > 3
}

/** Whether a call trains a model: an estimator's `fit`, a trainer's `train`, a booster, a loop's `backward`, a training job of a cloud. */
function isTrainingCall(call: Call): boolean {
  const { name, method } = call
  if (WHOLE.test(name) || SERVICE.test(name)) return true
  const receiver = call.callee.kind === 'attribute' ? textOf(call.callee.of) : ''
  const whose = `${receiver} ${name.slice(0, Math.max(0, name.lastIndexOf('.')))}`
  if (method === 'train') return call.callee.kind === 'attribute' && /(?:trainer|Trainer|yolo|YOLO|automl)/.test(whose) || (/(?:^|[._\s])model\b/.test(whose) && call.args.some((argument) => /^(?:data|epochs|x|y|training_frame|imgsz|train_data)$/.test(argument.name ?? '')))
  if (method === 'search') return /[Tt]uner/.test(whose) && call.args.length > 1
  if (method === 'optimize') return /study/i.test(whose)
  if (!METHODS.test(method) || call.callee.kind !== 'attribute') return false
  if (method === 'backward') return true
  const owner = name.slice(0, Math.max(0, name.lastIndexOf('.')))
  if (PREPARES.test(receiver) && !MODELS.test(owner.replace(/\w*Pipeline\b/g, ''))) return false
  if (MODELS.test(whose)) return true
  if (PREPARES.test(owner)) return false
  // One argument alone is what preparing data takes, too: then the name has to say that it is a model.
  const given = call.args.filter((argument) => argument.name === null || /^(?:x|y|X|Y|X_train|y_train|data|df|train_data|dataset)$/.test(argument.name)).length
  return method !== 'fit' || given > 1 || (call.args.length > 0 && PREDICTORS.test(receiver))
}

const WHAT = '(?:and|models?|pipeline|flow|job|task|workflow|classifier|regressor|network|svd|knn|best|final|new|the|all|once|save|register|log|evaluate|on_\\w+|with_\\w+|if_\\w+|from_\\w+|[a-z]{2,12}_model)'
const NAMED = new RegExp(`^_*(?:(?:run|start|trigger|launch|do|execute|auto|perform|schedule)_)?(?:(?:model|ml|dl|daily|weekly|nightly|full|initial)_)?(?:(?:re_?)?train(?:ing)?|fine_?tun(?:e|ing)|fit_model)(?:_${WHAT}(?:_\\w+)?)?$`)
/** What says, counts or dates something and starts nothing. */
const QUIET = /^(?:print|sleep|info|debug|warning|warn|error|exception|critical|getLogger|get_logger|get_run_logger|now|utcnow|today|time|isoformat|strftime|timestamp|len|str|int|float|bool|round|list|dict|set|isinstance|format|join|upper|lower|success|append|items|keys|\w+Error|Exception)$/

/** Whether a name says that what it names trains a model: `train_model`, `retrain`, `run_training`; not `train_test_split`. */
export function saysTraining(name: string): boolean {
  return NAMED.test(name.toLowerCase().replaceAll('-', '_'))
}

/** Whether a function, or the file of a script, says by its name that it trains (`train_model`, `retrain.py`), and does more than print so. */
const isNamedTraining = memoise((part: CodePart): boolean => {
  const isScript = part.definition === null
  if (isScript && part.name === '' && part.module.role === 'notebook') return false
  const name = isScript ? part.module.path.replace(/^.*\//, '').replace(/\.\w+$/, '') : part.name.slice(part.name.lastIndexOf('.') + 1)
  return saysTraining(name) && part.calls.some((call) => !QUIET.test(call.method) && !isLookUp(call))
})

/** `decision.get("priority")`; not `requests.get(…)`, which may start training elsewhere. */
function isLookUp({ method, name, args }: Call): boolean {
  return method === 'get' && args[0]?.value.kind === 'string' && !args[0].value.text.includes('/') && !/^(?:requests|httpx|aiohttp|urllib3?)\b/.test(name)
}

/** Whether a part trains by what it calls, a `fit` of the project's own classes too: not by its name alone, which may only start training elsewhere. */
export function callsTraining(part: CodePart): boolean {
  return trainingCallsOf(part).length > 0
}

/** The parts of the project's code that train a model, with the place. */
export const trainingPartsOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, Place> => {
  const found = new Map<string, Place>()
  for (const part of codePartsOf(facts).values()) {
    const place = trainingIn(facts, part)
    if (place !== null) found.set(part.key, place)
    else if (isNamedTraining(part) || isOwnEstimator(facts, part)) found.set(part.key, { path: part.module.path, line: part.line })
  }
  return found
})
