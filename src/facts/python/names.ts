import type { ClassStatement, Expression, FunctionStatement, ImportedName, PythonTree, Statement } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { walkExpression } from './expressions.ts'
import { walk, type Context } from './walk.ts'

/** What a name stands for in a scope from a line on: an imported dotted name, or the value it was given. */
type Binding = { readonly line: number; readonly dotted: string | null; readonly value: Expression | null; readonly instance: boolean }
type Scope = Map<string, Binding[]>

/** Resolves the names of one file. */
export type Names = {
  /**
   * The dotted name an expression stands for: through import aliases (`mlflow.log_metric`), from-imports, and values:
   * a variable given by a call is that call (`client = MlflowClient(); client.get_run` is `mlflow.MlflowClient().get_run`), also through
   * `with … as`, `self.x = …` and annotated parameters. Relative imports keep their dots (`.utils.load`). What cannot be named is `''`.
   */
  readonly dotted: (expression: Expression, context: Context) => string
  /** The expression a plain name was last given, seen from a place; null for imports, parameters and unknown names. */
  readonly valueOf: (name: string, context: Context, line: number) => Expression | null
}

const DEEPEST = 12
const LONGEST = 300

/** The names of a file, kept as long as its tree. */
export const namesOf = memoise((tree: PythonTree): Names => {
  const scopes = collect(tree)
  return {
    dotted: (expression, context) => dotted(expression, context, scopes, DEEPEST).slice(0, LONGEST),
    valueOf: (name, context, line) => lookUp(name, context, scopes, line)?.value ?? null,
  }
})

type Scopes = { readonly module: Scope; readonly functions: Map<FunctionStatement, Scope>; readonly fields: Map<ClassStatement, Scope> }

function collect(tree: PythonTree): Scopes {
  const scopes: Scopes = { module: new Map(), functions: new Map(), fields: new Map() }
  walk(tree, (statement, context) => {
    const scope = scopeAt(context, scopes)
    for (const [name, binding] of bindingsOf(statement)) bind(scope, name, binding)
    if (statement.kind === 'function' || statement.kind === 'class') bindDefinition(scope, statement, context)
    if (statement.kind === 'function') {
      const own = scopeOf(scopes.functions, statement)
      for (const parameter of statement.parameters) {
        bind(own, parameter.name, { line: statement.line, dotted: null, value: parameter.annotation === null ? null : classIn(parameter.annotation), instance: true })
      }
    }
    if (statement.kind === 'assign' && statement.value !== null) bindFields(statement, statement.value, context, scopes)
  })
  return scopes
}

/** A function holds its name until it is given again: `train = PythonOperator(python_callable=train)`. One that stands in for a failed import does not. */
function bindDefinition(scope: Scope, { name, line }: FunctionStatement | ClassStatement, context: Context): void {
  const isMethod = context.functions.length === 0 && context.classes.length > 0
  if (!isMethod && scope.get(name)?.some((binding) => binding.dotted !== null) !== true) bind(scope, name, { line, dotted: null, value: null, instance: false })
}

function scopeAt(context: Context, scopes: Scopes): Scope {
  const inner = context.functions.at(-1)
  if (inner !== undefined) return scopeOf(scopes.functions, inner)
  const around = context.classes.at(-1)
  return around === undefined ? scopes.module : scopeOf(scopes.fields, around)
}

function scopeOf<Key>(scopes: Map<Key, Scope>, key: Key): Scope {
  const known = scopes.get(key)
  if (known !== undefined) return known
  const made: Scope = new Map()
  scopes.set(key, made)
  return made
}

function bind(scope: Scope, name: string, binding: Binding): void {
  const known = scope.get(name)
  if (known === undefined) scope.set(name, [binding])
  else if (known.length < 50) known.push(binding)
}

/** The dotted name that an imported one stands for, with the dots of a relative import: `import a.b` binds `a`; with `as` it binds the whole name. */
export function importedName({ module, name, as, level }: ImportedName): string {
  const base = '.'.repeat(level) + module
  if (name === null) return as === module.split('.')[0] ? as : base
  return `${base}${base === '' || base.endsWith('.') ? '' : '.'}${name}`
}

function bindingsOf(statement: Statement): readonly (readonly [string, Binding])[] {
  switch (statement.kind) {
    case 'import': return statement.names.map((name) => [name.as, { line: statement.line, dotted: importedName(name), value: null, instance: false }] as const)
    case 'assign': return statement.value === null ? [] : statement.targets.flatMap((target) => named(target, statement.value, lastLineOf(statement.value)))
    case 'with': return statement.items.flatMap((item) => (item.as === null ? [] : named(item.as, item.value, statement.line)))
    default: return []
  }
}

/** A name has its new value after the whole of it, which may take several lines. */
function lastLineOf(value: Expression | null): number {
  let last = 0
  if (value !== null) walkExpression(value, (one) => { last = Math.max(last, one.line) })
  return last
}

