import { parser } from '@lezer/python'
import { maskedFormFeeds, maskedNumbers } from './mask-lexis.ts'
import { maskedWith } from './mask-with.ts'
import { isFinished } from './strings.ts'
import { tooDeepAt } from './too-deep.ts'

/** A node of the syntax as parsed, light and free of the parser's own objects. `from` and `to` are offsets into the text. */
export type Syntax = {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly line: number
  readonly children: readonly Syntax[]
}

export type ParsedText = {
  /** The text after normalising: without a byte order mark, every line ends in `\n`. */
  readonly text: string
  readonly top: Syntax
  readonly lines: number
  readonly codeLines: number
  readonly errors: readonly number[]
}

const CHARACTERS = 2_000_000
const NODES = 250_000
const ERRORS = 1000
const STRINGS = new Set(['String', 'FormatString'])

/**
 * Parses a text of any kind into syntax nodes: at most 2,000,000 characters and 250,000 nodes are kept; what follows brackets without end is not read. Does not recurse.
 * `lineOf` says which line of the file a line of the text is; the same one where it is not given.
 */
export function parseSyntax(source: string, lineOf: (line: number) => number = (line) => line): ParsedText {
  const whole = source.slice(0, CHARACTERS).replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const cut = tooDeepAt(whole)
  const text = cut === null ? whole : whole.slice(0, cut)
  // A last line without its end is read as if it had one.
  const cursor = parser.parse(`${maskedFormFeeds(maskedNumbers(maskedWith(text)))}\n`).cursor()
  const errors = new Set<number>()
  const codeLines = new Set<number>()
  let line = 1
  let kept = 0
  // Where the current line ends, looked for once a line: looking again for every node would make a long line quadratic.
  let lineEnd = text.indexOf('\n')
  const advance = (to: number): number => {
    for (; lineEnd >= 0 && lineEnd < to; lineEnd = text.indexOf('\n', lineEnd + 1)) line += 1
    return line
  }
  type OpenNode = Syntax & { readonly children: Syntax[] }
  const nodeHere = (): OpenNode => ({ name: cursor.name, from: cursor.from, to: cursor.to, line: lineOf(advance(cursor.from)), children: [] })
  const top = nodeHere()
  const open: OpenNode[] = [top]
  let descend = cursor.firstChild()
  while (descend) {
    const node = nodeHere()
    kept += 1
    const parent = open.at(-1)
    // The grammar misses a value behind every bare `yield`.
    const bareYield = node.from === node.to && parent?.name.startsWith('Yield') === true
    const broken = cursor.type.isError ? !bareYield : STRINGS.has(node.name) && !isFinished(text.slice(node.from, node.to))
    if (broken && errors.size < ERRORS) errors.add(node.line)
    if (kept < NODES && parent && node.name !== 'Comment') parent.children.push(node)
    if (cursor.firstChild()) {
      open.push(node)
      continue
    }
    if (node.name !== 'Comment' && node.to > node.from) codeLines.add(node.line)
    while (!cursor.nextSibling()) {
      open.pop()
      if (!cursor.parent() || open.length === 0) {
        descend = false
        break
      }
    }
    if (open.length === 0) descend = false
  }
  if (kept >= NODES || cut !== null) errors.add(lineOf(line))
  return { text, top, lines: lineCount(whole), codeLines: codeLines.size, errors: [...errors].sort((left, right) => left - right) }
}

function lineCount(text: string): number {
  if (text === '') return 0
  let count = 1
  for (let next = text.indexOf('\n'); next >= 0 && next < text.length - 1; next = text.indexOf('\n', next + 1)) count += 1
  return count
}
