import type { Expression, PythonTree } from '../../parse/python/tree.ts'
import { someExpression, wordsIn } from '../python/expressions.ts'
import { namesOf } from '../python/names.ts'
import type { Context } from '../python/walk.ts'

/** Words of what monitoring finds: they need no number beside them (`if drift_detected:`). Stems of other languages that students write in stand beside the English ones. */
const FINDING = /drift|degrad|decay|deterior|anomal|outlier|breach|exceed|violat|unhealthy|(?:^|_)alerts?(?:_|$)|alerta|is_?down|all_passed|tests?_failed|failed_tests/i

/** Words of what is measured: a comparison of one of these with a limit is a threshold. */
const MEASURE = /drift|accuracy|(?:^|_)acc(?:_|$)|f1|auc|rmse|(?:^|_)ma?e(?:_|$)|mse|mape|(?:^|_)r2|precision|recall|metric|score|psi|(?:^|_)ks(?:_|$)|p_?val|latency|(?:request|response|processing|execution|inference)_?(?:duration|time)|(?:run|job|task)_duration|elapsed|error_?rate|failure|threshold|umbral|seuil|limit|missing|null|share|confidence|quality|rate|perf|loss|usage|cpu|memory|distance|divergence|wasserstein|status_code/i

/** Settings that only say whether or where a notice goes (`if self.alert_webhook_url:`). */
const SETTING = /url|webhook|e?mail|token|enable|channel|recipient|config|setting|service|manager|client|logger|cooldown|key|secret|password|address|active|_id$|_path$|_file$/i

/** Whether a condition says that something monitored crossed a line: a measure compared with a limit, or a finding. */
export function isThreshold(test: Expression, context: Context, tree: PythonTree): boolean {
  return says(test, context, tree, 2)
}

/** Whether a condition names a finding of monitoring itself (drift, decay, an anomaly), not a measure alone. */
function namesFinding(test: Expression): boolean {
  return wordsIn(test).some((word) => word.length < 60 && FINDING.test(word) && !SETTING.test(word))
}

/** Whether an expression compares a measure by size. */
export function comparesMeasure(expression: Expression): boolean {
  return someExpression(expression, (one) => one.kind === 'compare' && !countsRows(one) && !checksSetting(one) && !asksSuccess(one) && one.operators.some((operator) => /^[<>]=?$/.test(operator) || (operator === '!=' && wordsIn(one).includes('status_code'))) && wordsIn(one).some((word) => word.length < 60 && MEASURE.test(word)))
}

/** `threshold <= 0` asks whether a setting makes sense. */
function checksSetting({ operands }: Expression & { readonly kind: 'compare' }): boolean {
  return operands.length === 2 && operands.some((operand) => operand.kind === 'number') && operands.some((operand) => operand.kind !== 'number' && wordsIn(operand).every((word) => word === 'self' || /threshold$|limit$|umbral$|seuil$/i.test(word)))
}

const HOLDS: Readonly<Record<string, (left: number, right: number) => boolean>> = {
  '<': (left, right) => left < right, '<=': (left, right) => left <= right, '>': (left, right) => left > right, '>=': (left, right) => left >= right,
}

/** `200 <= response.status_code < 300` and `status_code < 400` ask whether an answer is a good one: they hold for 200. */
function asksSuccess({ operands, operators }: Expression & { readonly kind: 'compare' }): boolean {
  const isStatus = (operand: Expression): boolean => wordsIn(operand).some((word) => /^status(?:_code)?$/.test(word))
  if (!operands.some(isStatus)) return false
  const values = operands.map((operand) => operand.kind === 'number' ? operand.value : isStatus(operand) ? 200 : Number.NaN)
  return operators.every((operator, at) => HOLDS[operator]?.(values[at] ?? Number.NaN, values[at + 1] ?? Number.NaN) === true)
}

/** `len(frame) < min_samples` asks whether there are data enough. */
function countsRows(one: Expression & { readonly kind: 'compare' }): boolean {
  return one.operands.some((operand) => operand.kind === 'call' && operand.callee.kind === 'name' && operand.callee.id === 'len' && !operand.args.some((argument) => namesFinding(argument.value)))
}

function says(test: Expression, context: Context, tree: PythonTree, hops: number): boolean {
  if (comparesMeasure(test) || namesFinding(test)) return true
  if (hops === 0) return false
  return wordsIn(test).slice(0, 12).some((word) => {
    if (!/^[A-Za-z_]\w*$/.test(word) || SETTING.test(word)) return false
    const value = namesOf(tree).valueOf(word, context, test.line)
    return value !== null && value !== test && isVerdict(value) && says(value.kind === 'call' && value.callee.kind === 'name' ? value.callee : value, context, tree, hops - 1)
  })
}

/** Values that say yes or no, or pick one figure out of a report; a call of a project function is told by its name. */
function isVerdict(value: Expression): boolean {
  if (value.kind === 'call') return value.callee.kind === 'name' || (value.callee.kind === 'attribute' && /^(?:any|all|get|item|max|min|mean)$|detect|check|^is_|^has_/.test(value.callee.name))
  return /^(?:compare|boolean|unary|subscript|attribute|conditional|name|binary)$/.test(value.kind)
}
