import type { Expression } from '../../parse/python/tree.ts'
import { groupedBy } from '../grouped.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf, type ClassDefinition, type FunctionDefinition } from '../python/definitions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { modulesOf, type PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import { TOP } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { partKey } from './code-parts.ts'

/** The functions (methods as `Class.method`) and classes of a file, by name. */
export type Index = {
  readonly module: PythonModule
  readonly functions: ReadonlyMap<string, FunctionDefinition>
  readonly classes: ReadonlyMap<string, ClassDefinition>
}

const DEPTH = 6
const MADE_BY_CLASS = ['__init__', '__post_init__', '__call__', '__enter__', 'run'] as const

/** Every file's functions and classes, by its path. */
export const indexesOf = memoise((facts: RepositoryFacts): ReadonlyMap<string, Index> => new Map(modulesOf(facts).map((module) => [module.path, indexOf(module)])))

/** The functions and classes of one file. */
export const indexOf = memoise((module: PythonModule): Index => {
  const { functions, classes } = definitionsOf(module.tree)
  const outer = functions.filter((one) => one.context.functions.length === 0)
  return {
    module, functions: new Map(outer.map((one) => [one.owner === null ? one.name : `${one.owner.name}.${one.name}`, one])), classes: new Map(classes.map((one) => [one.name, one])),
  }
})

/** Follows `name`, `Class`, `Class().method`, `function.delay`, `instance.method` inside a file, through what it imports from others. */
export function lookUp(facts: RepositoryFacts, path: string, rest: string, depth = DEPTH): readonly string[] {
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
    const made = second === undefined ? [] : callable.node.returns !== null ? methodOf(facts, path, textOfClass(callable.node.returns), second, depth - 1) : madeBy(index.module, callable).flatMap((callee) => referred(facts, path, callee, second, depth - 1))
    return [partKey(path, first), ...made]
  }
  const known = index.classes.get(first)
  if (known !== undefined) {
    if (second === undefined) return MADE_BY_CLASS.slice(0, known.bases.some((base) => /(?:Thread|Process|Task|Command|Flow|Job)$/.test(base)) ? 5 : 4).map((method) => `${first}.${method}`).filter((name) => index.functions.has(name)).map((name) => partKey(path, name))
    return methodOf(facts, path, first, second, depth)
  }
  const value = namesOf(index.module.tree).valueOf(first, TOP, Number.MAX_SAFE_INTEGER)
  if (value?.kind === 'call' && second !== undefined) return referred(facts, path, value.callee, second, depth)
  const filled = value?.kind === 'constant' && second !== undefined ? filledLater(index.module).get(first) : undefined
  if (filled !== undefined && second !== undefined) return referred(facts, path, filled, second, depth)
  return imported(facts, index, first, steps.slice(1), depth)
}

/** What a function calls to make what it returns: `return Detector(rows)`, `detector = Detector(rows); return detector`. */
function madeBy(module: PythonModule, { node }: FunctionDefinition): readonly Expression[] {
  return (returnsOf(module).get(node) ?? []).flatMap(({ value, context }) => {
    if (value.kind === 'call') return [value.callee]
    if (value.kind !== 'name') return []
    const given = namesOf(module.tree).valueOf(value.id, context, value.line)
    const filled = filledLater(module).get(value.id)
    return given?.kind === 'call' ? [given.callee] : filled === undefined ? [] : [filled]
  })
}

const returnsOf = memoise((module: PythonModule) => groupedBy(definitionsOf(module.tree).statements.flatMap(({ statement, context }) => {
  const [around, ...inner] = context.functions
  return statement.kind === 'return' && statement.value !== null && around !== undefined && inner.length === 0 ? [{ around, value: statement.value, context }] : []
}), ({ around }) => around))

/** The classes of variables that start empty and are made by a function: `SERVICE = None`, then `global SERVICE; SERVICE = Service()`. */
const filledLater = memoise((module: PythonModule): ReadonlyMap<string, Expression> => new Map(definitionsOf(module.tree).statements.flatMap(({ statement, context }) => {
  const [around] = context.functions
  if (around === undefined || statement.kind !== 'assign' || statement.value?.kind !== 'call') return []
  const { callee } = statement.value
  const globals = around.body.flatMap((one) => one.kind === 'global' ? one.names.flatMap((name) => name.kind === 'name' ? [name.id] : []) : [])
  return statement.targets.flatMap((target) => target.kind === 'name' && globals.includes(target.id) ? [[target.id, callee] as const] : [])
})))

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

/** The methods of a class by a name that a file knows it by, also through what other files import; empty where it is no class of the project. */
export function methodsOfClass(facts: RepositoryFacts, path: string, name: string, depth = DEPTH): readonly string[] {
  const index = indexesOf(facts).get(path)
  if (index === undefined || depth === 0 || name === '') return []
  if (index.classes.has(name)) return [...index.functions.keys()].filter((one) => one.startsWith(`${name}.`)).map((one) => partKey(path, one))
  const one = definitionsOf(index.module.tree).imports.find((imported) => imported.as === name && imported.name !== null)
  const target = one === undefined ? null : moduleGraphOf(facts).resolve(path, one)
  return target?.kind === 'project' && target.name !== null && target.path !== path ? methodsOfClass(facts, target.path, target.name, depth - 1) : []
}
