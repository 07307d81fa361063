import type { Json, TextProblem } from './json.ts'

/** `lines` has a null prototype and the line of every key and list item, by pointers such as `scripts.test` or `panels.0.alert`. */
export type JsonFile = { readonly value: Json; readonly lines: Readonly<Record<string, number>>; readonly problems: readonly TextProblem[] }

const CAP = 2_000_000
const DEPTH = 100
const POINTERS = 50_000

/** Reads a JSON text. Never throws: a text that is no JSON, or nests deeper than 100, has a null value and a problem. */
export function readJson(text: string): JsonFile {
  const none: Readonly<Record<string, number>> = Object.create(null) as Record<string, number>
  const source = text.replace(/^\uFEFF/, '')
  if (source.length > CAP) return { value: null, lines: none, problems: [{ line: 0, says: `the file has ${source.length} characters; at most ${CAP} are read` }] }
  const scanned = scan(source)
  if (scanned === null) return { value: null, lines: none, problems: [{ line: 0, says: `the text nests deeper than ${DEPTH}` }] }
  try {
    return { value: withoutPrototypes(JSON.parse(source)), lines: scanned, problems: [] }
  } catch (thrown) {
    return { value: null, lines: none, problems: [{ line: lineOfError(source, thrown), says: 'the text is not valid JSON' }] }
  }
}

function withoutPrototypes(value: unknown): Json {
  if (Array.isArray(value)) return value.map(withoutPrototypes)
  if (typeof value === 'object' && value !== null) {
    const out: Record<string, Json> = Object.create(null) as Record<string, Json>
    for (const [key, inner] of Object.entries(value)) out[key] = withoutPrototypes(inner)
    return out
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

function lineOfError(text: string, thrown: unknown): number {
  const position = thrown instanceof Error ? /position (\d+)/.exec(thrown.message)?.[1] : undefined
  return position === undefined ? 0 : text.slice(0, Number(position)).split('\n').length
}

type Open = { readonly pointer: string; readonly list: boolean; index: number; key: string | null }

/** Walks over the tokens and notes where keys and items stand; null where the text nests too deep. */
function scan(text: string): Readonly<Record<string, number>> | null {
  const lines: Record<string, number> = Object.create(null) as Record<string, number>
  const open: Open[] = []
  let line = 1
  let kept = 0
  const token = /\n|"(?:[^"\\\n]|\\.)*"|[[\]{},]|[^\s"[\]{},:]+/g
  for (const [found] of text.matchAll(token)) {
    const top = open.at(-1)
    if (found === '\n') line += 1
    else if (found === ']' || found === '}') open.pop()
    else if (found === ',') {
      if (top) top.index += 1
      if (top) top.key = null
    } else {
      if (top && (top.list || top.key === null)) {
        const step = top.list ? String(top.index) : keyOf(found)
        if (!top.list) top.key = step
        if (kept < POINTERS) lines[joined(top.pointer, step)] ??= line
        kept += 1
      }
      if (found === '[' || found === '{') {
        if (open.length >= DEPTH) return null
        const pointer = top ? joined(top.pointer, top.list ? String(top.index) : top.key ?? '') : ''
        open.push({ pointer: pointer.slice(0, 2000), list: found === '[', index: 0, key: null })
      }
    }
  }
  return lines
}

function keyOf(quoted: string): string {
  return quoted.startsWith('"') ? quoted.slice(1, -1) : quoted
}

function joined(pointer: string, step: string): string {
  return pointer === '' ? step : `${pointer}.${step}`
}
