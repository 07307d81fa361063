import type { DocumentTree } from '../../parse/document/tree.ts'
import { purposeOf, type CommandPurpose } from './command-purpose.ts'

/** A command as a document gives it; `source` is where: a code block, code in a sentence, or a line of plain text. */
export type DocumentCommand = { readonly text: string; readonly purpose: CommandPurpose; readonly source: 'block' | 'inline' | 'plain'; readonly line: number }

/** Languages whose blocks hold no shell commands. */
const NO_SHELL = /^(?:python|py|python3|ipython|json|yaml|yml|toml|ini|dockerfile|docker|hcl|terraform|tf|sql|mermaid|diff|html|css|js|javascript|ts|typescript|r|java|go|http|xml|csv|latex|math|plantuml|dot|bibtex|promql|jsonc|env|dotenv)$/
const LINES = 5000

/** The commands that a document tells its reader to type, in order, with their purpose. Lines of a directory tree are none. */
export function documentCommands(tree: DocumentTree): readonly DocumentCommand[] {
  const commands = tree.blocks.flatMap((block) => {
    if (block.kind === 'code' && !NO_SHELL.test(block.language)) return commandsOf(joinContinued(block.lines, block.line), 'block')
    if (block.kind === 'text' && tree.format === 'plain') return commandsOf(block.text.split('\n').map((text, index) => ({ text, line: block.line + index })), 'plain')
    return []
  })
  return [...commands, ...commandsOf(tree.inlineCode, 'inline')].slice(0, LINES)
}

type NumberedLine = { readonly text: string; readonly line: number }

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
    // In a sentence, `python` or `mlflow` alone names the thing; a command has at least two words or is a script.
    if (purpose === null || (source === 'inline' && words.length < 2 && !/\.(?:sh|bat|ps1)$/.test(words[0] ?? ''))) return []
    return [{ text: words.join(' ').slice(0, 300), purpose, source, line }]
  }))
}

function partsOf(text: string): readonly string[] {
  return text.slice(0, 2000).split(/&&|\|\||;/).slice(0, 20)
}

/** The words of a command without prompt, `sudo`, assignments, a notebook's `!` and a comment behind it. */
function wordsOf(part: string): readonly string[] {
  const bare = part.trim()
    .replace(/^\([\w.-]{1,40}\)\s*/, '')
    .replace(/^PS [^>]{0,100}>\s*/, '')
    .replace(/^(?:[$>%#!]|❯|➜)\s*/, '')
    .replace(/\s#.*$/, '')
    .replace(/^\d{1,2}\.\s+/, '')
  const words = bare.split(/\s+/).filter((word) => word !== '')
  let from = 0
  while (from < words.length && /^(?:sudo|time|nohup|env|then|do|exec|winpty|!|[A-Z_][A-Z0-9_]*=\S*)$/.test(words[from] ?? '')) from += 1
  return words.slice(from)
}
