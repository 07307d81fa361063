/**
 * One call that makes predictions. `asked` is what gives them: how the model was made or the service is called, and by which method or function; `input` is
 * what it was given, equal for equal inputs; `varies` in a loop over inputs; `untrained` by a model that the test has made and nothing has trained.
 */
export type Site = { readonly id: string; readonly asked: string; readonly input: string; readonly varies: boolean; readonly batch: boolean; readonly untrained?: boolean }

/**
 * What an expression of a test holds, as far as predictions go:
 * - `model`: a model; `prediction`: what one gave, or a part of it; `response`: the answer to a request for one
 * - `aspect`: its shape, type, length or keys; `metric`: how good a model is
 * - `difference`: of two predictions; `distance`: of one from what was expected; `match`: whether one is as expected
 */
export type Value = {
  readonly form: 'model' | 'prediction' | 'response' | 'aspect' | 'metric' | 'difference' | 'distance' | 'match'
  readonly sites: readonly Site[]
  /** The last key or attribute that was picked out of it. */
  readonly key: string | null
  /** It is a page's text. */
  readonly page: boolean
  /** A sum or mean over it; `distinct`: its different values; `absolute`: without its sign. */
  readonly over: 'all' | 'distinct' | 'absolute' | null
  /** A model as it was made, with weights by chance. */
  readonly untrained?: boolean
}

const MOST_SITES = 12

/** A value of a form, with nothing known but where it comes from. */
export function valueOf(form: Value['form'], sites: readonly Site[] = []): Value {
  return { form, sites: sites.slice(0, MOST_SITES), key: null, page: false, over: null }
}

/** Two values held by one expression (a list, an `or`, a call's arguments): the form that says more, the sites of both. */
export function merged(one: Value | null, other: Value | null): Value | null {
  if (one === null || other === null) return one ?? other
  const first = RANK[one.form] >= RANK[other.form] ? one : other
  return { ...first, sites: joined(one.sites, other.sites) }
}

/** The sites of both lists, each once. */
export function joined(one: readonly Site[], other: readonly Site[]): readonly Site[] {
  const known = new Set(one.map((site) => `${site.id} ${site.input}`))
  return [...one, ...other.filter((site) => !known.has(`${site.id} ${site.input}`))].slice(0, MOST_SITES)
}

const RANK: Readonly<Record<Value['form'], number>> = { metric: 7, match: 6, distance: 5, difference: 4, prediction: 3, response: 2, aspect: 1, model: 0 }

/** Whether two values come from different inputs to the same: a pipeline and the service around it are two ways to one prediction, however the input is prepared for each. */
export function differInInput(one: Pick<Value, 'sites'>, other: Pick<Value, 'sites'>): boolean {
  return one.sites.some((a) => other.sites.some((b) => a.asked === b.asked && a.input !== b.input))
}

/** Whether predictions come from several ways to ask for them, each of which was asked once. */
export function isOfSeveralWays({ sites }: Pick<Value, 'sites'>): boolean {
  return sites.length > 1 && new Set(sites.map((site) => site.asked)).size === sites.length
}
