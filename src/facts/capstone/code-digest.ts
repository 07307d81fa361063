import type { Statement } from '../../parse/python/tree.ts'

/** Where something stands and how a number is written is layout, a type is a note to the reader. */
const LAYOUT: ReadonlySet<string> = new Set(['line', 'endLine', 'written', 'annotation', 'returns'])
const TELLING = /^(?:print|pprint|debug|info|warning|error|exception|critical|log)$/

/**
 * What statements do, as one text: the same for the same code, whatever its layout, comments, docstrings and types, and whatever it prints or logs.
 * `skips` leaves out parts of the tree.
 */
export function codeText(statements: readonly Statement[], skips: (node: object) => boolean = () => false): string {
  const out: string[] = []
  add(statements, out, skips)
  return out.join('')
}

function add(value: unknown, out: string[], skips: (node: object) => boolean): void {
  if (Array.isArray(value)) {
    out.push('[')
    for (const item of value as readonly unknown[]) {
      if (isSilent(item)) continue
      add(item, out, skips)
      out.push(',')
    }
    out.push(']')
  } else if (typeof value === 'object' && value !== null) {
    if (skips(value)) return
    out.push('{')
    for (const [key, part] of Object.entries(value)) {
      if (LAYOUT.has(key) || part === null) continue
      out.push(key, ':')
      add(part, out, skips)
    }
    out.push('}')
  } else {
    out.push(JSON.stringify(value) ?? '')
  }
}

/** A docstring, `pass`, or a line that only tells a person what happens. */
function isSilent(item: unknown): boolean {
  if (typeof item !== 'object' || item === null || !('kind' in item)) return false
  const statement = item as Statement
  if (statement.kind === 'pass') return true
  if (statement.kind !== 'expression') return false
  const { value } = statement
  if (value.kind === 'string') return true
  if (value.kind !== 'call') return false
  return TELLING.test(value.callee.kind === 'attribute' ? value.callee.name : value.callee.kind === 'name' ? value.callee.id : '')
}
