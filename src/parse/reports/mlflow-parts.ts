import type { MlflowRun, MlflowStatus, NamedNumber, NamedText } from '../../model/report-facts.ts'
import { asList, asMap, asText, valueAt, type Json } from '../json.ts'
import { KEPT } from './limits.ts'
import { readReportJson } from './report-json.ts'
import { shortName, shortText } from './short-text.ts'

/** The tag in which MLflow 1 and 2 keep what models a run logged, as JSON. */
export const LOGGED_MODELS_TAG = 'mlflow.log-model.history'

const STATUSES: readonly MlflowStatus[] = ['running', 'scheduled', 'finished', 'failed', 'killed']

/** How a run stands, from the number that MLflow's folders keep (1 to 5) or the word of its database; null for anything else. */
export function statusOf(value: Json | undefined): MlflowStatus | null {
  const text = asText(value)?.toLowerCase() ?? ''
  return STATUSES.find((status, index) => status === text || String(index + 1) === text) ?? null
}

/** A moment in milliseconds since 1970; null where there is none, 0 and what no date can be included. */
export function timeOf(value: Json | undefined): number | null {
  const number = typeof value === 'number' ? value : typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : null
  return number !== null && Number.isFinite(number) && number > 0 && number < 8.64e15 ? Math.trunc(number) : null
}

/** Whether something is marked as deleted, in MLflow's word. */
export function isDeleted(value: Json | undefined): boolean {
  return asText(value)?.toLowerCase() === 'deleted'
}

/** A stage of a model version; MLflow's `None` is none. */
export function stageOf(value: Json | undefined): string | null {
  const stage = shortText(asText(value), 40)
  return stage === 'None' ? null : stage
}

/** Whether a model says by its MLmodel file, or by what a run's tag repeats of it, that it has a signature. */
export function hasSignature(model: Json | undefined): boolean {
  const signature = valueAt(model, 'signature')
  const inputs = valueAt(signature, 'inputs')
  const parameters = valueAt(signature, 'params')
  return asMap(signature) !== null && [inputs, valueAt(signature, 'outputs'), parameters].some((part) => part !== undefined && part !== null && part !== '' && part !== 'null')
}

/** What the tag of logged models says about signatures: whether one of them has one; null where it names none. */
export function signatureInTag(text: string): boolean | null {
  const read = readReportJson(text)
  const models = read.ok ? asList(read.value) ?? [] : []
  return models.length === 0 ? null : models.some(hasSignature)
}

/** Joins what several models of a run say: one signature is enough. */
export function eitherSignature(one: boolean | null, other: boolean | null): boolean | null {
  return one === true || other === true ? true : one ?? other
}

/** A name and a text, both cut. */
export function namedText(name: string, value: string): NamedText {
  return { name: shortName(name), value: shortText(value) ?? '' }
}

/** A name and a number; null where the number is NaN or infinite, also in the way of MLflow's database, which keeps the largest double for infinity. */
function namedNumber(name: string, value: number): NamedNumber | null {
  return Number.isFinite(value) && Math.abs(value) < Number.MAX_VALUE ? { name: shortName(name), value } : null
}

/** What is gathered of one run before it is put together. */
export type GatheredRun = {
  readonly parameters: NamedText[]
  readonly metrics: Map<string, { readonly value: number; readonly step: number; readonly time: number }>
  readonly tags: NamedText[]
  signature: boolean | null
}

/** Nothing gathered yet. */
export function gatheredRun(): GatheredRun {
  return { parameters: [], metrics: new Map(), tags: [], signature: null }
}

/** Keeps the newest value of a metric: by step, then by time. */
export function keepMetric({ metrics }: GatheredRun, name: string, value: number, step: number, time: number): void {
  const known = metrics.get(name)
  if (known === undefined ? metrics.size < KEPT.values : step > known.step || (step === known.step && time >= known.time)) metrics.set(name, { value, step, time })
}

/** Puts a run together. MLflow 1 keeps a run's name in a tag. */
export function runOf(run: Pick<MlflowRun, 'id' | 'name' | 'experiment' | 'status' | 'startedAt' | 'endedAt'>, gathered: GatheredRun): MlflowRun {
  const metrics = [...gathered.metrics].map(([name, { value }]) => namedNumber(name, value)).filter((one) => one !== null)
  const name = run.name ?? gathered.tags.find((tag) => tag.name === 'mlflow.runName')?.value ?? null
  const byName = (one: { readonly name: string }, other: { readonly name: string }): number => (one.name < other.name ? -1 : one.name > other.name ? 1 : 0)
  return {
    ...run, name, signature: gathered.signature,
    parameters: gathered.parameters.slice(0, KEPT.values).sort(byName), metrics: metrics.sort(byName), tags: gathered.tags.slice(0, KEPT.values).sort(byName),
  }
}
