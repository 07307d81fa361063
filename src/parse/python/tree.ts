/**
 * A Python file as plain JSON: enough of its syntax for every check, nothing of its layout.
 * `line` counts from 1. What the reader does not model is `other`, so that nothing is silently dropped.
 */
export type Expression =
  | { readonly kind: 'name'; readonly id: string; readonly line: number }
  | { readonly kind: 'attribute'; readonly of: Expression; readonly name: string; readonly line: number }
  | { readonly kind: 'call'; readonly callee: Expression; readonly args: readonly Argument[]; readonly line: number }
  /** `text` is the decoded value, cut to 2,000 characters; `parts` are the replacements of an f-string. */
  | { readonly kind: 'string'; readonly text: string; readonly parts: readonly Expression[]; readonly line: number }
  /** `written` is how it stands in the file where that is another text than the value's: `1e-3`. */
  | { readonly kind: 'number'; readonly value: number; readonly written?: string; readonly line: number }
  | { readonly kind: 'constant'; readonly value: true | false | null | 'ellipsis'; readonly line: number }
  | { readonly kind: 'subscript'; readonly of: Expression; readonly index: readonly Expression[]; readonly line: number }
  | { readonly kind: 'binary'; readonly operator: string; readonly left: Expression; readonly right: Expression; readonly line: number }
  | { readonly kind: 'boolean'; readonly operator: 'and' | 'or'; readonly left: Expression; readonly right: Expression; readonly line: number }
  /** `operator` is one of `not`, `-`, `+`, `~`. */
  | { readonly kind: 'unary'; readonly operator: string; readonly operand: Expression; readonly line: number }
  /** `a < b <= c` is one comparison of three operands and two operators (`not in` and `is not` are one word each). */
  | { readonly kind: 'compare'; readonly operands: readonly Expression[]; readonly operators: readonly string[]; readonly line: number }
  | { readonly kind: 'collection'; readonly of: 'list' | 'tuple' | 'set'; readonly items: readonly Expression[]; readonly line: number }
  /** A null key is `**value`. */
  | { readonly kind: 'dict'; readonly entries: readonly { readonly key: Expression | null; readonly value: Expression }[]; readonly line: number }
  /** `inner` holds the element, the iterables and the conditions, in source order. */
  | { readonly kind: 'comprehension'; readonly of: 'list' | 'set' | 'dict' | 'generator'; readonly inner: readonly Expression[]; readonly line: number }
  | { readonly kind: 'lambda'; readonly body: Expression; readonly line: number }
  | { readonly kind: 'conditional'; readonly test: Expression; readonly then: Expression; readonly otherwise: Expression; readonly line: number }
  | { readonly kind: 'await' | 'yield' | 'starred'; readonly value: Expression | null; readonly line: number }
  | { readonly kind: 'named'; readonly name: string; readonly value: Expression; readonly line: number }
  | { readonly kind: 'other'; readonly text: string; readonly line: number }

/** `name` is the keyword, null for a positional argument; `*a` and `**k` have `spread`. */
export type Argument = { readonly name: string | null; readonly spread: '' | '*' | '**'; readonly value: Expression }

export type Parameter = {
  readonly name: string
  readonly spread: '' | '*' | '**'
  readonly annotation: Expression | null
  readonly value: Expression | null
}

/** `import a.b as c` is { module: 'a.b', name: null, as: 'c' }; `from ..a import b` is { module: 'a', name: 'b', as: 'b', level: 2 }. */
export type ImportedName = { readonly module: string; readonly name: string | null; readonly as: string; readonly level: number }

export type FunctionStatement = {
  readonly kind: 'function'
  readonly name: string
  readonly async: boolean
  readonly parameters: readonly Parameter[]
  readonly returns: Expression | null
  readonly decorators: readonly Expression[]
  readonly body: readonly Statement[]
  readonly line: number
  readonly endLine: number
}

export type ClassStatement = {
  readonly kind: 'class'
  readonly name: string
  readonly bases: readonly Argument[]
  readonly decorators: readonly Expression[]
  readonly body: readonly Statement[]
  readonly line: number
  readonly endLine: number
}

/** `types` is empty for a bare `except:`. */
export type Handler = { readonly types: readonly Expression[]; readonly as: string | null; readonly body: readonly Statement[]; readonly line: number }

export type Statement =
  | FunctionStatement
  | ClassStatement
  | { readonly kind: 'import'; readonly names: readonly ImportedName[]; readonly line: number }
  /** A null test is `else`. */
  | { readonly kind: 'if'; readonly branches: readonly { readonly test: Expression | null; readonly body: readonly Statement[]; readonly line: number }[]; readonly line: number }
  | { readonly kind: 'for'; readonly async: boolean; readonly target: Expression; readonly iterable: Expression; readonly body: readonly Statement[]; readonly otherwise: readonly Statement[]; readonly line: number }
  | { readonly kind: 'while'; readonly test: Expression; readonly body: readonly Statement[]; readonly otherwise: readonly Statement[]; readonly line: number }
  | { readonly kind: 'with'; readonly async: boolean; readonly items: readonly { readonly value: Expression; readonly as: Expression | null }[]; readonly body: readonly Statement[]; readonly line: number }
  | { readonly kind: 'try'; readonly body: readonly Statement[]; readonly handlers: readonly Handler[]; readonly otherwise: readonly Statement[]; readonly finally: readonly Statement[]; readonly line: number }
  | { readonly kind: 'match'; readonly subject: Expression; readonly cases: readonly { readonly pattern: string; readonly body: readonly Statement[]; readonly line: number }[]; readonly line: number }
  | { readonly kind: 'return'; readonly value: Expression | null; readonly line: number }
  | { readonly kind: 'raise'; readonly value: Expression | null; readonly line: number }
  | { readonly kind: 'assert'; readonly test: Expression; readonly message: Expression | null; readonly line: number }
  /** `operator` is `=` or an augmented one such as `+=`; `value` is null for a bare annotation. `a = b = 1` has two targets. */
  | { readonly kind: 'assign'; readonly targets: readonly Expression[]; readonly operator: string; readonly annotation: Expression | null; readonly value: Expression | null; readonly line: number }
  | { readonly kind: 'expression'; readonly value: Expression; readonly line: number }
  | { readonly kind: 'pass' | 'break' | 'continue'; readonly line: number }
  | { readonly kind: 'delete' | 'global'; readonly names: readonly Expression[]; readonly line: number }
  | { readonly kind: 'other'; readonly text: string; readonly line: number }

export type PythonTree = {
  readonly body: readonly Statement[]
  /** Lines of the file, and how many of them hold code. */
  readonly lines: number
  readonly codeLines: number
  /** Places the parser had to skip over to recover. */
  readonly errors: readonly number[]
}
