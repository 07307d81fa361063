import type { TextProblem } from '../json.ts'
import { advance, endOfLine, readName, readQuoted, skipBlanks, type Cursor } from './cursor.ts'
import type { TerraformAttribute, TerraformBlock } from './tree.ts'
import { readValue } from './value.ts'

const CAP = 1_000_000
const BLOCKS = 20_000
const DEPTH = 40

type Body = { readonly attributes: TerraformAttribute[]; readonly blocks: TerraformBlock[] }

/**
 * Reads the blocks and attributes of a Terraform (HCL) text: strings, heredocs, lists, maps and literals are values, everything else is the text
 * of an expression. Pure and linear but for re-reading an expression once per level. Never throws: a line that is neither is a problem and skipped.
 */
export function readTerraform(text: string): { readonly blocks: readonly TerraformBlock[]; readonly attributes: readonly TerraformAttribute[]; readonly problems: readonly TextProblem[] } {
  if (text.length > CAP) return { blocks: [], attributes: [], problems: [{ line: 0, says: `the file has ${text.length} characters; at most ${CAP} are read` }] }
  const cursor: Cursor = { text, at: 0, line: 1, steps: 0 }
  const problems: TextProblem[] = []
  const body = readBody(cursor, 0, problems)
  return { ...body, problems: problems.slice(0, 20) }
}

function readBody(cursor: Cursor, depth: number, problems: TextProblem[]): Body {
  const body: Body = { attributes: [], blocks: [] }
  for (;;) {
    skipBlanks(cursor, true)
    const character = cursor.text[cursor.at]
    if (character === undefined) {
      if (depth > 0) problems.push({ line: cursor.line, says: 'a block does not end' })
      return body
    }
    if (character === '}') {
      advance(cursor, cursor.at + 1)
      if (depth > 0) return body
      continue
    }
    cursor.steps += 1
    if (cursor.steps > BLOCKS * 5 || !readItem(cursor, depth, body, problems)) {
      problems.push({ line: cursor.line, says: 'an attribute or a block was expected' })
      advance(cursor, endOfLine(cursor.text, cursor.at))
    }
  }
}

/** Reads one attribute or block into the body; false where neither starts here. */
function readItem(cursor: Cursor, depth: number, body: Body, problems: TextProblem[]): boolean {
  const { line } = cursor
  const quoted = cursor.text[cursor.at] === '"'
  const type = quoted ? readQuoted(cursor) : readName(cursor)
  if (type === '') return false
  const labels: string[] = []
  for (;;) {
    skipBlanks(cursor, false)
    const character = cursor.text[cursor.at] ?? ''
    if (character === '=' && labels.length === 0) {
      advance(cursor, cursor.at + 1)
      body.attributes.push({ name: type, value: readValue(cursor), line })
      return true
    }
    if (character === '{') {
      advance(cursor, cursor.at + 1)
      if (depth >= DEPTH) return false
      body.blocks.push({ type, labels, ...readBody(cursor, depth + 1, problems), line })
      return true
    }
    const label = character === '"' ? readQuoted(cursor) : readName(cursor)
    if (label === '' || labels.length >= 5) return false
    labels.push(label)
  }
}
