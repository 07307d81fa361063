import type { Argument, Expression, FunctionStatement, Handler, ImportedName, Statement } from '../../src/parse/python/tree.ts'

/** An expression in one line with every bracket that its structure has: `a + b * c` is `(a + (b * c))`. */
export function shapeOf(expression: Expression | null): string {
  if (expression === null) return '-'
  switch (expression.kind) {
    case 'name': return expression.id
    case 'attribute': return `${shapeOf(expression.of)}.${expression.name}`
    case 'call': return `${shapeOf(expression.callee)}(${argumentsIn(expression.args)})`
    case 'string': return `${JSON.stringify(expression.text)}${expression.parts.length === 0 ? '' : `{${listOf(expression.parts)}}`}`
    case 'number': return String(expression.value)
    case 'constant': return { true: 'True', false: 'False', null: 'None', ellipsis: '...' }[String(expression.value)] ?? '?'
    case 'subscript': return `${shapeOf(expression.of)}[${listOf(expression.index)}]`
    case 'binary': case 'boolean': return `(${shapeOf(expression.left)} ${expression.operator} ${shapeOf(expression.right)})`
    case 'unary': return `(${expression.operator} ${shapeOf(expression.operand)})`
    case 'compare': return `<${expression.operands.map((operand, index) => `${index === 0 ? '' : ` ${expression.operators[index - 1] ?? '?'} `}${shapeOf(operand)}`).join('')}>`
    case 'collection': return `${expression.of}(${listOf(expression.items)})`
    case 'dict': return `dict(${expression.entries.map(({ key, value }) => (key === null ? `**${shapeOf(value)}` : `${shapeOf(key)}: ${shapeOf(value)}`)).join(', ')})`
    case 'comprehension': return `${expression.of}-of(${listOf(expression.inner)})`
    case 'lambda': return `lambda(${shapeOf(expression.body)})`
    case 'conditional': return `(${shapeOf(expression.then)} if ${shapeOf(expression.test)} else ${shapeOf(expression.otherwise)})`
    case 'await': case 'yield': case 'starred': return `${expression.kind}(${shapeOf(expression.value)})`
    case 'named': return `(${expression.name} := ${shapeOf(expression.value)})`
    default: return `other(${expression.text})`
  }
}

/** Statements, one a line; what stands inside another is indented by two. */
export function outlineOf(statements: readonly Statement[], indent = ''): string {
  return statements.map((statement) => linesOf(statement).map((line) => `${indent}${line}`).join('\n')).join('\n')
}

/** The parameters of a function as they would be written, with brackets as in `shapeOf`. */
function parametersOf({ parameters }: FunctionStatement): string {
  return parameters.map(({ name, spread, annotation, value }) => `${spread}${name}${annotation === null ? '' : `: ${shapeOf(annotation)}`}${value === null ? '' : ` = ${shapeOf(value)}`}`).join(', ')
}

function linesOf(statement: Statement): readonly string[] {
  const within = (body: readonly Statement[]): readonly string[] => (body.length === 0 ? [] : outlineOf(body, '  ').split('\n'))
  switch (statement.kind) {
    case 'function': return [...decorators(statement.decorators), `${statement.async ? 'async ' : ''}def ${statement.name}(${parametersOf(statement)})${statement.returns === null ? '' : ` -> ${shapeOf(statement.returns)}`}`, ...within(statement.body)]
    case 'class': return [...decorators(statement.decorators), `class ${statement.name}(${argumentsIn(statement.bases)})`, ...within(statement.body)]
    case 'import': return [`import ${statement.names.map(imported).join(', ')}`]
    case 'if': return statement.branches.flatMap(({ test, body }, index) => [test === null ? 'else' : `${index === 0 ? 'if' : 'elif'} ${shapeOf(test)}`, ...within(body)])
    case 'for': return [`${statement.async ? 'async ' : ''}for ${shapeOf(statement.target)} in ${shapeOf(statement.iterable)}`, ...within(statement.body), ...otherwise(statement.otherwise, within)]
    case 'while': return [`while ${shapeOf(statement.test)}`, ...within(statement.body), ...otherwise(statement.otherwise, within)]
    case 'with': return [`${statement.async ? 'async ' : ''}with ${statement.items.map((item) => `${shapeOf(item.value)}${item.as === null ? '' : ` as ${shapeOf(item.as)}`}`).join(', ')}`, ...within(statement.body)]
    case 'try': return ['try', ...within(statement.body), ...statement.handlers.flatMap((handler) => [handled(handler), ...within(handler.body)]), ...otherwise(statement.otherwise, within), ...(statement.finally.length === 0 ? [] : ['finally', ...within(statement.finally)])]
    case 'match': return [`match ${shapeOf(statement.subject)}`, ...statement.cases.flatMap(({ pattern, body }) => [`  case ${pattern}`, ...within(body).map((line) => `  ${line}`)])]
    case 'return': case 'raise': return [`${statement.kind} ${shapeOf(statement.value)}`]
    case 'assert': return [`assert ${shapeOf(statement.test)}${statement.message === null ? '' : `, ${shapeOf(statement.message)}`}`]
    case 'assign': return [`${statement.targets.map(shapeOf).join(' = ')}${statement.annotation === null ? '' : `: ${shapeOf(statement.annotation)}`}${statement.value === null ? '' : ` ${statement.operator} ${shapeOf(statement.value)}`}`]
    case 'expression': return [shapeOf(statement.value)]
    case 'delete': case 'global': return [`${statement.kind} ${listOf(statement.names)}`]
    case 'other': return [`other ${statement.text}`]
    default: return [statement.kind]
  }
}

function handled({ types, as }: Handler): string {
  return `except${types.length === 0 ? '' : ` ${listOf(types)}`}${as === null ? '' : ` as ${as}`}`
}

function otherwise(body: readonly Statement[], within: (body: readonly Statement[]) => readonly string[]): readonly string[] {
  return body.length === 0 ? [] : ['else', ...within(body)]
}

function decorators(list: readonly Expression[]): readonly string[] {
  return list.map((one) => `@${shapeOf(one)}`)
}

function imported({ module, name, as, level }: ImportedName): string {
  return `${'.'.repeat(level)}${module}${name === null ? '' : `:${name}`} as ${as}`
}

function listOf(list: readonly Expression[]): string {
  return list.map(shapeOf).join(', ')
}

function argumentsIn(list: readonly Argument[]): string {
  return list.map(({ name, spread, value }) => `${spread}${name === null ? '' : `${name}=`}${shapeOf(value)}`).join(', ')
}
