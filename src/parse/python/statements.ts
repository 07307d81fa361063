import { annotationOf, convertClass, convertDecorator, convertFunction, importedNames } from './definitions.ts'
import type { ConvertBody } from './definitions.ts'
import { convertExpression, convertItems, soundChildren, splitAtCommas, textOf } from './expressions.ts'
import type { Reading } from './expressions.ts'
import type { Syntax } from './syntax.ts'
import type { Expression, Handler, Statement } from './tree.ts'

/** Converts a list of syntax nodes into statements. Statements inside a place that the parser skipped are kept. */
export function convertStatements(nodes: readonly Syntax[], outer: Reading): readonly Statement[] {
  if (outer.depth <= 0) return nodes.slice(0, 1).map((node) => otherStatement(node, outer))
  const reading = { ...outer, depth: outer.depth - 1 }
  return nodes.flatMap((node) => {
    if (node.name === 'StatementGroup' || node.name === '⚠') return convertStatements(node.children, reading)
    return node.name.endsWith('Statement') || node.name.endsWith('Definition') ? [convertStatement(node, [], reading)] : []
  })
}

function convertStatement(node: Syntax, decorators: readonly Expression[], reading: Reading): Statement {
  const { line } = node
  const children = soundChildren(node)
  const convert = (child: Syntax | undefined): Expression => child ? convertExpression(child, reading) : { kind: 'other', text: '', line }
  const blocks = blocksOf(children)
  const bodyOf = (word: string): readonly Statement[] => bodyStatements(blocks.find((block) => block.word === word)?.body, reading)
  const convertBody: ConvertBody = (body) => ({ body: bodyStatements(body, reading), endLine: body ? lastLine(body, reading) : line })
  switch (node.name) {
    case 'FunctionDefinition': return convertFunction(node, decorators, reading, convertBody)
    case 'ClassDefinition': return convertClass(node, decorators, reading, convertBody)
    case 'DecoratedStatement': {
      const definition = children.find((child) => child.name.endsWith('Definition'))
      const above = children.filter((child) => child.name === 'Decorator').map((child) => convertDecorator(child, reading))
      return definition ? convertStatement(definition, above, reading) : otherStatement(node, reading)
    }
    case 'ImportStatement': return { kind: 'import', names: importedNames(node, reading), line }
    case 'IfStatement': return {
      kind: 'if', line, branches: blocks.map(({ word, head, body, at }) => ({
        test: word === 'else' ? null : convert(head.find((child) => child.name !== '(')), body: bodyStatements(body, reading), line: at,
      })),
    }
    case 'WhileStatement': return { kind: 'while', test: convert(blocks[0]?.head[0]), body: bodyOf('while'), otherwise: bodyOf('else'), line }
    case 'ForStatement': {
      const head = blocks[0]?.head ?? []
      const at = head.findIndex((child) => child.name === 'in')
      const target = convertItems(at < 0 ? head : head.slice(0, at), reading)
      const iterable = convertItems(at < 0 ? [] : head.slice(at + 1), reading)
      return { kind: 'for', async: children[0]?.name === 'async', target: target ?? convert(undefined), iterable: iterable ?? convert(undefined), body: bodyOf('for'), otherwise: bodyOf('else'), line }
    }
    case 'WithStatement': {
      const items = splitAtCommas(blocks[0]?.head ?? []).map((part) => {
        const at = part.findIndex((child) => child.name === 'as')
        return { value: convert(part[0]), as: at > 0 ? convertItems(part.slice(at + 1, at + 2), reading) : null }
      })
      return { kind: 'with', async: children[0]?.name === 'async', items, body: bodyOf('with'), line }
    }
    case 'TryStatement': return {
      kind: 'try', body: bodyOf('try'), otherwise: bodyOf('else'), finally: bodyOf('finally'), line,
      handlers: blocks.filter((block) => block.word === 'except').map((block) => handlerOf(block, reading)),
    }
    case 'MatchStatement': return convertMatch(node, reading)
    case 'ReturnStatement': return { kind: 'return', value: convertItems(children.slice(1), reading), line }
    case 'RaiseStatement': return { kind: 'raise', value: children[1] && children[1].name !== 'from' ? convert(children[1]) : null, line }
    case 'AssertStatement': return { kind: 'assert', test: convert(children[1]), message: children[3] ? convert(children[3]) : null, line }
    case 'AssignStatement': return convertAssignment(children, line, reading)
    case 'UpdateStatement': {
      const at = children.findIndex((child) => child.name === 'UpdateOp')
      const operator = children[at]
      const target = convertItems(children.slice(0, Math.max(at, 0)), reading)
      return { kind: 'assign', targets: target ? [target] : [], operator: operator ? textOf(operator, reading) : '=', annotation: null, value: convertItems(children.slice(at + 1), reading), line }
    }
    case 'ExpressionStatement': return { kind: 'expression', value: convertItems(children, reading) ?? convert(undefined), line }
    case 'YieldStatement': return { kind: 'expression', value: convert(node), line }
    case 'PrintStatement': return { kind: 'expression', line, value: { kind: 'call', callee: { kind: 'name', id: 'print', line }, args: children.slice(1, 2).map((child) => ({ name: null, spread: '', value: convert(child) })), line } }
    case 'PassStatement': return { kind: 'pass', line }
    case 'BreakStatement': return { kind: 'break', line }
    case 'ContinueStatement': return { kind: 'continue', line }
    case 'DeleteStatement': case 'ScopeStatement': {
      const names = children.slice(1).filter((child) => child.name !== ',').map(convert)
      return { kind: node.name === 'DeleteStatement' ? 'delete' : 'global', names, line }
    }
    default: return otherStatement(node, reading)
  }
}

