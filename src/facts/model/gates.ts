import { tokensOf } from '../../parse/metric-names.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { wordsIn } from '../python/expressions.ts'
import { layoutOf } from '../python/layout.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { reachOf } from '../python/reach.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { comparisonsOf, type Comparison } from './comparisons.ts'
import { consequenceOf } from './consequences.ts'
import { isLabelAgreement } from './label-agreement.ts'
import { ownWords } from './metric-words.ts'
import { testBarOf } from './test-bars.ts'

/**
 * A model's metric compared with a threshold, a baseline or another model. `acts` says what comes of it; null where both answers lead to the
 * same, where nothing runs it, or where it only picks the better of several.
 */
export type Gate = {
  readonly path: string
  readonly line: number
  readonly says: string
  readonly acts: string | null
  readonly where: 'code' | 'test' | 'notebook'
  /** Why nothing comes of one that would act; null otherwise. */
  readonly idle: string | null
  /** It only keeps the better of what it has seen so far. */
  readonly picks: boolean
  /** It is a test's, of a model that learned from data made for the test. */
  readonly madeUp: boolean
}

/** Code that watches a deployed model tells of drift and raises alerts: other rows of the rubric ask for that. */
const WATCHES = /(?:^|[/_])(?:monitor\w*|drift\w*|alert\w*)(?:[/_.]|$)/i

/** Nobody writes more in one file; each one is followed through the project. */
const MOST = 120

/** The comparisons of a model's metric in Python, in the order of the tree, at most 120 of a file. */
export const gatesOf = memoise((facts: RepositoryFacts): readonly Gate[] =>
  modulesOf(facts).flatMap((module) => comparisonsOf(module.tree).slice(0, MOST).flatMap((comparison): readonly Gate[] => {
    if (module.role === 'test') {
      const bar = testBarOf(facts, module, comparison)
      return bar === null ? [] : [{ path: module.path, line: comparison.line, says: comparison.says, acts: bar.idle === null ? 'fails the tests where it does not hold' : null, where: 'test', ...bar, picks: false }]
    }
    return module.role === 'code' || module.role === 'notebook' ? inCode(facts, module, comparison) : []
  })))

/** Whether a new model is needed is another question than whether it is good enough. */
const ASKS_FOR_TRAINING = /(?:should|needs?|check|is|must|trigger)_\w*train/i
const JUDGING = /eval|valid|train|promot|regist|compar|champion|challenger|gate|metric|deploy|select|model|perform|check|test|bench|better|accept|main/i
const OF_DATA = /(?:^|[/_])(?:data|dataset|datasets|schema|ingestion|preprocess\w*|features?)(?:[/_]|\.py$)|expectations/i
const SERVES = new Set(['fastapi', 'flask', 'starlette', 'django', 'litestar', 'streamlit', 'gradio'])

const PREDICTS = /predict|infer|recommend|classif|detect|serve|route|rank|search|signal|match/i
const JUDGES = /eval|valid|train|promot|regist|compar|champion|gate|deploy|select|bench/i

/** A service that trains nothing: what it compares is the answer to a request. */
const serves = memoise((module: PythonModule): boolean =>
  definitionsOf(module.tree).imports.some((one) => SERVES.has(one.module.split('.')[0] ?? '')) && !callsOf(module.tree).some((call) => call.method === 'fit'))

/** A score or a loss is a model's metric in code that trains or judges models; where it is predicted with, it is that of one input. */
function isAboutModels(module: PythonModule, { context }: Comparison): boolean {
  if (serves(module)) return false
  const around = context.functions.at(-1)?.name ?? ''
  if (PREDICTS.test(around) && !JUDGES.test(around)) return false
  if (OF_DATA.test(module.path) || context.functions.some((one) => OF_DATA.test(`/${one.name}/`))) return false
  return JUDGING.test(module.path) || context.functions.some((one) => JUDGING.test(one.name))
}

function inCode(facts: RepositoryFacts, module: PythonModule, comparison: Comparison): readonly Gate[] {
  const { context } = comparison
  if (WATCHES.test(module.path) || context.functions.some((one) => WATCHES.test(`/${one.name}`) || ASKS_FOR_TRAINING.test(one.name))) return []
  if (!comparison.sure && !isAboutModels(module, comparison)) return []
  if (isWithinRun(module, comparison) || isLabelAgreement(comparison.metric, module.tree, context)) return []
  const { keepsBest } = comparison
  const picks = keepsBest || isBestSoFar(comparison)
  const place = { path: module.path, line: comparison.line, says: comparison.says, picks, madeUp: false }
  if (module.role === 'notebook') return [{ ...place, acts: null, where: 'notebook', idle: null }]
  const consequence = keepsBest ? null : consequenceOf(facts, module, comparison.statement, comparison.node, { picks, steps: comparison.sure ? 10 : 6 })
  // What only looks like a metric has to decide something to be one.
  if (consequence === null && !picks && (comparison.sure ? serves(module) : comparison.bar === 'number')) return []
  const idle = consequence !== null && !reachOf(facts).isReached(module.path, context) ? 'nothing calls the code it stands in' : null
  return [{ ...place, acts: idle === null ? consequence : null, where: 'code', idle }]
}

/** A bar that is only called the best: what is worse than it is not kept, which asks for nothing by itself. */
function isBestSoFar({ against }: Comparison): boolean {
  const words = ownWords(against)
  return words.some((word) => tokensOf(word).includes('best')) && !words.some((word) => /thresh|min|baseline|champ|prod|deployed|registered|reference|required/i.test(word))
}

/** The best epoch of a single training, and the best threshold for a single model's probabilities, are no choice between models. */
function isWithinRun({ tree }: PythonModule, comparison: Comparison): boolean {
  const best = comparison.keepsBest || isBestSoFar(comparison)
  if (best && comparison.context.classes.some((one) => /early_?stop|checkpoint/i.test(one.name))) return true
  for (let current = layoutOf(tree).get(comparison.statement)?.parent ?? null; current !== null && current.kind !== 'function'; current = layoutOf(tree).get(current)?.parent ?? null) {
    if (current.kind !== 'for') continue
    if (current.target.kind === 'name' && /^(?:t|th|thr|thresh|threshold|cutoff|tau)$/.test(current.target.id)) return true
    return best && wordsIn(current.target).some((word) => tokensOf(word).some((token) => /^(?:epochs?|ep|step|iteration|it|round)$/.test(token)))
  }
  return false
}
