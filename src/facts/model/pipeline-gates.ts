import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, literalOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, someExpression, walkExpression, wordsIn } from '../python/expressions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import { reachOf } from '../python/reach.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { consequenceOf } from './consequences.ts'
import { textSpeaksOfMetric } from './metric-words.ts'

/** A gate that a framework keeps: it is declared, and the framework compares and acts. */
export type PipelineGate = { readonly path: string; readonly line: number; readonly says: string; readonly acts: string; readonly reached: boolean }

/** The gates of MLflow, SageMaker Pipelines, Kubeflow, TFX, Giskard, Deepchecks and Evidently in project code. */
export const pipelineGatesOf = memoise((facts: RepositoryFacts): readonly PipelineGate[] =>
  projectModulesOf(facts).flatMap((module) => {
    const { path } = module
    return gateCallsIn(module).flatMap(({ call, declared }): readonly PipelineGate[] => {
      const acts = declared ?? verdictOf(facts, module)
      return acts === null ? [] : [{ path, line: call.line, says: `${call.method}(…)`, acts, reached: reachOf(facts).isReached(path, call.context) }]
    })
  }))

/** The calls of a file that declare a gate, with what it does; null where that is told by what is done with the answer of a suite. */
const gateCallsIn = memoise(({ tree }: PythonModule): readonly { readonly call: Call; readonly declared: string | null }[] => {
  const imports = new Set(definitionsOf(tree).imports.map((one) => one.module.split('.')[0] ?? ''))
  const calls = callsOf(tree)
  return calls.flatMap((call) => {
    const declared = actsOf(call, tree, imports, calls)
    return declared !== null || isSuiteTest(call, imports) ? [{ call, declared }] : []
  })
})

function actsOf(call: Call, tree: PythonTree, imports: ReadonlySet<string>, calls: readonly Call[]): string | null {
  const { method } = call
  if (method === 'validate_evaluation_results' || (method === 'evaluate' && call.name.startsWith('mlflow.'))) {
    return isGiven(keywordOf(call, 'validation_thresholds'), tree, call) ? 'raises where a threshold of MLflow is missed' : null
  }
  if (method === 'ConditionStep' && imports.has('sagemaker')) {
    const compares = calls.some((other) => /^Condition(?:Greater|Less)Than(?:OrEqualTo)?$/.test(other.method) && speaks(other))
    return compares && isGiven(keywordOf(call, 'if_steps'), tree, call) ? 'runs its steps only where the condition holds' : null
  }
  if (/^(?:Condition|If|Elif)$/.test(method) && imports.has('kfp')) return speaks(call) || isVerdict(call) ? 'runs the steps inside only where the condition holds' : null
  if (method === 'Pusher' && (imports.has('tfx') || call.name.startsWith('tfx.'))) return keywordOf(call, 'model_blessing') === null || !calls.some((other) => /^(?:GenericValueThreshold|GenericChangeThreshold|MetricThreshold)$/.test(other.method)) ? null : 'pushes only a blessed model'
  return null
}

/** A test of a metric among those that a suite runs: Giskard's with a threshold, a condition of Deepchecks, a test of Evidently. */
function isSuiteTest(call: Call, imports: ReadonlySet<string>): boolean {
  if (imports.has('giskard')) return /^test_(?:f1|accuracy|auc|recall|precision|r2|rmse|mae|mse)$/.test(call.method) && keywordOf(call, 'threshold') !== null
  if (imports.has('deepchecks')) return /^add_condition_\w*(?:performance|degradation|gain)/.test(call.method)
  return imports.has('evidently') && /^Test(?:Accuracy|Precision|Recall|F1|RocAuc|LogLoss|ValueMAE|ValueRMSE|ValueMAPE|ValueR2)/.test(call.method) && call.args.length > 0
}

/** What is done with the answer of the suite that runs in a file. */
function verdictOf(facts: RepositoryFacts, module: PythonModule): string | null {
  const isVerdict = (one: Expression): boolean => (one.kind === 'attribute' && /^(?:passed|all_passed)$/.test(one.name)) || (one.kind === 'string' && one.text === 'all_passed')
  for (const { statement } of definitionsOf(module.tree).statements) {
    for (const expression of expressionsIn(statement)) {
      let verdict: Expression | null = null
      walkExpression(expression, (one) => { if (isVerdict(one)) verdict ??= one })
      const acts = verdict === null ? null : consequenceOf(facts, module, statement, verdict)
      if (acts !== null) return acts
    }
  }
  return null
}

/** Whether a keyword is given something: an empty dictionary or list asks for nothing. */
function isGiven(value: Expression | null, tree: PythonTree, call: Call): boolean {
  const literal = literalOf(value, tree, call.context)
  if (literal === null) return value !== null
  if (literal.kind === 'dict') return literal.entries.length > 0
  if (literal.kind === 'collection') return literal.items.length > 0
  return !(literal.kind === 'constant' && literal.value === null)
}

function speaks(call: Call): boolean {
  return call.args.some((argument) => wordsIn(argument.value).some(textSpeaksOfMetric))
}

/** `dsl.Condition(check.outputs["deploy"] == "true")`: a component has already compared. */
function isVerdict(call: Call): boolean {
  return call.args.some((argument) => someExpression(argument.value, (one) => one.kind === 'compare' && wordsIn(one).some((word) => /deploy|promot|pass|better|approv|accept|bless|decision|valid/i.test(word))))
}
