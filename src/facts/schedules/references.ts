import type { Expression, FunctionStatement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf, type ClassDefinition, type FunctionDefinition } from '../python/definitions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import { walkBody, type Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { codePartsOf, partKey, type Reference } from './code-parts.ts'

type Index = {
  readonly module: PythonModule
  readonly functions: ReadonlyMap<string, FunctionDefinition>
  readonly classes: ReadonlyMap<string, ClassDefinition>
}

const TOP: Context = { functions: [], classes: [], dead: false, main: false, tests: [], loop: false, guarded: false, handler: null }
const DEPTH = 6
const MADE_BY_CLASS = ['__init__', '__post_init__', '__call__', '__enter__', 'run'] as const
/** Methods that objects of libraries have too: their name alone does not tell whose they are. */
const EVERYBODYS = /^(?:fit_transform|fit_predict|predict_proba|train_test_split|set_params|get_params|to_dict|from_dict|as_dict|log_metrics?|log_params?|log_model|load_model|save_model|get_model|add_job|add_task|send_message|read_csv|to_csv|get_logger|get_data|load_data)$/

const indexesOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, Index> => new Map(modulesOf(facts).map((module) => {
  const { functions, classes } = definitionsOf(module.tree)
  const outer = functions.filter((one) => one.context.functions.length === 0)
  return [module.path, {
    module, functions: new Map(outer.map((one) => [one.owner === null ? one.name : `${one.owner.name}.${one.name}`, one])), classes: new Map(classes.map((one) => [one.name, one])),
  }]
})))

/** Methods that only one class of the project has, by name. */
const ownMethodsOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly string[]> => {
  const methods = new Map<string, string[]>()
  for (const part of codePartsOf(facts).values()) {
    const method = part.name.split('.')[1]
    if (method === undefined || !/^[a-z]\w*_\w+$/i.test(method) || method.startsWith('_') || EVERYBODYS.test(method)) continue
    methods.set(method, [...methods.get(method) ?? [], part.key])
  }
  return methods
})

/** The keys of the parts that a name or attribute chain in a file stands for; a class gives what runs when it is made. Empty where it is not the project's. */
export function partsReferred(facts: RepositoryFacts, path: string, { expression, context }: Reference): readonly string[] {
  const index = indexesOf(facts).get(path)
  if (index === undefined) return []
  const dotted = namesOf(index.module.tree).dotted(expression, context)
  const root = rootOf(expression)
  // A variable that happens to be called as a module of the project is: `train, test = split(data)`.
  if (root !== null && dotted.split(/[.([]/, 1)[0] === root && !aliasesOf(index.module).has(root) && root !== 'self' && root !== 'cls') {
    return expression.kind === 'name' || isMade(index, root) ? isVariable(context, root) ? [] : lookUp(facts, path, dotted, DEPTH) : uniqueMethod(facts, path, expression, dotted)
  }
  const own = /^(?:self|cls|super\(\))\.(.+)$/.exec(dotted)?.[1]
  const owner = context.classes[0]
  const found = own !== undefined && owner !== undefined ? lookUp(facts, path, `${owner.name}().${own}`, DEPTH) : partsNamed(facts, path, dotted)
  return found.length > 0 ? found : uniqueMethod(facts, path, expression, dotted)
}

function uniqueMethod(facts: RepositoryFacts, path: string, expression: Expression, dotted: string): readonly string[] {
  const unique = expression.kind === 'attribute' ? ownMethodsOf(facts).get(expression.name) ?? [] : []
  return unique.length === 1 && !isExternal(facts, path, dotted) ? unique : []
}

const aliasesOf = memoise((module: PythonModule): ReadonlySet<string> => new Set(definitionsOf(module.tree).imports.flatMap((one) => one.name === '*' ? [] : [one.as])))

function rootOf(expression: Expression): string | null {
  let base = expression
  while (base.kind === 'attribute') base = base.of
  return base.kind === 'name' ? base.id : null
}

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
  const local = comesFromImport(facts, path, dotted) ? [] : lookUp(facts, path, dotted, DEPTH)
  if (local.length > 0) return local
  const target = moduleGraphOf(facts).resolveDotted(path, dotted.replace(/\(\)$/, ''))
  return target === null || target.path === path ? [] : lookUp(facts, target.path, target.rest, DEPTH)
}

function comesFromImport(facts: RepositoryFacts, path: string, dotted: string): boolean {
  const index = indexesOf(facts).get(path)
  if (index === undefined) return false
  const [bare = ''] = dotted.split(/[([]/, 1)
  return definitionsOf(index.module.tree).imports.some(({ module, name, level }) => {
    const whole = `${'.'.repeat(level)}${module}${name === null ? '' : `${module === '' ? '' : '.'}${name}`}`
    return bare === whole || bare.startsWith(`${whole}.`)
  })
}

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
    for (const one of definitionsOf(module.tree).imports) {
      if (one.level > 0) continue
      const external = graph.resolve(path, one).kind === 'external'
      for (const root of [one.module.split('.')[0] ?? '', one.name === null ? one.as : '']) if (root !== '') found.set(root, (found.get(root) ?? true) && external)
    }
    return [path, new Set([...found].filter(([, external]) => external).map(([root]) => root))]
  }))
})

