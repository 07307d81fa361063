import type { DocumentTree } from '../../parse/document/tree.ts'
import { purposeOf, type CommandPurpose } from './command-purpose.ts'

/** A command as a document gives it; `source` is where: a code block, code in a sentence, or a line or quotation of plain text. */
export type DocumentCommand = { readonly text: string; readonly purpose: CommandPurpose; readonly source: 'block' | 'inline' | 'plain'; readonly line: number }

/** Languages whose blocks hold no shell commands. */
const NO_SHELL = /^(?:python|py|python3|ipython|json|yaml|yml|toml|ini|dockerfile|docker|hcl|terraform|tf|sql|mermaid|diff|html|css|js|javascript|ts|typescript|r|java|go|http|xml|csv|latex|math|plantuml|dot|bibtex|promql|jsonc|env|dotenv)$/
const LINES = 5000

/** The commands that a document tells its reader to type, in order, with their purpose. Lines of a directory tree are none. */
export function documentCommands(tree: DocumentTree): readonly DocumentCommand[] {
  // Where a sentence marks its commands as code, the words between them are no part of one.
  const inline = commandsOf(tree.inlineCode, 'inline')
  const marked = new Set(inline.map((one) => one.line))
  const commands = tree.blocks.flatMap((block) => {
    if (block.kind === 'code' && !NO_SHELL.test(block.language)) return commandsOf([...joinContinued(block.lines, block.line), ...listedTargets(block.lines, block.line)], 'block')
    if (block.kind === 'table') return commandsOf(block.rows.slice(0, 500).flatMap((row) => row.cells.slice(0, 20).map((text) => ({ text: text.slice(0, 300), line: row.line }))), 'plain')
    if (block.kind === 'text') return commandsOf(block.text.split('\n').flatMap((text, index) => proseCommands(text.slice(0, 2000), block.line + index, marked.has(block.line + index))), 'plain')
    return []
  })
  return [...commands, ...inline].slice(0, LINES)
}

type NumberedLine = { readonly text: string; readonly line: number }

/** Lines that are nothing but a command, also behind a bullet or a word and a colon ("Start: uvicorn app:app"), and commands in quotation marks. A line that ends like a sentence is one. */
function proseCommands(text: string, line: number, isMarked: boolean): readonly NumberedLine[] {
  const quoted = [...text.matchAll(/["“]([^"“”]{4,200})["”]/g), ...text.matchAll(/(?<=^|[\s(])'([a-z][^'"]{4,200})'(?=$|[\s.,;:)])/g)].map((found) => ({ text: found[1] ?? '', line }))
  if (isMarked || /[.:,!?]$/.test(text.trimEnd())) return quoted
  const bare = text.trim().replace(/^[-*•+]\s+/, '')
  const labelled = /^[^\s:]{2,20}(?: [^\s:]{1,20}){0,2}:\s+([a-z]\S*\s.*)$/.exec(bare)?.[1] ?? ''
  return [{ text: bare, line }, ...(/[-./=]/.test(labelled) ? [{ text: labelled, line }] : []), ...quoted]
}

/** The targets that a printed help lists below "Usage: make [target]". */
function listedTargets(lines: readonly string[], first: number): readonly NumberedLine[] {
  const usage = lines.findIndex((line) => /^\s*usage:\s+make\b/i.test(line))
  return usage < 0 ? [] : lines.slice(usage + 1, usage + 100).flatMap((line, index) => {
    const target = /^\s{1,8}([a-z][\w.-]{1,60})\s{2,}\S/.exec(line)?.[1]
    return target === undefined ? [] : [{ text: `make ${target}`, line: first + usage + 1 + index }]
  })
}

function joinContinued(lines: readonly string[], first: number): readonly NumberedLine[] {
  const joined: { text: string; line: number }[] = []
  let goesOn = false
  lines.forEach((raw, index) => {
    const text = raw.trimEnd()
    const last = joined.at(-1)
    const bare = /[\\`^]$/.test(text) ? text.slice(0, -1) : text
    if (goesOn && last && last.text.length < 4000) last.text += ` ${bare.trim()}`
    else joined.push({ text: bare, line: first + index })
    goesOn = bare !== text
  })
  return joined
}

function commandsOf(lines: readonly NumberedLine[], source: DocumentCommand['source']): readonly DocumentCommand[] {
  return lines.flatMap(({ text, line }) => partsOf(text).flatMap((part) => {
    const words = wordsOf(part)
    const purpose = words.length === 0 ? null : purposeOf(words)
    if (purpose === null || (source !== 'block' && !isWholeCommand(words, source))) return []
    return [{ text: words.join(' ').slice(0, 300), purpose, source, line }]
  }))
}

/** In a sentence, `python` or `mlflow` alone names the thing, and "make sure that …" is English: words behind `make` are targets and settings. */
function isWholeCommand(words: readonly string[], source: 'inline' | 'plain'): boolean {
  const [first = ''] = words
  if (words.length < 2) return /\.(?:sh|bat|ps1)$/.test(first)
  if (source === 'inline') return true
  return words.length <= 25 && !/^(?:black|source|http|serve|ray|dash|kind|task|just)$/.test(first) && /^[a-z./]/.test(first) && (first !== 'make' || words.length === 2) && !/^(?:is|are|and|or|the|a|an|to|for|with|in|of|will|can|has|uses?|provides?|must|should|server|from)$/.test(words[1] ?? '')
}

function partsOf(text: string): readonly string[] {
  return text.slice(0, 2000).split(/&&|\|\||;/).slice(0, 20)
}

/** The words of a command without prompt, `sudo`, assignments, a notebook's `!` and a comment behind it. */
function wordsOf(part: string): readonly string[] {
  const bare = part.trim()
    .replace(/^\([\w.-]{1,40}\)\s*/, '')
    .replace(/^PS [^>]{0,100}>\s*/, '')
    .replace(/^(?:[$>%!]|❯|➜)\s*/, '')
    .replace(/(?:^|\s)#.*$/, '')
    .replace(/^\d{1,2}\.\s+/, '')
  const words = bare.split(/\s+/).filter((word) => word !== '')
  let from = 0
  while (from < words.length && /^(?:sudo|time|nohup|env|then|do|exec|winpty|!|[A-Z_][A-Z0-9_]*=\S*)$/.test(words[from] ?? '')) from += 1
  return words.slice(from)
}
