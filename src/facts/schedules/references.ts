import type { Expression, FunctionStatement } from '../../parse/python/tree.ts'
import { rootName } from '../python/expressions.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import type { PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import { TOP, walkBody, type Context } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { codePartsOf, type Reference } from './code-parts.ts'
import { indexesOf, lookUp, methodsOfClass, type Index } from './look-up.ts'

/** Methods that objects of libraries have too: their name alone does not tell whose they are. */
const EVERYBODYS = /^(?:fit_transform|fit_predict|predict_proba|train_test_split|set_params|get_params|to_dict|from_dict|as_dict|log_metrics?|log_params?|log_model|load_model|save_model|get_model|add_job|add_task|send_message|read_csv|to_csv|get_logger|get_data|load_data)$/

/** Methods that only one class of the project has, by name. */
const ownMethodsOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, readonly string[]> => {
  const methods = new Map<string, string[]>()
  for (const part of codePartsOf(facts).values()) {
    const method = part.name.split('.')[1]
    if (method === undefined || !/^[a-z]\w*_\w+$/i.test(method) || method.startsWith('_') || EVERYBODYS.test(method)) continue
    const known = methods.get(method)
    if (known === undefined) methods.set(method, [part.key])
    else known.push(part.key)
  }
  return methods
})

/** The keys of the parts that a name or attribute chain in a file stands for; a class gives what runs when it is made. Empty where it is not the project's. */
export function partsReferred(facts: RepositoryFacts, path: string, { expression, context }: Reference): readonly string[] {
  const index = indexesOf(facts).get(path)
  if (index === undefined) return []
  const dotted = namesOf(index.module.tree).dotted(expression, context)
  const root = rootName(expression)
  // A variable that happens to be called as a module of the project is: `train, test = split(data)`.
  if (root !== null && dotted.split(/[.([]/, 1)[0] === root && !aliasesOf(index.module).has(root) && root !== 'self' && root !== 'cls') {
    return expression.kind === 'name' || isMade(index, root) ? isVariable(context, root) ? [] : lookUp(facts, path, dotted) : uniqueMethod(facts, path, expression, dotted)
  }
  const own = /^(?:self|cls|super\(\))\.(.+)$/.exec(dotted)?.[1]
  const owner = context.classes[0]
  const found = own !== undefined && owner !== undefined ? lookUp(facts, path, `${owner.name}().${own}`) : partsNamed(facts, path, dotted)
  return found.length > 0 ? found : uniqueMethod(facts, path, expression, dotted)
}

/** The methods of a class that is handed on and not called: `for trainer in [Ridge, Lasso]` runs what each of them has. */
export function methodsReferred(facts: RepositoryFacts, path: string, { expression, context }: Reference): readonly string[] {
  return expression.kind === 'name' && /^[A-Z]/.test(expression.id) && !isVariable(context, expression.id) ? methodsOfClass(facts, path, expression.id) : []
}

function uniqueMethod(facts: RepositoryFacts, path: string, expression: Expression, dotted: string): readonly string[] {
  const unique = expression.kind === 'attribute' ? ownMethodsOf(facts).get(expression.name) ?? [] : []
  return unique.length === 1 && !isExternal(facts, path, dotted) ? unique : []
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
