import { isAlias, isMap, isPair, isScalar, isSeq, type Node } from 'yaml'
import type { Json, TextProblem } from './json.ts'

export type KeyTwice = { readonly key: string; readonly line: number }

type Plain = {
  readonly value: Json
  readonly lines: Readonly<Record<string, number>>
  readonly blocks: Readonly<Record<string, number>>
  readonly written: Readonly<Record<string, string>>
  /** The first key that stands twice in one map; the later value is the one that is read. */
  readonly twice: KeyTwice | null
  readonly problems: readonly TextProblem[]
}

type Walk = {
  readonly lineAt: (offset: number) => number
  readonly anchors: Map<string, unknown>
  readonly lines: Record<string, number>
  readonly blocks: Record<string, number>
  readonly written: Record<string, string>
  twice: KeyTwice | null
  nodes: number
  aliases: number
  full: boolean
}

const NODES = 200_000
const ALIASES = 500
const DEPTH = 100

/**
 * Turns the nodes of one YAML document into plain data with the line of every key and item.
 * Anchors are followed where they were set before, merge keys are merged, and nodes, aliases and depth are counted: a text that
 * unfolds to more than that is cut, with a problem.
 */
export function plainYaml(root: unknown, lineAt: (offset: number) => number): Plain {
  const walk: Walk = { lineAt, anchors: new Map(), lines: emptyRecord(), blocks: emptyRecord(), written: emptyRecord(), twice: null, nodes: 0, aliases: 0, full: false }
  const value = plain(root, '', 0, walk)
  return { value, lines: walk.lines, blocks: walk.blocks, written: walk.written, twice: walk.twice, problems: walk.full ? [{ line: 0, says: 'the document unfolds to more than can be read; it was cut' }] : [] }
}

function plain(node: unknown, pointer: string, depth: number, walk: Walk): Json {
  walk.nodes += 1
  if (walk.nodes > NODES || depth > DEPTH) {
    walk.full = true
    return null
  }
  if (isAlias(node)) {
    walk.aliases += 1
    if (walk.aliases > ALIASES) walk.full = true
    return walk.full ? null : plain(walk.anchors.get(node.source), pointer, depth + 1, walk)
  }
  if ((isMap(node) || isSeq(node) || isScalar(node)) && node.anchor !== undefined) walk.anchors.set(node.anchor, node)
  if (isScalar(node)) {
    if (typeof node.value === 'number' && typeof node.source === 'string' && node.source !== String(node.value)) walk.written[pointer] = node.source.slice(0, 40)
    return scalar(node.value, node.type, node, pointer, walk)
  }
  if (isSeq(node)) {
    return node.items.map((item, index) => {
      const place = join(pointer, String(index))
      keepLine(place, item, walk)
      return plain(item, place, depth + 1, walk)
    })
  }
  return isMap(node) ? map(node.items, pointer, depth, walk) : null
}

function scalar(value: unknown, type: unknown, node: Node, pointer: string, walk: Walk): Json {
  const start = node.range?.[0]
  if ((type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED') && start !== undefined) walk.blocks[pointer] = walk.lineAt(start) + 1
  if (typeof value === 'bigint') return value.toString()
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function map(items: readonly unknown[], pointer: string, depth: number, walk: Walk): Json {
  const out: Record<string, Json> = emptyRecord()
  const merged: Record<string, Json> = emptyRecord()
  for (const item of items) {
    if (!isPair(item)) continue
    const key = keyOf(item.key)
    if (key === null) continue
    const place = join(pointer, key)
    if (key === '<<') {
      const base = plain(item.value, pointer, depth + 1, walk)
      for (const part of Array.isArray(base) ? base as readonly Json[] : [base]) {
        if (typeof part === 'object' && part !== null && !Array.isArray(part)) Object.assign(merged, part)
      }
      continue
    }
    keepLine(place, item.key, walk)
    if (Object.hasOwn(out, key)) walk.twice ??= { key: key.slice(0, 60), line: walk.lines[place] ?? 1 }
    out[key] = plain(item.value, place, depth + 1, walk)
  }
  return Object.assign(emptyRecord<Json>(), merged, out)
}

function keyOf(key: unknown): string | null {
  if (!isScalar(key)) return null
  return typeof key.value === 'string' ? key.value : key.source ?? null
}

function keepLine(pointer: string, node: unknown, walk: Walk): void {
  const start = isMap(node) || isSeq(node) || isScalar(node) || isAlias(node) ? node.range?.[0] : undefined
  if (start !== undefined) walk.lines[pointer] = walk.lineAt(start)
}

function join(pointer: string, step: string): string {
  return pointer === '' ? step : `${pointer}.${step}`
}

function emptyRecord<T = number>(): Record<string, T> {
  return Object.create(null) as Record<string, T>
}
