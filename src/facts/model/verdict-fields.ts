import type { Expression } from '../../parse/python/tree.ts'
import { lastName, partsOf, someExpression, walkExpression } from '../python/expressions.ts'
import type { PythonModule } from '../python/modules.ts'
import { namesOf } from '../python/names.ts'
import type { Context } from '../python/walk.ts'

/** Whether an expression is the one that holds a verdict in its statement. */
export type Holds = (expression: Expression) => boolean

/** Whether an expression gives the verdict on; one that only chooses between two things (`new if new_f1 > old_f1 else old`) does not. */
export function bears(expression: Expression, holds: Holds): boolean {
  if (holds(expression)) return true
  if (expression.kind !== 'conditional') return partsOf(expression).some((part) => bears(part, holds))
  const branches = [expression.then, expression.otherwise]
  return branches.some((branch) => bears(branch, holds)) || (bears(expression.test, holds) && branches.some((branch) => branch.kind === 'constant' || branch.kind === 'string' || branch.kind === 'number'))
}

/** Keys that anything may have. */
const COMMON = /^(?:value|name|type|message|metrics?|data|model|score|accuracy|key|version|run_id|threshold|error|id|path|info|text|code|title|description|result|results|status|state|body|content|default|help|success|valid|active|enabled|label|prediction|x|y)$/

/** Whether a field of that name tells enough to be found again elsewhere. */
export function isTelling(word: string): boolean {
  return word.length >= 4 && !COMMON.test(word)
}

/** A name that says it is a decision, so that files and outputs of another step may carry it: `deploy_flag`, `should_promote`. */
export const DECIDES = /deploy|promot|approv|bless|better|should_regist/i

/** Whether a name of that kind was read from elsewhere (a file, an argument) and not written down here. */
export function isHandedOver(name: Expression & { readonly kind: 'name' }, module: PythonModule, context: Context): boolean {
  const value = namesOf(module.tree).valueOf(name.id, context, name.line)
  return DECIDES.test(name.id) && value !== null && someExpression(value, (one) => one.kind === 'call' && /^(?:read|read_text|load|loads|safe_load|get|getenv|xcom_pull|readline)$/.test(lastName(one.callee)))
}

/** Whether an expression asks for a field: `report.accepted`, `report["accepted"]`, `report.get("accepted")`. */
export function isField(expression: Expression, word: string): boolean {
  switch (expression.kind) {
    case 'attribute': return expression.name === word
    case 'subscript': return expression.index.some((index) => index.kind === 'string' && index.text === word)
    case 'call': return expression.args.some((argument) => (argument.value.kind === 'string' && argument.value.text === word)) && /^(?:get|pop|xcom_pull|getattr)$/.test(lastName(expression.callee))
    default: return false
  }
}

/** `all(checks.values())`, `checks.items()`: every answer in it is asked for. */
export function takesWhole(expression: Expression, name: string): boolean {
  return someExpression(expression, (one) => one.kind === 'call' && /^(?:values|items)$/.test(lastName(one.callee)) && one.callee.kind === 'attribute' && one.callee.of.kind === 'name' && one.callee.of.id === name)
}

/** Whether a key, field or keyword of that name stands in an expression. */
export function mentions(expression: Expression, key: string): boolean {
  return someExpression(expression, (one) => (one.kind === 'string' && one.text === key) || (one.kind === 'attribute' && one.name === key) || (one.kind === 'call' && one.args.some((argument) => argument.name === key)))
}

/** The key of the dictionary, or the keyword of the call, under which the verdict lies. */
export function keyWithin(expression: Expression, holds: Holds): string | null {
  let found: string | null = null
  walkExpression(expression, (one) => {
    if (one.kind === 'dict') for (const entry of one.entries) if (entry.key?.kind === 'string' && someExpression(entry.value, holds)) found = entry.key.text
    if (one.kind === 'call') for (const argument of one.args) if (argument.name !== null && someExpression(argument.value, holds)) found = argument.name
  })
  return found
}

/** The field that an assignment writes, or null. */
export function fieldOf(target: Expression): string | null {
  if (target.kind === 'attribute') return target.name
  const [index] = target.kind === 'subscript' ? target.index : []
  return index?.kind === 'string' ? index.text : null
}

/** Whether an argument is the stage or alias that a version is given. */
export function namesStage(method: string, keyword: string | null, at: number): boolean {
  if (method === 'transition_model_version_stage') return keyword === 'stage' || (keyword === null && at === 2)
  return method === 'set_registered_model_alias' && (keyword === 'alias' || (keyword === null && at === 1))
}
