import type { Expression } from '../../parse/python/tree.ts'
import { keywordOf, type Call } from '../python/calls.ts'

/** Whether a call of `autolog` switches autologging off: nothing is logged, kept or registered then. */
export function switchesOff(call: Pick<Call, 'method' | 'args'>): boolean {
  return call.method === 'autolog' && isConstant(keywordOf(call, 'disable'), true)
}

/** Whether a call of `autolog` keeps the models that are trained after it. */
export function keepsModels(call: Pick<Call, 'method' | 'args'>): boolean {
  return call.method === 'autolog' && !switchesOff(call) && !isConstant(keywordOf(call, 'log_models'), false)
}

function isConstant(expression: Expression | null, value: boolean): boolean {
  return expression?.kind === 'constant' && expression.value === value
}
