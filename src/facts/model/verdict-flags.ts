import type { Statement } from '../../parse/python/tree.ts'
import { lastName } from '../python/expressions.ts'
import { statementsWithin } from '../python/layout.ts'
import { fieldOf } from './verdict-fields.ts'

/** A name, or a field where `field` is set, that a branch gives an answer to. */
export type Flag = { readonly name: string; readonly field: string | null }

/** The names and fields that a block gives a plain answer (`passed = False`, `failures.append(…)`, `report["ok"] = True`), at most six. */
export function flagsSet(body: readonly Statement[]): readonly Flag[] {
  return statementsWithin(body).flatMap(flagsIn).slice(0, 6)
}

function flagsIn(one: Statement): readonly Flag[] {
  if (one.kind === 'expression' && one.value.kind === 'call') {
    const { callee, args } = one.value
    if (callee.kind === 'attribute' && /^(?:append|add|extend)$/.test(callee.name)) {
      const field = fieldOf(callee.of)
      return callee.of.kind === 'name' ? [{ name: callee.of.id, field: null }] : field === null ? [] : [{ name: '', field }]
    }
    const [key, given] = ['key', 'value'].map((name) => args.find((argument) => argument.name === name)?.value)
    return lastName(callee) === 'xcom_push' && key?.kind === 'string' && given?.kind === 'constant' ? [{ name: '', field: key.text }] : []
  }
  if (one.kind !== 'assign' || one.value === null) return []
  // `failures[name] = {…}`: what is gathered under many keys is asked for as a whole.
  const [gathered] = one.targets
  if (gathered?.kind === 'subscript' && gathered.of.kind === 'name' && gathered.index.every((index) => index.kind === 'name')) return [{ name: gathered.of.id, field: null }]
  const isPlain = one.value.kind === 'constant' || one.value.kind === 'string' || (one.value.kind === 'number' && (one.operator !== '=' || Number.isInteger(one.value.value)))
  return isPlain ? one.targets.flatMap((target) => (target.kind === 'name' ? [{ name: target.id, field: null }] : fieldOf(target) === null ? [] : [{ name: '', field: fieldOf(target) }])) : []
}
