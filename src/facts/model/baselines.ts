import { tokensOf } from '../../parse/metric-names.ts'
import type { Expression, Statement } from '../../parse/python/tree.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { asMap, asText, type Json } from '../../parse/json.ts'
import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { stringsIn, wordsIn } from '../python/expressions.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { reachOf } from '../python/reach.ts'
import { fileAt, type RepositoryFacts } from '../repository-facts.ts'
import { lineAt, settingsOf } from '../settings/settings.ts'
import { baselineSentencesOf } from './baseline-documents.ts'
import { isBarName, isMetricName } from './metric-words.ts'

/** A baseline that is named or measured, or a choice of the best of several; nothing has to act on it. */
export type Baseline = { readonly kind: 'named' | 'picked'; readonly path: string; readonly line: number; readonly says: string; readonly where: 'code' | 'notebook' | 'document' }

/** Where the project names a baseline or picks the best: project code that something runs first, then notebooks and documents. */
export const baselinesOf = memoise((facts: RepositoryFacts): readonly Baseline[] => {
  const reach = reachOf(facts)
  const picksOfSweeps = modulesOf(facts).some((module) => module.role === 'code' && callsOf(module.tree).some(readsSweep))
  const inPython = modulesOf(facts).filter((module) => module.role === 'code' || module.role === 'notebook').flatMap((module) => [
    ...namedIn(module), ...measuredBeside(module),
    ...callsOf(module.tree).filter((call) => reach.isReached(module.path, call.context)).flatMap((call) => pickedBy(call, module, picksOfSweeps)),
  ])
  const code = inPython.filter((one) => one.where === 'code')
  return [...code, ...inSettings(facts, picksOfSweeps), ...inCommands(facts), ...inPython.filter((one) => one.where === 'notebook'), ...baselineSentencesOf(facts).map((one): Baseline => ({ kind: 'named', ...one, where: 'document' }))]
})

const MODEL = /^(?:model|models|clf|classifier|regressor|regression|estimator|run|results?|performance|perf|train|training|evaluate|eval|evaluation|predict|predictions?|preds?|pipeline|cnn|mlp|ann|net|network|lr|rf|dummy|score|scores|loss|metric|metrics|error|nn|sklearn|transformer|classifiers)$/

/** `baseline_rmse`, `BaselineModel`, `train_baseline`, a notebook called baseline; a bare `baseline` could be anything. */
function isBaselineName(word: string): boolean {
  const tokens = tokensOf(word)
  return tokens.some((token) => token === 'baseline' || token === 'baselines') && (tokens.some((token) => MODEL.test(token)) || isMetricName(word))
}

/** Functions that take features or parts away: their baseline is the model itself, before that. */
const TAKES_AWAY = /ablat|permutation_importance|feature_importance/i

function namedIn(module: PythonModule): readonly Baseline[] {
  const where = module.role === 'notebook' ? 'notebook' as const : 'code' as const
  if (/drift|monitor/i.test(module.path)) return []
  const found: Baseline[] = []
  const add = (line: number, says: string): void => { if (found.length < 20) found.push({ kind: 'named', path: module.path, line, says, where }) }
  if (where === 'notebook' && /baseline/i.test(module.path.slice(module.path.lastIndexOf('/') + 1))) add(1, 'a notebook of a baseline')
  const { classes, functions, statements } = definitionsOf(module.tree)
  for (const one of classes) if (/baseline/i.test(one.name)) add(one.node.line, `class ${one.name}`)
  for (const one of functions) if (isBaselineName(one.name)) add(one.node.line, `def ${one.name}`)
  for (const { statement, context } of statements) for (const name of context.functions.some((one) => TAKES_AWAY.test(one.name)) ? [] : assignedNames(statement)) if ((isBaselineName(name) && !isOfData(name, statement)) || isBarConstant(name, statement)) add(statement.line, name)
  for (const call of callsOf(module.tree)) {
    if (/^Dummy(?:Classifier|Regressor)$/.test(call.method)) add(call.line, `${call.method}(…)`)
    else if (/^(?:init|start_run|set_tags?|set_experiment|log_params?)$/.test(call.method) && call.args.some((argument) => wordsIn(argument.value).some((word) => tokensOf(word).includes('baseline')))) add(call.line, `${call.method}(… "baseline" …)`)
  }
  return found
}

