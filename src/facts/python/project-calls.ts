import type { FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { callsOf, type Call } from './calls.ts'
import { definitionsOf, type FunctionDefinition } from './definitions.ts'
import { moduleGraphOf } from './module-graph.ts'
import { modulesOf, type PythonModule } from './modules.ts'
import { namesOf } from './names.ts'

/** A function or method of the project, in the file that defines it. */
export type ProjectFunction = { readonly module: PythonModule; readonly definition: FunctionDefinition }

/** A place that calls a project function, or hands it on (`PythonOperator(python_callable=check)`): `handedOn` then, and `call` is the call that takes it. */
export type ProjectCall = { readonly module: PythonModule; readonly call: Call; readonly target: ProjectFunction; readonly handedOn: boolean }

export type ProjectCalls = {
  /** The project functions that a call runs: one, two where a method's owner can't be told, none where it leads out of the project. */
  readonly targetsOf: (call: Call) => readonly ProjectFunction[]
  /** The places that call or hand on a function, tests and notebooks too. */
  readonly callsTo: (node: FunctionStatement) => readonly ProjectCall[]
  /** The function around a call, null at the top of its file. */
  readonly around: (call: Pick<Call, 'context'>) => ProjectFunction | null
}

/** Ways in which orchestrators and task queues call a function through itself: `check.submit(df)`, `check.fn(df)`. */
const THROUGH = /\.(?:fn|submit|map|delay|apply_async|remote|override|with_options|partial|expand|after|run|s|si|options)(?:\(\))?$/

const HOPS = 4

/** Who calls which function of the project. Methods of objects that can't be followed are told by their name, where at most two classes define it. */
export const projectCallsOf = memoise((facts: RepositoryFacts): ProjectCalls => {
  const modules = modulesOf(facts)
  const { byNode, byPlace, byMethod } = indexOf(modules)
  const graph = moduleGraphOf(facts)
  const trees = new Map(modules.map((module) => [module.path, module.tree]))

  const segments = new Set(modules.flatMap((module) => module.path.replace(/\.py$/, '').split('/')))
  // Most calls lead out of the project, and the same names come again and again: neither is looked up twice.
  const isOutside = (dotted: string): boolean => !dotted.startsWith('.') && !segments.has(rootOf(dotted))
  const resolved = new Map<string, ReturnType<typeof graph.resolveDotted>>()
  const resolveDotted = (path: string, dotted: string): ReturnType<typeof graph.resolveDotted> => {
    if (isOutside(dotted)) return null
    const key = `${path} ${dotted}`
    const known = resolved.get(key)
    if (known !== undefined) return known
    const there = graph.resolveDotted(path, dotted)
    resolved.set(key, there)
    return there
  }
  const follow = (path: string, dotted: string, hops: number): ProjectFunction | null => {
    const bare = dotted.replaceAll('()', '')
    const local = byPlace.get(path)?.get(bare)
    if (local !== undefined) return local
    const there = resolveDotted(path, bare)
    if (there === null || there.rest === '' || hops === 0) return null
    const direct = byPlace.get(there.path)?.get(there.rest)
    if (direct !== undefined) return direct
    const [first = '', ...rest] = there.rest.split('.')
    const tree = trees.get(there.path)
    const again = tree === undefined ? undefined : definitionsOf(tree).imports.find((imported) => imported.as === first && imported.name !== null)
    if (again === undefined) return null
    const base = '.'.repeat(again.level) + again.module
    return follow(there.path, [`${base}${base === '' || base.endsWith('.') ? '' : '.'}${again.name}`, ...rest].join('.'), hops - 1)
  }
  const find = (module: PythonModule, { dotted, method, own: place }: Ask): readonly ProjectFunction[] => {
    const own = place === null ? undefined : byPlace.get(module.path)?.get(place)
    if (own !== undefined) return [own]
    const known = dotted === '' ? null : follow(module.path, dotted, HOPS) ?? (THROUGH.test(dotted) ? follow(module.path, dotted.replace(THROUGH, ''), HOPS) : null)
    if (known !== null) return [known]
    // An inherited method is not found at its class; its name tells it then.
    if (method === '' || !(isObject(module, dotted) || resolveDotted(module.path, dotted.replaceAll('()', '')) !== null)) return []
    const named = byMethod.get(method) ?? []
    return named.length <= 2 ? named : []
  }

  const targets = new Map<Call, readonly ProjectFunction[]>()
  const callers = new Map<FunctionStatement, ProjectCall[]>()
  const note = (entry: ProjectCall): void => {
    const { node } = entry.target.definition
    const known = callers.get(node)
    if (known === undefined) callers.set(node, [entry])
    else known.push(entry)
  }
  for (const module of modules) {
    const { asks, entries } = asksOf(module)
    const answers = asks.map((ask) => find(module, ask))
    for (const { call, ask, handedOn } of entries) {
      const found = answers[ask] ?? []
      if (found.length > 0) targets.set(call, found)
      for (const target of found) note({ module, call, target, handedOn: false })
      for (const one of handedOn) for (const target of answers[one] ?? []) note({ module, call, target, handedOn: true })
    }
  }
  return {
    targetsOf: (call) => targets.get(call) ?? [],
    callsTo: (node) => callers.get(node) ?? [],
    around: (call) => { const inner = call.context.functions.at(-1); return inner === undefined ? null : byNode.get(inner) ?? null },
  }
})

/** What a call names or hands on, as far as its own file tells; `own` is the method of the class around it that `self.method` would be. */
type Ask = { readonly dotted: string; readonly method: string; readonly own: string | null }

/** The calls of a file, with what each names and hands on as indexes into what the file asks for: most of it again and again. */
type Asks = { readonly asks: readonly Ask[]; readonly entries: readonly { readonly call: Call; readonly ask: number; readonly handedOn: readonly number[] }[] }

const asksOf = memoise((module: PythonModule): Asks => {
  const names = namesOf(module.tree)
  const asks: Ask[] = []
  const known = new Map<string, number>()
  const askFor = (dotted: string, method: string, context: Call['context']): number => {
    const own = dotted.startsWith('self.') || dotted.startsWith('cls.') ? `${context.classes.map((one) => one.name).join('.')}.${dotted.slice(dotted.indexOf('.') + 1)}` : null
    const key = `${method} ${own ?? ''} ${dotted}`
    const index = known.get(key) ?? asks.push({ dotted, method, own }) - 1
    known.set(key, index)
    return index
  }
  const entries = callsOf(module.tree).map((call) => ({
    call, ask: askFor(call.name, call.callee.kind === 'attribute' ? call.method : '', call.context),
    handedOn: call.args.flatMap(({ value }) => value.kind === 'collection' ? value.items.slice(0, 30) : [value]).flatMap((one) =>
      one.kind === 'name' || one.kind === 'attribute' ? handedBy(names.dotted(one, call.context)).map((dotted) => askFor(dotted, '', call.context)) : []),
  }))
  return { asks, entries }
})

/** A name that holds what a call gave hands that on, not the function that was called. */
function handedBy(dotted: string): readonly string[] {
  return dotted.endsWith('()') ? [] : [dotted]
}

/** Whether a dotted name starts at a variable or field, not at something imported from elsewhere. */
function isObject(module: PythonModule, dotted: string): boolean {
  const root = rootOf(dotted)
  return root === '' || !importedRoots(module.tree).has(root)
}

const importedRoots = memoise((tree: PythonModule['tree']): ReadonlySet<string> => new Set(definitionsOf(tree).imports.filter((imported) => imported.level === 0).map((imported) => imported.module.split('.')[0] ?? '')))

function rootOf(dotted: string): string {
  return dotted.split(/[.([]/, 1)[0] ?? ''
}

type Functions = { readonly own: readonly ProjectFunction[]; readonly places: ReadonlyMap<string, ProjectFunction> }

/** The functions of one file, and by the names under which it knows them. */
const functionsOf = memoise((module: PythonModule): Functions => {
  const places = new Map<string, ProjectFunction>()
  const own = definitionsOf(module.tree).functions.map((definition): ProjectFunction => ({ module, definition }))
  for (const one of own) {
    const { qualified, name, owner } = one.definition
    for (const key of owner === null ? [qualified, name] : [qualified]) if (!places.has(key)) places.set(key, one)
  }
  return { own, places }
})

function indexOf(modules: readonly PythonModule[]): { readonly byNode: Map<FunctionStatement, ProjectFunction>; readonly byPlace: Map<string, Functions['places']>; readonly byMethod: Map<string, ProjectFunction[]> } {
  const byNode = new Map<FunctionStatement, ProjectFunction>()
  const byPlace = new Map<string, Functions['places']>()
  const byMethod = new Map<string, ProjectFunction[]>()
  for (const module of modules) {
    const { own, places } = functionsOf(module)
    byPlace.set(module.path, places)
    for (const one of own) {
      const { node, name, owner } = one.definition
      byNode.set(node, one)
      if (owner === null || module.role !== 'code') continue
      const known = byMethod.get(name)
      if (known === undefined) byMethod.set(name, [one])
      else known.push(one)
    }
  }
  return { byNode, byPlace, byMethod }
}
