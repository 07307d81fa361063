import type { RepositoryFile, RepositoryInput } from '../facts/repository-facts.ts'
import type { JudgedBy } from '../model/checklist.ts'
import { keptFiles } from './kept-files.ts'
import type { Frame, Lists, Part } from './messages.ts'

/** How much text a part holds, in characters: writing it takes some milliseconds. */
const PART = 512 * 1024

/** An input, with what it is judged by, in parts of half a million characters, the last one the word to judge; a list's item is never cut. */
export function* partsOf(input: RepositoryInput, by: JudgedBy | null): Generator<Part> {
  const { files, gaps, problems, snapshot: { tree, ...snapshot }, ...frame } = input
  yield { kind: 'begin', frame: JSON.stringify({ ...frame, snapshot } satisfies Frame), by: JSON.stringify(by) }
  const lists: Lists = { tree, files, gaps, problems }
  for (const list of ['tree', 'files', 'gaps', 'problems'] as const) {
    for (const items of textsOf(lists[list])) yield { kind: 'items', list, items }
  }
  yield { kind: 'judge' }
}

function* textsOf(list: readonly object[]): Generator<readonly string[]> {
  let texts: string[] = []
  let length = 0
  for (const item of list) {
    const text = JSON.stringify(item)
    texts.push(text)
    length += text.length
    if (length < PART) continue
    yield texts
    texts = []
    length = 0
  }
  if (texts.length > 0) yield texts
}

/** An input with what its course asks. */
export type Joined = { readonly input: RepositoryInput; readonly by: JudgedBy | null }

/** Joins parts as they come, and gives the whole input at the word to judge, null before. A part out of its turn is a bug and throws. What a file says is read by `fileOf`, which may know it from an earlier input. */
export function joinParts(fileOf: (text: string) => RepositoryFile = keptFiles()): (part: Part) => Joined | null {
  let frame: Frame | null = null
  let by: JudgedBy | null = null
  let lists = noItems()
  return (part) => {
    if (part.kind === 'begin') {
      frame = parsed<Frame>(part.frame)
      by = parsed<JudgedBy | null>(part.by)
      lists = noItems()
      return null
    }
    if (frame === null) throw new Error(`A part of kind ${part.kind} came before the first one`)
    if (part.kind === 'items') {
      if (part.list === 'files') lists.files.push(...part.items.map(fileOf))
      else addTo(lists[part.list], part.items)
      return null
    }
    const { tree, ...others } = lists
    const input = { ...frame, ...others, snapshot: { ...frame.snapshot, tree } }
    frame = null
    lists = noItems()
    return { input, by }
  }
}

function addTo(list: unknown[], items: readonly string[]): void {
  for (const text of items) list.push(parsed(text))
}

type Collecting = { readonly [List in keyof Lists]: Lists[List][number][] }

function noItems(): Collecting {
  return { tree: [], files: [], gaps: [], problems: [] }
}

/** Reads what `partsOf` wrote. */
function parsed<Value>(text: string): Value {
  const value: unknown = JSON.parse(text)
  return value as Value
}