/** Follows `name`, `Class`, `Class().method`, `function.delay`, `instance.method` inside a file, through what it imports from others. */
function lookUp(facts: RepositoryFacts, path: string, rest: string, depth: number): readonly string[] {
  const index = indexesOf(facts).get(path)
  if (index === undefined || depth === 0) return []
  const steps = rest.split('.').map((step) => step.replace(/(?:\(\)|\[\])+$/g, ''))
  const [first = '', second] = steps
  if (rest === '') {
    const stem = /([^/]+)\.py$/.exec(path)?.[1] ?? ''
    return index.functions.has(stem) ? [partKey(path, stem)] : []
  }
  const callable = index.functions.get(first)
  if (callable !== undefined) {
    const made = second === undefined || callable.node.returns === null ? [] : methodOf(facts, path, textOfClass(callable.node.returns), second, depth - 1)
    return [partKey(path, first), ...made]
  }
  const known = index.classes.get(first)
  if (known !== undefined) {
    if (second === undefined) return MADE_BY_CLASS.slice(0, known.bases.some((base) => /(?:Thread|Process|Task|Command|Flow|Job)$/.test(base)) ? 5 : 4).map((method) => `${first}.${method}`).filter((name) => index.functions.has(name)).map((name) => partKey(path, name))
    return methodOf(facts, path, first, second, depth)
  }
  const value = namesOf(index.module.tree).valueOf(first, TOP, Number.MAX_SAFE_INTEGER)
  if (value?.kind === 'call' && second !== undefined) return referred(facts, path, value.callee, second, depth)
  return imported(facts, index, first, steps.slice(1), depth)
}

function referred(facts: RepositoryFacts, path: string, callee: Expression, method: string, depth: number): readonly string[] {
  const index = indexesOf(facts).get(path)
  if (index === undefined) return []
  const dotted = namesOf(index.module.tree).dotted(callee, TOP)
  const target = moduleGraphOf(facts).resolveDotted(path, dotted)
  return target === null ? lookUp(facts, path, `${dotted}().${method}`, depth - 1) : lookUp(facts, target.path, `${target.rest}().${method}`, depth - 1)
}

function methodOf(facts: RepositoryFacts, path: string, owner: string, method: string, depth: number): readonly string[] {
  const index = indexesOf(facts).get(path)
  if (index === undefined || depth === 0 || owner === '') return []
  if (index.functions.has(`${owner}.${method}`)) return [partKey(path, `${owner}.${method}`)]
  const bases = index.classes.get(owner)?.bases ?? []
  for (const base of index.classes.has(owner) ? bases : [owner]) {
    const inside = index.classes.has(base) && base !== owner ? methodOf(facts, path, base, method, depth - 1) : []
    if (inside.length > 0) return inside
    const target = moduleGraphOf(facts).resolveDotted(path, base)
    const found = target === null || (target.path === path && target.rest === owner) ? [] : lookUp(facts, target.path, `${target.rest}().${method}`, depth - 1)
    if (found.length > 0) return found
  }
  return []
}

function imported(facts: RepositoryFacts, { module }: Index, name: string, rest: readonly string[], depth: number): readonly string[] {
  const graph = moduleGraphOf(facts)
  for (const one of definitionsOf(module.tree).imports) {
    if (one.as !== name && one.name !== '*') continue
    const target = graph.resolve(module.path, one)
    if (target.kind !== 'project' || target.path === module.path) continue
    const inner = one.name === '*' ? [name, ...rest] : target.name === null ? rest : [target.name, ...rest]
    const found = lookUp(facts, target.path, inner.join('.'), depth - 1)
    if (found.length > 0) return found
  }
  return []
}

function textOfClass(annotation: Expression): string {
  if (annotation.kind === 'name') return annotation.id
  if (annotation.kind === 'string') return annotation.text
  return annotation.kind === 'subscript' && annotation.index[0] !== undefined ? textOfClass(annotation.index[0]) : ''
}
