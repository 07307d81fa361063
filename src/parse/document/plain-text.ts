import type { DocumentBlock, DocumentText, DocumentTree, DocumentLink } from './tree.ts'

const LINES = 50_000

/** Reads a .txt file: every run of lines between empty lines is one text. */
export function readPlainText(text: string): DocumentTree {
  const blocks: DocumentBlock[] = []
  let open: { lines: string[]; line: number } | null = null
  const close = (): void => {
    if (open) blocks.push({ kind: 'text', item: false, text: open.lines.join('\n'), line: open.line })
    open = null
  }
  text.split('\n', LINES).forEach((raw, index) => {
    const line = raw.trim()
    if (line === '') close()
    else if (open) open.lines.push(line)
    else open = { lines: [line], line: index + 1 }
  })
  close()
  return { format: 'plain', blocks, inlineCode: [], links: [] }
}

/**
 * Reads reStructuredText lightly: titles by their underline (levels in the order of appearance), literal blocks (`::`, `.. code-block::`),
 * double-backquoted code, links. Directives other than code are left out.
 */
export function readRestructuredText(text: string): DocumentTree {
  const source = text.split('\n', LINES).map((line) => line.trimEnd())
  const blocks: DocumentBlock[] = []
  const inlineCode: DocumentText[] = []
  const links: DocumentLink[] = []
  const marks: string[] = []
  let at = 0
  while (at < source.length) {
    const line = source[at] ?? ''
    const below = source[at + 1] ?? ''
    if (line.trim() === '' || isRule(line)) at += 1
    else if (isRule(below) && below.length >= line.trim().length && !/^\s/.test(line)) {
      const mark = below[0] ?? ''
      if (!marks.includes(mark)) marks.push(mark)
      blocks.push({ kind: 'heading', level: marks.indexOf(mark) + 1, text: line.trim(), line: at + 1 })
      at += 2
    } else if (line.trimStart().startsWith('.. ')) at = writeDirective(source, at, blocks)
    else at = writeParagraph(source, at, { blocks, inlineCode, links })
  }
  return { format: 'restructured-text', blocks, inlineCode, links }
}

type Writing = { readonly blocks: DocumentBlock[]; readonly inlineCode: DocumentText[]; readonly links: DocumentLink[] }

function isRule(line: string): boolean {
  return line.length >= 3 && /^[=\-~^"'`#*+.:_]+$/.test(line) && new Set(line).size === 1
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length
}

/** The lines below that stand further in, and where they end. */
function indentedBelow(source: readonly string[], from: number, indent: number): { readonly first: number; readonly end: number } {
  let first = from
  while (first < source.length && source[first] === '') first += 1
  let end = first
  while (end < source.length && (source[end] === '' || indentOf(source[end] ?? '') > indent)) end += 1
  return { first, end }
}

function pushCode(source: readonly string[], from: number, end: number, language: string, blocks: DocumentBlock[]): void {
  const lines = source.slice(from, end)
  while (lines.at(-1) === '') lines.pop()
  const margin = Math.min(...lines.filter((line) => line !== '').map(indentOf))
  if (lines.length > 0) blocks.push({ kind: 'code', language, lines: lines.map((line) => line.slice(margin)), line: from + 1 })
}

function writeDirective(source: readonly string[], at: number, blocks: DocumentBlock[]): number {
  const line = source[at] ?? ''
  const code = /^\s*\.\. (?:code-block|code|sourcecode)::\s*(\S*)/.exec(line)
  const { first, end } = indentedBelow(source, at + 1, indentOf(line))
  if (code) {
    let from = first
    while (from < end && /^\s*:\w+:/.test(source[from] ?? '')) from += 1
    while (from < end && source[from] === '') from += 1
    pushCode(source, from, end, (code[1] ?? '').toLowerCase(), blocks)
  }
  return Math.max(end, at + 1)
}

function writeParagraph(source: readonly string[], at: number, { blocks, inlineCode, links }: Writing): number {
  const lines: string[] = []
  let end = at
  while (end < source.length && source[end] !== '') {
    const line = source[end] ?? ''
    for (const code of line.matchAll(/``([^`]+)``/g)) inlineCode.push({ text: code[1] ?? '', line: end + 1 })
    for (const link of line.matchAll(/`([^`<>]+)<([^<>`]+)>`_/g)) links.push({ text: (link[1] ?? '').trim(), target: link[2] ?? '', image: false, line: end + 1 })
    lines.push(line.trim())
    end += 1
  }
  const first = lines[0] ?? ''
  blocks.push({ kind: 'text', item: /^(?:[-*+]|\d+\.|#\.)\s/.test(first), text: lines.join('\n').replaceAll('``', ''), line: at + 1 })
  if (!lines.at(-1)?.endsWith('::')) return end
  const below = indentedBelow(source, end, indentOf(source[at] ?? ''))
  pushCode(source, below.first, below.end, '', blocks)
  return Math.max(below.end, end)
}
