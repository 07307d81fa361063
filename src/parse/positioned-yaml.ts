import { isDeep } from './yaml-depth.ts'
import { yamlSaying } from './yaml-saying.ts'
import { isAlias, isMap, isPair, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'

export type Position = { readonly line: number; readonly column: number }

export type PositionedYaml =
  | { readonly ok: true; readonly value: unknown; readonly positionOf: (pointer: string) => Position }
  | { readonly ok: false; readonly line: number; readonly column: number; readonly says: string }

/** Checklists and settings are small: more than this is a mistake, and the reader's time is quadratic in a map's keys. */
const CAP = 200_000

/**
 * Reads one YAML document that a person edits, keeping where every value stands.
 * A text longer than `cap` characters, or nested deeper than its reader can follow, is refused. `positionOf` takes a JSON pointer (`/groups/0/items/1`) and gives the nearest known place, lines and columns from 1.
 */
export function readPositionedYaml(text: string, cap = CAP): PositionedYaml {
  if (text.length > cap) return { ok: false, line: 1, column: 1, says: `the file has ${text.length} characters; at most ${cap} are read` }
  if (isDeep(text)) return { ok: false, line: 1, column: 1, says: 'the file nests deeper than is read' }
  const lineCounter = new LineCounter()
  const document = parseDocument(text, { lineCounter, maxAliasCount: 100 } as Parameters<typeof parseDocument>[1])
  const place = (offset: number): Position => {
    const at = lineCounter.linePos(offset)
    return { line: at.line, column: at.col }
  }
  const [error] = document.errors
  if (error) return { ok: false, ...place(error.pos[0]), says: yamlSaying(error).says }
  let value: unknown
  try {
    value = document.toJS({ maxAliasCount: 100 })
  } catch (thrown) {
    return { ok: false, line: 1, column: 1, says: thrown instanceof Error ? firstLine(thrown.message) : 'the aliases could not be resolved' }
  }
  return { ok: true, value, positionOf: (pointer) => place(offsetOf(document.contents, pointer)) }
}

function offsetOf(root: unknown, pointer: string): number {
  let node = root
  let offset = startOf(root) ?? 0
  for (const step of pointer.split('/').slice(1).map(unescapeStep)) {
    const next = childOf(node, step)
    if (next === undefined) break
    node = next.value
    offset = next.at ?? offset
  }
  return offset
}

function childOf(node: unknown, step: string): { readonly value: unknown; readonly at: number | undefined } | undefined {
  if (isMap(node)) {
    const pair = node.items.find((item) => isPair(item) && isScalar(item.key) && String(item.key.value) === step)
    return pair && { value: pair.value, at: startOf(pair.value) ?? startOf(pair.key) }
  }
  if (isSeq(node)) {
    const item = node.items[Number(step)]
    return item === undefined ? undefined : { value: item, at: startOf(item) }
  }
  return undefined
}

function startOf(node: unknown): number | undefined {
  const range = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range : undefined
  return range?.[0]
}

function unescapeStep(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~')
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? text
}
