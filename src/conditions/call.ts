import { memoise } from '../facts/memoise.ts'
import { callsOf, keywordThrough, literalOf, numberOf, stringOf, type Call } from '../facts/python/calls.ts'
import { modulesOf, type PythonModule } from '../facts/python/modules.ts'
import { reachOf } from '../facts/python/reach.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import { textOf } from '../facts/python/expressions.ts'
import type { ConditionOf, Literal } from '../model/condition.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { dottedMatcher, lastPart } from './frame/dotted-matcher.ts'
import { IN_NOTEBOOK, isPython, modulesIn, placeWords, plainName } from './frame/python-places.ts'
import { sightingOf } from './frame/sightings.ts'

type Site = { readonly module: PythonModule; readonly call: Call; readonly name: string }

/** More calls of one name than these are not looked at. */
const MOST = 20_000

/** A call by its dotted name, whatever the file calls it by itself, with a keyword where one is asked for. */
export const call: ConditionCheck<'call'> = {
  kind: 'call',
  revision: 1,
  describe: (condition) => `a call of \`${written(condition)}\`${placeWords(condition.in)}`,
  next: (condition) => `Call \`${written(condition)}\`${placeWords(condition.in)}, in a function that something runs.`,
  mayStandIn: (_, path) => isPython(path),
  look: (condition, facts) => {
    const accepts = dottedMatcher(condition.name)
    const allowed = new Set(modulesIn(facts, condition.in))
    const sites = (sitesOf(facts).get(lastPart(condition.name)) ?? []).filter(({ module }) => allowed.has(module))
    const named = sites.filter(({ name }) => accepts(name))
    const found = named.filter((site) => hasKeyword(site, condition)).map((site) => ({ place: evidence(facts, site, textAt(site)), why: weaknessOf(facts, site) }))
    const [without] = named
    const other = sites.find(({ name }) => isLike(name, condition.name))
    const near = without !== undefined ? evidence(facts, without, 'it is called there without the keyword and value that are asked for') : other === undefined ? null : evidence(facts, other, `it calls \`${other.name}\``)
    return sightingOf(found, near)
  },
}

/** Every call of Python that was read, by the last part of its name. */
const sitesOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly Site[]> => {
  const sites = new Map<string, Site[]>()
  for (const module of modulesOf(facts)) {
    for (const one of callsOf(module.tree)) {
      const name = one.name === '' ? one.method : plainName(one.name)
      const known = sites.get(lastPart(name))
      if (known === undefined) sites.set(lastPart(name), [{ module, call: one, name }])
      else if (known.length < MOST) known.push({ module, call: one, name })
    }
  }
  return sites
})

/** Names of the same package, or of the same class: `mlflow.log_model` for `mlflow.*.log_model`, but not `subprocess.run` for `cProfile.run`. */
function isLike(name: string, asked: string): boolean {
  const [parts, wanted] = [name.split('.'), asked.split('.')]
  return parts[0] === wanted[0] || (parts.length > 2 && parts.at(-2) === wanted.at(-2))
}

function hasKeyword({ module, call: one }: Site, { keyword, value }: ConditionOf<'call'>): boolean {
  if (keyword === null) return true
  const given = keywordThrough(one, keyword, module.tree, one.context)
  if (given === null || (given.kind === 'constant' && given.value === null)) return false
  if (value === null) return true
  const literal = literalOf(given, module.tree, one.context)
  if (typeof value === 'boolean') return literal?.kind === 'constant' && literal.value === value
  return typeof value === 'number' ? numberOf(given, module.tree, one.context) === value : stringOf(given, module.tree, one.context) === value
}

function weaknessOf(facts: RepositoryFacts, { module, call: one }: Site): string | null {
  if (module.role === 'notebook') return IN_NOTEBOOK
  return reachOf(facts).isReached(module.path, one.context) ? null : 'nothing runs the code that calls it'
}

function evidence(facts: RepositoryFacts, { module, call: one }: Site, says: string): ReturnType<typeof fileEvidence> {
  return fileEvidence(facts, module.path, one.line, says)
}

function textAt({ call: { callee, args, line } }: Site): string {
  return textOf({ kind: 'call', callee, args, line })
}

function written({ name, keyword, value }: ConditionOf<'call'>): string {
  return keyword === null ? name : `${name}(${keyword}=${value === null ? '…' : pythonLiteral(value)})`
}

function pythonLiteral(value: Literal): string {
  return typeof value === 'boolean' ? (value ? 'True' : 'False') : JSON.stringify(value)
}