const PLAIN = /^(?:LinearRegression|LogisticRegression|Ridge|GaussianNB|MultinomialNB|BernoulliNB)$/
const RICHER = /^(?:XGB\w*|LGBM\w*|CatBoost\w*|RandomForest\w*|GradientBoosting\w*|HistGradientBoosting\w*|ExtraTrees\w*|MLP(?:Classifier|Regressor)|Sequential)$/
const MEASURES = /^(?:mean_squared_error|root_mean_squared_error|mean_absolute_error|r2_score|accuracy_score|f1_score|roc_auc_score|precision_score|recall_score)$/
const KEEPS = /^(?:dump|save|save_model|log_model|register_model|write)$/

/** A plain model that is fitted and measured in the same way as a richer one, and is not the one that is kept. */
function measuredBeside(module: PythonModule): readonly Baseline[] {
  const calls = callsOf(module.tree)
  const plain = calls.find((call) => PLAIN.test(call.method))
  if (module.role !== 'code' || plain === undefined || !calls.some((call) => RICHER.test(call.method))) return []
  // Candidates of one collection (`{"plain": LogisticRegression(), "rich": XGBClassifier()}`) are tried alike: none of them is what another has to beat.
  const holdsPlainAlone = (value: Expression): boolean => wordsIn(value).some((word) => PLAIN.test(word)) && !wordsIn(value).some((word) => RICHER.test(word))
  const names = new Set(definitionsOf(module.tree).statements.flatMap(({ statement }) => statement.kind === 'assign' && statement.value !== null && holdsPlainAlone(statement.value) ? assignedNames(statement) : []))
  const measured = calls.filter((call) => MEASURES.test(call.method)).map((call) => call.method)
  const isKept = calls.some((call) => KEEPS.test(call.method) && [call.callee, ...call.args.map((argument) => argument.value)].some((one) => wordsIn(one).some((word) => names.has(word))))
  return names.size > 0 && !isKept && measured.some((one, index) => measured.indexOf(one) !== index) ? [{ kind: 'named', path: module.path, line: plain.line, says: `${plain.method}(…)`, where: 'code' }] : []
}

function assignedNames(statement: Statement): readonly string[] {
  if (statement.kind !== 'assign') return []
  return statement.targets.flatMap((target) => (target.kind === 'name' ? [target.id] : target.kind === 'attribute' ? [target.name] : []))
}

/** `baseline_run = spread_statistics(rows)`: what later data are compared with, and no model. */
function isOfData(name: string, statement: Statement): boolean {
  return !isMetricName(name) && statement.kind === 'assign' && statement.value !== null && wordsIn(statement.value).flatMap(tokensOf).some((token) => /^(?:stats?|statistics|distributions?|drift|histograms?|quantiles?)$/.test(token))
}

/** `MIN_F1 = 0.8`: a bar that is written down, whether or not it is asked for. */
function isBarConstant(name: string, statement: Statement): boolean {
  return statement.kind === 'assign' && statement.value?.kind === 'number' && statement.value.value > 0 && isMetricName(name) && /thresh|min|target|required|baseline/i.test(name)
}

const SUBJECTS = /model|run|trial|result|candidate|version|config|param|estimator/i
const SEARCHES = /^(?:GridSearchCV|RandomizedSearchCV|Halving\w+SearchCV|BayesSearchCV|OptunaSearchCV|TuneSearchCV|create_study|fmin|compare_models|RandomSearch|Hyperband|BayesianOptimization|HyperDriveConfig|HyperparameterTuner|HyperparameterTuningJob|Tuner|AutoML|TPOTClassifier|TPOTRegressor)$/

/** A sweep of Weights & Biases only tries; what asks for its runs or models (`wandb.Api()`, `sweep.best_run()`) picks. */
function readsSweep({ method, name }: Call): boolean {
  return name === 'wandb.Api' || method === 'best_run'
}

