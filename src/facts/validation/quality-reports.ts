import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { projectModulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { isReached } from './reached.ts'

/** A report of Evidently that measures the quality of data (missing values, duplicates) and judges nothing. */
export type QualityReport = { readonly path: string; readonly line: number; readonly measure: string }

const MEASURES = /^(?:DataQuality|DataSummary)Preset$|^(?:Dataset|Column)?(?:MissingValues?|Duplicated?\w*|Summary|Quantile|UniqueValues?\w*|EmptyRows|EmptyColumns|ConstantColumns)(?:Metric|Count|Summary)$/

/** Every such report that project code runs, in the order of the tree. */
export const qualityReportsOf = memoise((facts: RepositoryFacts): readonly QualityReport[] => projectModulesOf(facts).flatMap((module): readonly QualityReport[] => {
  const calls = callsOf(module.tree)
  const measure = calls.find((call) => call.name.startsWith('evidently') && MEASURES.test(call.method))
  const run = measure === undefined ? undefined : calls.find((call) => call.method === 'run' && /^evidently\b.*Report\(\)\.run$/.test(call.name))
  return run === undefined || measure === undefined || !isReached(facts, module, run.context.functions.at(-1) ?? null) ? [] : [{ path: module.path, line: run.line, measure: measure.method }]
}))
