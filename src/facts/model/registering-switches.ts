import { asList, asMap, type Json } from '../../parse/json.ts'
import { ciOf } from '../ci/ci-facts.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import { keywordOf, positionalOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { expressionsIn, lastName, walkExpression } from '../python/expressions.ts'
import { modulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { settingsOf } from '../settings/settings.ts'

const MOST = 20_000
const DEEPEST = 40

/** Whether a call registers a model only where a setting says so, and nothing in the repository sets it: `registered_model_name=name if settings.get("register", False) else None`. */
export function isSwitchedOff(facts: RepositoryFacts, call: Call): boolean {
  const value = keywordOf(call, 'registered_model_name')
  if (value?.kind !== 'conditional' || value.otherwise.kind !== 'constant' || value.otherwise.value !== null) return false
  const { test } = value
  if (test.kind !== 'call' || test.callee.kind !== 'attribute' || lastName(test.callee) !== 'get') return false
  const [key, fallback] = [positionalOf(test, 0), positionalOf(test, 1) ?? keywordOf(test, 'default')]
  const isOffUnset = fallback === null || (fallback.kind === 'constant' && (fallback.value === false || fallback.value === null))
  return key?.kind === 'string' && isOffUnset && !switchedOnOf(facts).has(key.text)
}

/** The keys that something of the repository sets to true: settings files, code, and arguments of commands. */
const switchedOnOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => {
  const on = new Set<string>()
  for (const { value } of settingsOf(facts)) gather(value, '', on, 0)
  for (const { role, tree } of modulesOf(facts)) {
    if (role !== 'code') continue
    for (const { statement } of definitionsOf(tree).statements) {
      for (const expression of expressionsIn(statement)) {
        walkExpression(expression, (one) => {
          if (one.kind === 'dict') for (const entry of one.entries) if (entry.key?.kind === 'string' && entry.value.kind === 'constant' && entry.value.value === true) on.add(entry.key.text)
          if (one.kind === 'call') for (const argument of one.args) if (argument.name !== null && argument.value.kind === 'constant' && argument.value.value === true) on.add(argument.name)
        })
      }
    }
  }
  for (const { words } of [...ciOf(facts).commands, ...taskCommandsOf(facts).flatMap((task) => task.commands)]) {
    for (const word of words.slice(0, 200)) {
      const set = /([\w-]{1,100})=(?:true|1|yes|on)$/i.exec(word.slice(-120))
      if (set?.[1] !== undefined) on.add(set[1])
    }
  }
  return on
})

function gather(value: Json, key: string, on: Set<string>, depth: number): void {
  if (on.size > MOST || depth > DEEPEST) return
  if (value === true || (typeof value === 'string' && /^(?:true|yes|on)$/i.test(value))) on.add(key)
  for (const item of asList(value) ?? []) gather(item, key, on, depth + 1)
  for (const [name, item] of Object.entries(asMap(value) ?? {})) gather(item, name, on, depth + 1)
}