function pickedBy(call: Call, module: PythonModule, picksOfSweeps: boolean): readonly Baseline[] {
  const where = module.role === 'notebook' ? 'notebook' as const : 'code' as const
  const picked = (says: string): readonly Baseline[] => [{ kind: 'picked', path: module.path, line: call.line, says, where }]
  const { method } = call
  // A notebook shows its sweep to whoever reads it.
  if (SEARCHES.test(method) || (call.name === 'wandb.sweep' && (picksOfSweeps || where === 'notebook'))) return picked(`${method}(…)`)
  if (/^(?:max|min|sorted|sort|nlargest|nsmallest)$/.test(method)) {
    const key = keywordOf(call, 'key')
    return (key !== null && (speaks(key) || (wordsIn(key).some((word) => /^scores?$/.test(word)) && call.args.some((argument) => wordsIn(argument.value).some((word) => SUBJECTS.test(word)))))) || (/^n(?:largest|smallest)$/.test(method) && call.args.some((argument) => speaks(argument.value))) ? picked(`${method}(… by a metric)`) : []
  }
  if (method === 'sort_values' && call.args.some((argument) => (argument.name === null || argument.name === 'by') && speaks(argument.value))) return picked('sort_values(… by a metric)')
  if (/^(?:idxmax|idxmin|argmax|argmin)$/.test(method) && call.callee.kind === 'attribute' && speaks(call.callee.of)) return picked(`${method}() of a metric`)
  const order = keywordOf(call, 'order_by')
  return order !== null && stringsIn(order).some((text) => text.startsWith('metrics.') || text.includes('metrics.`')) ? picked(`${method}(order_by=… a metric)`) : []
}

function speaks(expression: Expression): boolean {
  return wordsIn(expression).some((word) => word.length < 60 && (isMetricName(word) || /^metrics\.|^(?:val_|test_|cv_|mean_test_|best_)(?:score|loss|metric)s?$|^(?:loss|metrics?)$/.test(word)))
}

/** Thresholds in settings, the settings of an experiment that is called the baseline, sweeps of Weights & Biases that something picks from, and those of Azure ML, which hand on the model of their best trial. */
function inSettings(facts: RepositoryFacts, picksOfSweeps: boolean): readonly Baseline[] {
  return settingsOf(facts).filter((file) => fileAt(facts, file.path)?.role === 'config' && !file.path.endsWith('.lock') && !/drift|monitor|alert|prometheus|grafana/i.test(file.path)).flatMap((file) => [
    ...(/(?:^|\/)(?:experiments?|models?|train(?:ing)?|params|hparams)\/[^/]*baseline[^/]*$/i.test(file.path) ? [{ kind: 'named' as const, path: file.path, line: 1, says: 'settings of a baseline', where: 'code' as const }] : []),
    ...(picksOfSweeps && isSweep(file.value) ? [{ kind: 'picked' as const, path: file.path, line: lineAt(file.lines, 'metric'), says: 'a sweep by a metric', where: 'code' as const }] : []),
    ...azureSweepsIn(file.value).map((pointer): Baseline => ({ kind: 'picked', path: file.path, line: lineAt(file.lines, pointer), says: 'a sweep of Azure ML by a metric', where: 'code' })),
    ...Object.keys(file.lines).filter((pointer) => { const name = pointer.slice(pointer.lastIndexOf('.') + 1); return isMetricName(name) && isBarName(name) && /thresh|min|target|required|baseline/i.test(name) }).slice(0, 3)
      .map((pointer): Baseline => ({ kind: 'named', path: file.path, line: lineAt(file.lines, pointer), says: pointer, where: 'code' })),
  ])
}

/** `dvc metrics diff` shows how metrics changed and fails on nothing. */
function inCommands(facts: RepositoryFacts): readonly Baseline[] {
  return [...ciOf(facts).commands, ...taskCommandsOf(facts).flatMap((task) => task.commands)].filter((command) => /^dvc (?:metrics|exp) diff\b/.test(command.words.join(' ')))
    .map((command): Baseline => ({ kind: 'named', path: command.place.path, line: command.place.line, says: command.text, where: 'code' }))
}

/** `method`, `metric` and `parameters`: what `wandb sweep` reads. */
function isSweep(value: Json): boolean {
  const map = asMap(value)
  return map !== null && asText(map['method']) !== null && asMap(map['metric']) !== null && asMap(map['parameters']) !== null
}

/** Where the metric stands by which a sweep job of Azure ML, or one in a pipeline of it, picks its best trial. */
function azureSweepsIn(value: Json): readonly string[] {
  const map = asMap(value)
  const jobs = Object.entries(asMap(map?.['jobs']) ?? {}).slice(0, 100).map(([name, job]) => ({ at: `jobs.${name}.`, job: asMap(job) }))
  return [{ at: '', job: map }, ...jobs].flatMap(({ at, job }) => asText(job?.['type']) === 'sweep' && asText(asMap(job?.['objective'])?.['primary_metric']) !== null ? [`${at}objective.primary_metric`] : [])
}
