import { asList, asMap, asText } from '../json.ts'
import type { Json, TextProblem } from '../json.ts'
import { readJson } from '../json-text.ts'
import { DEEPEST } from './expressions.ts'
import { convertStatements } from './statements.ts'
import { parseSyntax } from './syntax.ts'
import type { PythonTree } from './tree.ts'

/** Which code cell each line of the code came from, counting all cells from 1, and where that cell begins in the file. */
export type NotebookCell = { readonly cell: number; readonly line: number }

const CELLS = 2000
const EMPTY: PythonTree = { body: [], lines: 0, codeLines: 0, errors: [] }
/** Cell magics whose cell is still Python. */
const TIMED = /^%%(?:time|timeit|capture|prun|memit|mprun|snapshot|debug)\b/

/**
 * Reads the code cells of a Jupyter notebook as one Python file; lines of the tree are lines of the `.ipynb` file, for a link to point at.
 * Magics and shell lines (`!`, `%`, `x = !ls`, `df?`) become `pass`; a cell in another language is left out.
 */
export function readNotebook(text: string): { readonly tree: PythonTree; readonly cells: readonly NotebookCell[]; readonly problems: readonly TextProblem[] } {
  const { value, lines, problems } = readJson(text)
  const notebook = asMap(value)
  const cells = asList(notebook?.['cells'])
  if (cells === null) return { tree: EMPTY, cells: [], problems: problems.length > 0 ? problems : [{ line: 0, says: 'the file is not a notebook: it has no list of cells' }] }
  if (!isPython(notebook?.['metadata'])) return { tree: EMPTY, cells: [], problems: [] }
  const code: string[] = []
  const fileLines: number[] = []
  const starts: NotebookCell[] = []
  for (const [index, cell] of cells.slice(0, CELLS).entries()) {
    const map = asMap(cell)
    if (map?.['cell_type'] !== 'code') continue
    const first = lines[`cells.${index}.source`] ?? 1
    starts.push({ cell: index + 1, line: first })
    for (const [at, line] of withoutMagics(sourceOf(map['source'])).entries()) {
      code.push(line.text)
      fileLines.push(lines[`cells.${index}.source.${line.item ?? at}`] ?? first)
    }
  }
  const { top, codeLines, errors, text: normalised } = parseSyntax(code.join('\n'), (line) => fileLines[line - 1] ?? 1)
  const tree = { body: convertStatements(top.children, { text: normalised, depth: DEEPEST }), lines: code.length, codeLines, errors }
  return { tree, cells: starts, problems }
}

function isPython(metadata: Json | undefined): boolean {
  const map = asMap(metadata)
  const named = asText(asMap(map?.['language_info'])?.['name']) ?? asText(asMap(map?.['kernelspec'])?.['language']) ?? 'python'
  return /python/i.test(named)
}

type SourceLine = { readonly text: string; readonly item: number | null }

/** `source` is a list of lines or one text; `item` is the place in the list that a line came from. */
function sourceOf(source: Json | undefined): readonly SourceLine[] {
  const items = asList(source)
  if (items === null) return (asText(source) ?? '').split(/\r?\n/).map((text) => ({ text, item: 0 }))
  return items.flatMap((piece, item) => (asText(piece) ?? '').replace(/\r?\n$/, '').split(/\r?\n/).map((text) => ({ text, item })))
}

function withoutMagics(lines: readonly SourceLine[]): readonly SourceLine[] {
  const first = lines.findIndex(({ text }) => text.trim() !== '')
  const magic = lines[first]?.text.trim() ?? ''
  if (magic.startsWith('%%') && !TIMED.test(magic)) return []
  let continued = false
  return lines.map((line) => {
    const masked = continued || isMagic(line.text)
    continued = masked && line.text.trimEnd().endsWith('\\')
    if (!masked) return line
    return { ...line, text: `${/^\s*/.exec(line.text)?.[0] ?? ''}pass` }
  })
}

function isMagic(text: string): boolean {
  const line = text.trim()
  return /^(?:[!?]|%{1,2}[A-Za-z])/.test(line)
    || /^[\w.,[\]'" ]{1,200}=\s*(?:!|%[A-Za-z])/.test(line)
    || /^[\w.]{1,200}\?{1,2}$/.test(line)
}
