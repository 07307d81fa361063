import type { FunctionStatement } from '../../parse/python/tree.ts'
import { rootName } from '../python/expressions.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf, type Import } from '../python/definitions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import type { PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import { TOP, walkBody, type Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { partsOfModule, type Reference } from './code-parts.ts'
import { indexesOf, indexOf, lookUp, type Index } from './look-up.ts'

/** Methods that objects of libraries have too: their name alone does not tell whose they are. */
const EVERYBODYS = /^(?:fit_transform|fit_predict|predict_proba|train_test_split|set_params|get_params|to_dict|from_dict|as_dict|log_metrics?|log_params?|log_model|load_model|save_model|get_model|add_job|add_task|send_message|read_csv|to_csv|get_logger|get_data|load_data)$/

/** Methods that only one class of the project has, by name. */
const ownMethodsOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly string[]> => {
  const methods = new Map<string, string[]>()
  for (const { module } of indexesOf(facts).values()) {
    for (const [method, key] of module.role === 'code' || module.role === 'notebook' ? distinctMethodsOf(module) : []) {
      const known = methods.get(method)
      if (known === undefined) methods.set(method, [key])
      else known.push(key)
    }
  }
  return methods
})

/** The methods of a file whose names tell whose they are, with the keys of their parts. */
const distinctMethodsOf = memoise((module: PythonModule): readonly (readonly [method: string, key: string])[] => partsOfModule(module).flatMap(({ name, key }) => {
  const method = name.split('.')[1]
  return method === undefined || !/^[a-z]\w*_\w+$/i.test(method) || method.startsWith('_') || EVERYBODYS.test(method) ? [] : [[method, key] as const]
}))

/**
 * How a reference is followed, as far as its own file tells: what to look up in the file, or which dotted name to follow through imports, and else which method
 * only one class may have. References of a file that are followed alike share one trail.
 */
export type Trail = { readonly path: string; readonly local: string | null; readonly dotted: string; readonly method: string | null }

/** The trail of a name or attribute chain; null where it stands for nothing that can be followed: a variable. */
export function trailOf(module: PythonModule, { expression, context }: Reference): Trail | null {
  const dotted = namesOf(module.tree).dotted(expression, context)
  const root = rootName(expression)
  const method = expression.kind === 'attribute' ? expression.name : null
  // A variable that happens to be called as a module of the project is: `train, test = split(data)`.
  if (root !== null && dotted.split(/[.([]/, 1)[0] === root && !aliasesOf(module).has(root) && root !== 'self' && root !== 'cls') {
    if (expression.kind === 'name' || isMade(indexOf(module), root)) return isVariable(context, root) ? null : shared(module, dotted, dotted, null)
    return shared(module, '', dotted, method)
  }
  const own = /^(?:self|cls|super\(\))\.(.+)$/.exec(dotted)?.[1]
  const owner = context.classes[0]
  return shared(module, own !== undefined && owner !== undefined ? `${owner.name}().${own}` : null, dotted, method)
}

const trailsOf = memoise((_module: PythonModule): Map<string, Trail> => new Map())

/** `local` is `''` where nothing is looked up in the file, and null where `dotted` is followed. */
function shared(module: PythonModule, local: string | null, dotted: string, method: string | null): Trail | null {
  if (method === null && (local ?? dotted) === '') return null
  const trails = trailsOf(module)
  const key = `${dotted} ${local ?? '-'} ${method ?? '-'}`
  const known = trails.get(key)
  if (known !== undefined) return known
  const made = { path: module.path, local, dotted, method }
  trails.set(key, made)
  return made
}

/** The keys of the parts that a name or attribute chain in a file stands for; a class gives what runs when it is made. Empty where it is not the project's. */
export function partsReferred(facts: RepositoryFacts, path: string, reference: Reference): readonly string[] {
  const index = indexesOf(facts).get(path)
  const trail = index === undefined ? null : trailOf(index.module, reference)
  return trail === null ? [] : partsAlong(facts, trail)
}

/** Answers already given: the same trails are followed again and again. */
const followedOf = memoise((_facts: RepositoryFacts): Map<Trail, readonly string[]> => new Map())

/** The keys of the parts that a trail leads to. */
export function partsAlong(facts: RepositoryFacts, trail: Trail): readonly string[] {
  const followed = followedOf(facts)
  const known = followed.get(trail)
  if (known !== undefined) return known
  const made = found(facts, trail)
  followed.set(trail, made)
  return made
}

function found(facts: RepositoryFacts, { path, local, dotted, method }: Trail): readonly string[] {
  // What is installed is not followed, and most names are.
  const external = (local === null || method !== null) && isExternal(facts, path, dotted)
  const named = local === '' || (local === null && external) ? [] : local === null ? partsNamed(facts, path, dotted) : lookUp(facts, path, local)
  return named.length > 0 || external || method === null ? named : uniqueMethod(facts, method)
}

/** Whether a reference names a class that is handed on and not called: `for trainer in [Ridge, Lasso]` runs what each of them has. */
export function namesClass({ expression, context }: Reference): boolean {
  return expression.kind === 'name' && /^[A-Z]/.test(expression.id) && !isVariable(context, expression.id)
}

function uniqueMethod(facts: RepositoryFacts, method: string): readonly string[] {
  const unique = ownMethodsOf(facts).get(method) ?? []
  return unique.length === 1 ? unique : []
}

const aliasesOf = memoise((module: PythonModule): ReadonlySet<string> => new Set(definitionsOf(module.tree).imports.flatMap((one) => one.name === '*' ? [] : [one.as])))

/** Whether a name is a function, a class or a value of the file's own. */
function isMade({ functions, classes, module }: Index, name: string): boolean {
  return functions.has(name) || classes.has(name) || namesOf(module.tree).valueOf(name, TOP, Number.MAX_SAFE_INTEGER) !== null
}

/** Whether a function around the place gives the name a value of its own. */
function isVariable({ functions }: Context, name: string): boolean {
  return functions.some((one) => one.parameters.some((parameter) => parameter.name === name) || assignedIn(one).has(name))
}

const assignedIn = memoise((node: FunctionStatement): ReadonlySet<string> => {
  const names = new Set<string>()
  walkBody(node.body, (statement) => {
    const targets = statement.kind === 'assign' ? statement.targets : statement.kind === 'for' ? [statement.target] : statement.kind === 'with' ? statement.items.flatMap((item) => item.as ?? []) : []
    for (const target of targets) for (const one of target.kind === 'collection' ? target.items : [target]) if (one.kind === 'name') names.add(one.id)
  })
  return names
})

/** The keys of the parts that a resolved dotted name of a file stands for. */
export function partsNamed(facts: RepositoryFacts, path: string, dotted: string): readonly string[] {
  if (dotted === '') return []
  const kept = keptOf(facts)
  const key = `${path} ${dotted}`
  const known = kept.get(key)
  if (known !== undefined) return known
  const made = isExternal(facts, path, dotted) ? [] : findNamed(facts, path, dotted)
  kept.set(key, made)
  return made
}

/** Answers already given: the same names are asked for again and again. */
const keptOf = memoise((_facts: RepositoryFacts): Map<string, readonly string[]> => new Map())

function findNamed(facts: RepositoryFacts, path: string, dotted: string): readonly string[] {
  // What a file imports may be called as a function of its own is: `from monitoring import report` beside `def monitoring`.
  const local = comesFromImport(facts, path, dotted) ? [] : lookUp(facts, path, dotted)
  if (local.length > 0) return local
  const target = moduleGraphOf(facts).resolveDotted(path, dotted.replace(/\(\)$/, ''))
  return target === null || target.path === path ? [] : lookUp(facts, target.path, target.rest)
}

function comesFromImport(facts: RepositoryFacts, path: string, dotted: string): boolean {
  const index = indexesOf(facts).get(path)
  const [bare = ''] = dotted.split(/[([]/, 1)
  return index !== undefined && importedWholesOf(index.module).some((whole) => bare === whole || bare.startsWith(`${whole}.`))
}

const importedWholesOf = memoise((module: PythonModule): readonly string[] => [...new Set(definitionsOf(module.tree).imports.map(({ module: from, name, level }) =>
  `${'.'.repeat(level)}${from}${name === null ? '' : `${from === '' ? '' : '.'}${name}`}`))])

/** Whether a name begins with something installed: what hangs on it is not the project's. */
function isExternal(facts: RepositoryFacts, path: string, dotted: string): boolean {
  const root = /^\w+/.exec(dotted)?.[0]
  return root !== undefined && (externalRootsOf(facts).get(path)?.has(root) ?? false)
}

/** The first words of what each file imports from elsewhere, by its path; one that a project's package shares is left out. */
const externalRootsOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, ReadonlySet<string>> => {
  const graph = moduleGraphOf(facts)
  return new Map([...indexesOf(facts)].map(([path, { module }]) => {
    const found = new Map<string, boolean>()
    for (const { one, roots } of rootedImportsOf(module)) {
      const external = graph.resolve(path, one).kind === 'external'
      for (const root of roots) found.set(root, (found.get(root) ?? true) && external)
    }
    return [path, new Set([...found].filter(([, external]) => external).map(([root]) => root))]
  }))
})

/** The absolute imports of a file, each with the words that a name which comes from it may begin with. */
const rootedImportsOf = memoise((module: PythonModule): readonly { readonly one: Import; readonly roots: readonly string[] }[] => definitionsOf(module.tree).imports.flatMap((one) =>
  one.level > 0 ? [] : [{ one, roots: [one.module.split('.')[0] ?? '', one.name === null ? one.as : ''].filter((root) => root !== '') }]))
