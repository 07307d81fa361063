import type { Statement } from '../../parse/python/tree.ts'

/** Where something stands and how a number is written is layout, a type is a note to the reader. */
const LAYOUT: ReadonlySet<string> = new Set(['line', 'endLine', 'written', 'annotation', 'returns'])
const TELLING = /^(?:print|pprint|debug|info|warning|error|exception|critical|log)$/

/**
 * What statements do, as one text: the same for the same code, whatever its layout, comments, docstrings and types, and whatever it prints or logs.
 * `skips` leaves out parts of the tree.
 */
export function codeText(statements: readonly Statement[], skips: ((node: object) => boolean) | null = null): string {
  const out: string[] = []
  add(statements, out, skips)
  return out.join(' ')
}

/** Every text is written with its length: no other tree gives the same words. */
function add(value: unknown, out: string[], skips: ((node: object) => boolean) | null): void {
  if (typeof value === 'string') {
    out.push(`${value.length}:${value}`)
  } else if (Array.isArray(value)) {
    out.push('[')
    for (const item of value as readonly unknown[]) if (!isSilent(item)) add(item, out, skips)
    out.push(']')
  } else if (typeof value === 'object' && value !== null) {
    if (skips?.(value) === true) return
    out.push('{')
    // Over plain JSON, and half the time of Object.entries.
    for (const key in value) {
      if (!Object.hasOwn(value, key) || LAYOUT.has(key)) continue
      const part = (value as Readonly<Record<string, unknown>>)[key]
      if (part === null) continue
      out.push(key)
      add(part, out, skips)
    }
    out.push('}')
  } else {
    out.push(String(value))
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
