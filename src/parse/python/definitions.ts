import { argumentsOf, convertExpression, soundChildren, splitAtCommas, textOf } from './expressions.ts'
import type { Reading } from './expressions.ts'
import type { Syntax } from './syntax.ts'
import type { ClassStatement, Expression, FunctionStatement, ImportedName, Parameter, Statement } from './tree.ts'

/** What a definition's body gives: its statements and its last line. */
export type ConvertBody = (body: Syntax | undefined) => { readonly body: readonly Statement[]; readonly endLine: number }

/** Converts `def`; the line is that of `def`, not of its decorators. */
export function convertFunction(node: Syntax, decorators: readonly Expression[], reading: Reading, convertBody: ConvertBody): FunctionStatement {
  const children = soundChildren(node)
  const list = children.find((child) => child.name === 'ParamList')
  const returns = children.find((child) => child.name === 'TypeDef')
  const name = children.find((child) => child.name === 'VariableName')
  const { body, endLine } = convertBody(children.find((child) => child.name === 'Body'))
  return {
    kind: 'function', name: name ? textOf(name, reading) : '', async: children[0]?.name === 'async',
    parameters: list ? parametersOf(list, reading) : [], returns: returns ? annotationOf(returns, reading) : null,
    decorators, body, line: node.line, endLine: Math.max(node.line, endLine),
  }
}

/** Converts `class`. */
export function convertClass(node: Syntax, decorators: readonly Expression[], reading: Reading, convertBody: ConvertBody): ClassStatement {
  const children = soundChildren(node)
  const name = children.find((child) => child.name === 'VariableName')
  const { body, endLine } = convertBody(children.find((child) => child.name === 'Body'))
  return {
    kind: 'class', name: name ? textOf(name, reading) : '', bases: argumentsOf(children.find((child) => child.name === 'ArgList'), reading),
    decorators, body, line: node.line, endLine: Math.max(node.line, endLine),
  }
}

/** `@a.b(c)` as the expression behind the `@`. */
export function convertDecorator(node: Syntax, reading: Reading): Expression {
  let value: Expression | null = null
  for (const child of soundChildren(node)) {
    const { line } = child
    if (child.name === 'VariableName') value = value === null ? { kind: 'name', id: textOf(child, reading), line } : { kind: 'attribute', of: value, name: textOf(child, reading), line }
    else if (child.name === 'ArgList' && value !== null) value = { kind: 'call', callee: value, args: argumentsOf(child, reading), line: node.line }
  }
  return value ?? { kind: 'other', text: textOf(node, reading).slice(0, 200), line: node.line }
}

/** The type behind `:` or `->`. */
export function annotationOf(definition: Syntax, reading: Reading): Expression | null {
  const type = soundChildren(definition).find((child) => child.name !== ':' && child.name !== '*' && child.name !== '->')
  return type ? convertExpression(type, reading) : null
}

/** A bare `/` or `*` is no parameter. */
function parametersOf(list: Syntax, reading: Reading): readonly Parameter[] {
  return splitAtCommas(soundChildren(list).slice(1)).flatMap((part) => {
    const spread = part[0]?.name === '*' || part[0]?.name === '**' ? part[0].name : ''
    const name = part.find((child) => child.name === 'VariableName')
    const definition = part.find((child) => child.name === 'TypeDef')
    const assign = part.findIndex((child) => child.name === 'AssignOp')
    const value = assign >= 0 ? part[assign + 1] : undefined
    return name ? [{
      name: textOf(name, reading), spread,
      annotation: definition ? annotationOf(definition, reading) : null,
      value: value ? convertExpression(value, reading) : null,
    }] : []
  })
}

/** `import a.b as c, d` and `from ..a import (b as c)`; a star import has the name `*`. */
export function importedNames(node: Syntax, reading: Reading): readonly ImportedName[] {
  const children = soundChildren(node).filter((child) => child.name !== '(' && child.name !== ')')
  if (children[0]?.name === 'import') {
    return splitAtCommas(children.slice(1)).map((part) => {
      const { path, as } = dottedAlias(part, reading)
      return { module: path, name: null, as: as ?? path, level: 0 }
    }).filter((imported) => imported.module !== '')
  }
  const at = children.findIndex((child) => child.name === 'import')
  if (at < 0) return []
  const source = children.slice(1, at)
  const names = source.findIndex((child) => child.name === 'VariableName')
  const dots = names < 0 ? source : source.slice(0, names)
  const level = dots.reduce((sum, child) => sum + (child.name === 'Ellipsis' ? 3 : child.name === '.' ? 1 : 0), 0)
  const module = names < 0 ? '' : dottedAlias(source.slice(names), reading).path
  return splitAtCommas(children.slice(at + 1)).map((part) => {
    const { path, as } = dottedAlias(part, reading)
    const name = part[0]?.name === '*' ? '*' : path
    return { module, name, as: as ?? name, level }
  }).filter((imported) => imported.name !== '')
}

function dottedAlias(part: readonly Syntax[], reading: Reading): { readonly path: string; readonly as: string | null } {
  const at = part.findIndex((child) => child.name === 'as')
  const names = (at < 0 ? part : part.slice(0, at)).filter((child) => child.name === 'VariableName')
  const alias = at < 0 ? undefined : part[at + 1]
  return { path: names.map((child) => textOf(child, reading)).join('.'), as: alias ? textOf(alias, reading) : null }
}