function named(target: Expression, value: Expression | null, line: number): readonly (readonly [string, Binding])[] {
  if (target.kind === 'name') {
    const module = moduleIn(value)
    return [[target.id, { line, dotted: module, value: module === null ? value : null, instance: false }]]
  }
  if (target.kind !== 'collection') return []
  const values = value?.kind === 'collection' && value.items.length === target.items.length ? value.items : null
  return target.items.flatMap((item, index) => named(item, values?.[index] ?? null, line))
}

/** `pytest.importorskip("requests")` and `importlib.import_module("app.main")` give the module that they name. */
function moduleIn(value: Expression | null): string | null {
  if (value?.kind !== 'call' || !/^(?:importorskip|import_module)$/.test(value.callee.kind === 'attribute' ? value.callee.name : value.callee.kind === 'name' ? value.callee.id : '')) return null
  const [first] = value.args
  return first?.value.kind === 'string' && first.value.parts.length === 0 && /^[A-Za-z_][\w.]*$/.test(first.value.text) ? first.value.text : null
}

function bindFields(statement: Statement & { readonly kind: 'assign' }, value: Expression, context: Context, scopes: Scopes): void {
  const owner = context.classes.at(-1)
  const self = context.functions.at(-1)?.parameters[0]?.name
  if (owner === undefined || self === undefined) return
  for (const target of statement.targets) {
    if (target.kind === 'attribute' && target.of.kind === 'name' && target.of.id === self) bind(scopeOf(scopes.fields, owner), target.name, { line: statement.line, dotted: null, value, instance: false })
  }
}

/** `Optional[Model]`, `Model | None` and `"Model"` are a Model. */
function classIn(annotation: Expression): Expression | null {
  if (annotation.kind === 'name' || annotation.kind === 'attribute') return annotation
  if (annotation.kind === 'string' && /^[A-Za-z_]\w*$/.test(annotation.text)) return { kind: 'name', id: annotation.text, line: annotation.line }
  if (annotation.kind === 'binary') return classIn(annotation.left)
  if (annotation.kind === 'subscript' && annotation.of.kind === 'name' && (annotation.of.id === 'Optional' || annotation.of.id === 'Annotated')) {
    const [first] = annotation.index
    return first === undefined ? null : classIn(first)
  }
  return null
}

/** The binding that holds at a line: the last one before it in the innermost scope that knows the name, else that scope's first. */
function lookUp(name: string, context: Context, scopes: Scopes, line: number): Binding | null {
  const chain = [...context.functions.toReversed().map((one) => scopes.functions.get(one)), scopes.module]
  for (const scope of chain) {
    const bindings = scope?.get(name)
    if (bindings === undefined) continue
    return bindings.findLast((binding) => binding.line < line) ?? bindings[0] ?? null
  }
  return null
}

function dotted(expression: Expression, context: Context, scopes: Scopes, depth: number): string {
  if (depth === 0) return ''
  const inner = (part: Expression): string => dotted(part, context, scopes, depth - 1)
  switch (expression.kind) {
    case 'name': return dottedName(expression, context, scopes, depth)
    case 'attribute': {
      const field = fieldOf(expression, context, scopes, depth)
      if (field !== null) return field
      const base = inner(expression.of)
      return base === '' ? '' : `${base}.${expression.name}`
    }
    case 'call': {
      const callee = inner(expression.callee)
      return callee === '' ? '' : `${callee}()`
    }
    case 'subscript': {
      const base = inner(expression.of)
      return base === '' ? '' : `${base}[]`
    }
    case 'await': case 'starred': return expression.value === null ? '' : inner(expression.value)
    case 'named': return inner(expression.value)
    case 'conditional': return inner(expression.then) || inner(expression.otherwise)
    case 'boolean': return inner(expression.left) || inner(expression.right)
    default: return ''
  }
}

function dottedName(expression: Expression & { readonly kind: 'name' }, context: Context, scopes: Scopes, depth: number): string {
  const binding = lookUp(expression.id, context, scopes, expression.line)
  if (binding === null) return expression.id
  if (binding.dotted !== null) return binding.dotted
  if (binding.value === null) return expression.id
  // `x = x.fit()` on one line refers to the binding before it.
  const value = dotted(binding.value, context, scopes, depth - 1)
  if (value === '') return expression.id
  return binding.instance ? `${value}()` : value
}

function fieldOf(expression: Expression & { readonly kind: 'attribute' }, context: Context, scopes: Scopes, depth: number): string | null {
  const owner = context.classes.at(-1)
  const self = context.functions.at(-1)?.parameters[0]?.name
  if (owner === undefined || expression.of.kind !== 'name' || (expression.of.id !== self && expression.of.id !== 'self')) return null
  const value = scopes.fields.get(owner)?.get(expression.name)?.find((binding) => binding.value?.kind === 'call')?.value
  if (value === undefined || value === null) return null
  // The field was given in a method of its own, whose names may differ; the module's names decide.
  return dotted(value, { ...context, functions: ownFunctions(owner, value.line) }, scopes, depth - 1) || null
}

function ownFunctions(owner: ClassStatement, line: number): readonly FunctionStatement[] {
  const method = owner.body.find((statement) => statement.kind === 'function' && statement.line <= line && line <= statement.endLine)
  return method?.kind === 'function' ? [method] : []
}