type Block = { readonly word: string; readonly head: readonly Syntax[]; readonly body: Syntax | undefined; readonly at: number }

const WORDS = new Set(['if', 'elif', 'else', 'for', 'while', 'with', 'try', 'except', 'finally'])

/** Splits a compound statement at its keywords: each with what stands before its body. */
function blocksOf(children: readonly Syntax[]): readonly Block[] {
  const blocks: (Block & { readonly head: Syntax[]; body: Syntax | undefined })[] = []
  for (const child of children) {
    const open = blocks.at(-1)
    if (WORDS.has(child.name) && (open === undefined || open.body !== undefined || child.name !== 'if')) blocks.push({ word: child.name, head: [], body: undefined, at: child.line })
    else if (child.name === 'Body') {
      if (open && open.body === undefined) open.body = child
    } else if (open) open.head.push(child)
  }
  return blocks
}

function handlerOf({ head, body, at }: Block, reading: Reading): Handler {
  const parts = head.filter((child) => child.name !== '*')
  const named = parts.findIndex((child) => child.name === 'as')
  const [first, , second] = parts
  const older = parts[1]?.name === ',' && second ? textOf(second, reading) : null
  const as = named > 0 && parts[named + 1] ? textOf(parts[named + 1] ?? parts[0] ?? { name: '', from: 0, to: 0, line: at, children: [] }, reading) : older !== null && /^[a-z_]/.test(older) ? older : null
  const value = first ? convertExpression(first, reading) : null
  const types = value === null ? [] : value.kind === 'collection' ? value.items : [value]
  return { types: older !== null && as === null && second ? [...types, convertExpression(second, reading)] : types, as, body: bodyStatements(body, reading), line: at }
}

function convertMatch(node: Syntax, reading: Reading): Statement {
  const children = soundChildren(node)
  const clauses = children.find((child) => child.name === 'MatchBody')?.children.filter((child) => child.name === 'MatchClause') ?? []
  const subject = children.find((child) => child.name !== 'match' && child.name !== '*' && child.name !== 'MatchBody')
  return {
    kind: 'match', subject: subject ? convertExpression(subject, reading) : { kind: 'other', text: '', line: node.line }, line: node.line,
    cases: clauses.map((clause) => {
      const parts = soundChildren(clause)
      const body = parts.find((child) => child.name === 'Body')
      const pattern = reading.text.slice(parts[1]?.from ?? clause.from, Math.min(body?.from ?? clause.to, clause.from + 500)).trim()
      return { pattern, body: bodyStatements(body, reading), line: clause.line }
    }),
  }
}

function convertAssignment(children: readonly Syntax[], line: number, reading: Reading): Statement {
  const groups: Syntax[][] = [[]]
  let annotation: Expression | null = null
  for (const child of children) {
    if (child.name === 'AssignOp') groups.push([])
    else if (child.name === 'TypeDef') annotation = annotationOf(child, reading)
    else groups.at(-1)?.push(child)
  }
  const values = groups.map((group) => convertItems(group, reading))
  const value = groups.length > 1 ? values.pop() ?? null : null
  return { kind: 'assign', targets: values.filter((target) => target !== null), operator: '=', annotation, value, line }
}

function bodyStatements(body: Syntax | undefined, reading: Reading): readonly Statement[] {
  return body ? convertStatements(body.children, reading) : []
}

/** The line on which the last token of a body ends, found without recursion. */
function lastLine(body: Syntax, { text }: Reading): number {
  let node = body
  for (let inner = node.children.at(-1); inner !== undefined; inner = node.children.at(-1)) node = inner
  return node.line + text.slice(node.from, node.to).trimEnd().split('\n').length - 1
}

function otherStatement(node: Syntax, reading: Reading): Statement {
  return { kind: 'other', text: textOf(node, reading).slice(0, 200), line: node.line }
}
