import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf, keywordOf, type Call } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import type { PythonModule } from '../python/modules.ts'
import { isLearnerMade, SETTING_CALLS } from './learners.ts'
import { defaultOf, literalText, type Written } from './literal-text.ts'
import { fieldParameters } from './settings-classes.ts'
import { canBeTuned, cutValue, isUsualSetting } from './tuned-names.ts'

const CONSTANT = /^[A-Z][A-Z0-9_]*$/
const DICTIONARY = /param|hyper|grid|space/i
/** A dictionary of any settings: it is one of the model's where a usual name of those is in it. */
const MAYBE = /config|cfg|settings|_args$|kwargs|options/i

/**
 * The settings with literal values in a file of training or preprocessing: module constants, defaults of command lines, what estimators and transformers are
 * made with, dictionaries of parameters, fields of settings classes, defaults of functions with a usual name. In the order of lines; a name that is given
 * again in the file gets a number: `Dense.units`, `Dense[2].units`.
 */
export const codeParametersOf = memoise((module: PythonModule): readonly Written[] => {
  const found = [...assigned(module), ...fieldParameters(module), ...callsOf(module.tree).flatMap(fromCall), ...fromFunctions(module)]
  return numbered(found.filter(({ last, value }) => canBeTuned(last, value)).toSorted((one, other) => one.line - other.line))
})

/** The names that the top of a file gives literal values to: what a digest of its code leaves out, since they are settings. */
export const constantsOf = memoise((module: PythonModule): ReadonlySet<string> => new Set(assigned(module).filter(({ last, value }) => canBeTuned(last, value)).map(({ name }) => name)))

function assigned({ tree }: PythonModule): readonly Written[] {
  return definitionsOf(tree).statements.flatMap(({ statement, context }): readonly Written[] => {
    if (statement.kind !== 'assign' || statement.operator !== '=' || statement.value === null || context.classes.length > 0) return []
    const [target] = statement.targets
    if (target?.kind !== 'name' || statement.targets.length > 1) return []
    const isNamed = (context.functions.length === 0 && CONSTANT.test(target.id)) || isUsualSetting(target.id)
    const isDictionary = DICTIONARY.test(target.id) || MAYBE.test(target.id)
    if (!isNamed && !isDictionary) return []
    const value = defaultOf(statement.value)
    const entries = isDictionary ? entriesOf(value, target.id, 3) : []
    if (entries.length > 0) return DICTIONARY.test(target.id) || entries.some(({ last }) => isUsualSetting(last)) ? entries : []
    const text = isNamed ? literalText(value) : null
    // A counter or an empty list is no setting.
    return text === null || text === '0' || text === 'None' ? [] : [{ name: target.id, last: target.id, value: cutValue(text), line: statement.line }]
  })
}

/** The literal entries of a dictionary, `{…}` or `dict(…)`, those of dictionaries in it under dotted names. */
function entriesOf(value: Expression, name: string, depth: number): readonly Written[] {
  const pairs = value.kind === 'dict' ? value.entries.flatMap((entry) => (entry.key?.kind === 'string' ? [[entry.key.text, entry.value] as const] : []))
    : value.kind === 'call' && value.callee.kind === 'name' && value.callee.id === 'dict' ? value.args.flatMap((argument) => (argument.name === null ? [] : [[argument.name, argument.value] as const])) : []
  return pairs.slice(0, 60).flatMap(([key, one]): readonly Written[] => {
    const inner = depth > 0 ? entriesOf(one, `${name}.${key}`, depth - 1) : []
    const text = literalText(one)
    return inner.length > 0 ? inner : text === null ? [] : [{ name: `${name}.${key}`, last: key, value: cutValue(text), line: one.line }]
  })
}

function fromCall(call: Call): readonly Written[] {
  if (call.method === 'add_argument' || call.method === 'option') return optionOf(call)
  if (call.method === 'from_pretrained') return pretrained(call)
  const isMade = isLearnerMade(call)
  if (!isMade && !SETTING_CALLS.has(call.method)) return []
  return call.args.flatMap((argument, index): readonly Written[] => {
    const text = argument.spread === '' ? literalText(argument.value) : null
    // What stands without a keyword is a size or a rate in a layer; a text there is mostly a label.
    if (text === null || (argument.name === null && (!isMade || argument.value.kind !== 'number'))) return []
    const last = argument.name ?? `argument${index + 1}`
    return [{ name: `${call.method}.${last}`, last, value: cutValue(text), line: argument.value.line }]
  })
}

function optionOf(call: Call): readonly Written[] {
  const given = keywordOf(call, 'default')
  const text = given === null ? null : literalText(given)
  const flags = call.args.flatMap(({ name, value }) => (name === null && value.kind === 'string' && value.text.startsWith('-') ? [value.text] : []))
  const [flag] = flags.toSorted((one, other) => other.length - one.length)
  return text === null || flag === undefined ? [] : [{ name: flag, last: flag, value: cutValue(text), line: given?.line ?? call.line }]
}

/** The model that training begins with is a choice, also where its name has a slash. */
function pretrained(call: Call): readonly Written[] {
  const [first] = call.args
  const whose = call.callee.kind === 'attribute' && call.callee.of.kind === 'name' ? call.callee.of.id : ''
  return first?.value.kind !== 'string' || first.value.parts.length > 0 || whose === '' ? [] : [{ name: `${whose}.from_pretrained`, last: 'from_pretrained', value: cutValue(first.value.text.split('/').at(-1) ?? ''), line: first.value.line }]
}

function fromFunctions({ tree }: PythonModule): readonly Written[] {
  return definitionsOf(tree).functions.flatMap(({ name, owner, node }) => node.parameters.flatMap((parameter): readonly Written[] => {
    if (parameter.value === null) return []
    const { value } = parameter
    // Typer's defaults are those of the command line.
    const isOption = value.kind === 'call' && /^(?:Option|Argument)$/.test(value.callee.kind === 'attribute' ? value.callee.name : value.callee.kind === 'name' ? value.callee.id : '')
    const given = isOption ? value.args[0]?.value ?? null : isUsualSetting(parameter.name) ? value : null
    const text = given === null ? null : literalText(given)
    return text === null || text === 'None' ? [] : [{ name: isOption ? `--${parameter.name.replaceAll('_', '-')}` : `${name === '__init__' && owner !== null ? owner.name : name}.${parameter.name}`, last: parameter.name, value: cutValue(text), line: value.line }]
  }))
}

function numbered(found: readonly Written[]): readonly Written[] {
  const counts = new Map<string, number>()
  return found.map((one) => {
    const count = (counts.get(one.name) ?? 0) + 1
    counts.set(one.name, count)
    if (count === 1) return one
    const at = one.name.indexOf('.')
    return { ...one, name: at < 0 ? `${one.name}[${count}]` : `${one.name.slice(0, at)}[${count}]${one.name.slice(at)}` }
  })
}
