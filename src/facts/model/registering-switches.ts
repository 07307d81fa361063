import { asList, asMap, type Json } from '../../parse/json.ts'
import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { everyCommandOf } from '../commands/every-command.ts'
import { memoise } from '../memoise.ts'
import { keywordOf, positionalOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, walkExpression } from '../python/expressions.ts'
import { modulesOf } from '../python/modules.ts'
import { walkBody } from '../python/walk.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { settingsOf } from '../settings/settings.ts'

const MOST = 20_000
const DEEPEST = 40
/** Names that many sections of settings share: which of them is asked cannot be told. */
const SHARED = /^(?:enabled?|disabled?|active|on|use|value|default|debug|verbose)$/i

/**
 * Whether a call registers a model only where a setting says so, a settings file of the project writes that one down as off, and nothing sets it:
 * `registered_model_name=name if settings.get("register", False) else None`, or a call under `if settings.register:`.
 */
export function isSwitchedOff(facts: RepositoryFacts, tree: PythonTree, call: Call): boolean {
  const name = keywordOf(call, 'registered_model_name')
  const asked = name?.kind === 'conditional' && name.otherwise.kind === 'constant' && name.otherwise.value === null ? keysIn(name.test) : []
  return [...asked, ...switchesOf(tree).get(call.callee) ?? []].some((key) => isOff(facts, key))
}

function isOff(facts: RepositoryFacts, key: string): boolean {
  return !SHARED.test(key) && writtenOf(facts).off.has(key) && !writtenOf(facts).on.has(key) && !setOf(facts).has(key)
}

/** The settings that all have to be on for a test to hold, by their last name. */
function keysIn(test: Expression): readonly string[] {
  switch (test.kind) {
    case 'boolean': return test.operator === 'and' ? [...keysIn(test.left), ...keysIn(test.right)] : []
    case 'attribute': return [test.name]
    case 'subscript': return textsOf(test.index[0] ?? null)
    case 'call': return test.callee.kind === 'attribute' && test.callee.name === 'get' ? textsOf(positionalOf(test, 0)) : []
    default: return []
  }
}

function textsOf(expression: Expression | null): readonly string[] {
  return expression?.kind === 'string' ? [expression.text] : []
}

/** What is called under an `if` that asks a setting, with the settings that it asks. */
const switchesOf = memoise((tree: PythonTree): ReadonlyMap<Expression, readonly string[]> => {
  const found = new Map<Expression, readonly string[]>()
  for (const { statement } of definitionsOf(tree).statements) {
    if (statement.kind !== 'if') continue
    for (const { test, body } of statement.branches) {
      const keys = test === null ? [] : keysIn(test)
      if (keys.length === 0) continue
      walkBody(body, (inside) => {
        for (const expression of expressionsIn(inside)) walkExpression(expression, (one) => { if (one.kind === 'call') found.set(one.callee, [...found.get(one.callee) ?? [], ...keys].slice(0, 20)) })
      })
    }
  }
  return found
})

/** The keys that settings files of the project write down as on and as off. */
const writtenOf = memoise((facts: RepositoryFacts): { readonly on: ReadonlySet<string>; readonly off: ReadonlySet<string> } => {
  const found = { on: new Set<string>(), off: new Set<string>() }
  const gather = (value: Json, key: string, depth: number): void => {
    if (found.on.size + found.off.size > MOST || depth > DEEPEST) return
    if (value === true || (typeof value === 'string' && /^(?:true|yes|on)$/i.test(value))) found.on.add(key)
    if (value === false || (typeof value === 'string' && /^(?:false|no|off)$/i.test(value))) found.off.add(key)
    for (const item of asList(value) ?? []) gather(item, key, depth + 1)
    for (const [name, item] of Object.entries(asMap(value) ?? {})) gather(item, name, depth + 1)
  }
  for (const { value } of settingsOf(facts)) gather(value, '', 0)
  return found
})

/** The keys that code gives True, and that commands set or name as a flag. */
const setOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => {
  const set = new Set<string>()
  for (const { role, tree } of modulesOf(facts)) if (role === 'code') for (const key of setIn(tree)) set.add(key)
  for (const { words } of everyCommandOf(facts)) {
    for (const word of words.slice(0, 200)) {
      const [, key, flag] = /([\w-]{1,100})=(?:true|1|yes|on)$|^--([\w-]{1,100})$/i.exec(word.slice(-120)) ?? []
      if (key !== undefined) set.add(key)
      if (flag !== undefined) set.add(flag.replaceAll('-', '_'))
    }
  }
  return set
})

const setIn = memoise((tree: PythonTree): readonly string[] => {
  const keys: string[] = []
  const isTrue = (value: Expression): boolean => value.kind === 'constant' && value.value === true
  for (const { statement } of definitionsOf(tree).statements) {
    if (statement.kind === 'assign' && statement.value !== null && isTrue(statement.value)) keys.push(...statement.targets.flatMap(keysIn))
    for (const expression of expressionsIn(statement)) {
      walkExpression(expression, (one) => {
        if (one.kind === 'dict') keys.push(...one.entries.flatMap(({ key, value }) => key !== null && isTrue(value) ? textsOf(key) : []))
        if (one.kind === 'call') keys.push(...one.args.flatMap(({ name, value }) => name !== null && isTrue(value) ? [name] : []))
      })
    }
  }
  return keys
})
