import MarkdownIt from 'markdown-it'
import { COMMAND_NAMES, type CommandName, type CommandsOfComment } from '../model/command.ts'
import { nearestNames } from './near-names.ts'

type Markdown = InstanceType<typeof MarkdownIt>
type Token = ReturnType<Markdown['parse']>[number]
type Rule = Parameters<Markdown['inline']['ruler']['push']>[1]
/** One word behind a slash, where it stands at the start of a line that is neither code nor quoted. */
type Slashed = { readonly name: string; readonly rest: string }

const CAP = 65_536
const MOST = 5
const LONGEST_REST = 2000
/** Most comments hold none: they are not parsed. */
const MAYBE = /^ {0,3}\/[a-z]/im
const NAME = /\/([A-Za-z][A-Za-z-]{0,19})[.,:;!?]?(?=\s|$)/y
/** Elements of HTML that quote, show or fold away what is in them, also over empty lines. */
const QUOTING_TAG = /<(\/?)(?:summary|blockquote|code|pre)(?=[\s>])/gi

const markdown = new MarkdownIt({ html: true, linkify: false, maxNesting: 40 }).disable(['image', 'table'])
// Code, comments and tags are passed over as a whole by the rules before this one.
markdown.inline.ruler.before('text', 'command', slashedWord())

/**
 * The commands of a comment in their order, five at most (`left` counts the others): `/name` at the start of a line, in letters of any size. What stands in code,
 * quotations, HTML comments and the summaries of details is none, nor is a word that is no command, unless it is nearly one or the only line. Never throws.
 */
export function commandsIn(body: string): CommandsOfComment {
  const text = body.slice(0, CAP).replace(/\r\n?/g, '\n')
  if (!MAYBE.test(text)) return { commands: [], left: 0 }
  const isOnlyLine = !text.trim().includes('\n')
  const commands = slashedIn(text).flatMap(({ name, rest }): readonly NamedCommand[] => {
    const known = COMMAND_NAMES.find((one) => one === name)
    if (known !== undefined) return [{ known: true, name: known, rest }]
    return isOnlyLine || nearestNames(name, COMMAND_NAMES).length > 0 ? [{ known: false, name }] : []
  })
  return { commands: commands.slice(0, MOST).map((command, position) => ({ ...command, position })), left: Math.max(0, commands.length - MOST) }
}

type NamedCommand = { readonly known: true; readonly name: CommandName; readonly rest: string } | { readonly known: false; readonly name: string }

function slashedIn(text: string): readonly Slashed[] {
  const lines = text.split('\n')
  const found: Slashed[] = []
  let quotes = 0
  let tags = 0
  for (const token of tokensOf(text)) {
    if (token.type === 'blockquote_open') quotes += 1
    else if (token.type === 'blockquote_close') quotes -= 1
    else if (token.type === 'html_block') tags = Math.max(0, tags + openedIn(token.content))
    else if (token.type === 'inline' && token.map !== null) {
      const place = { at: 0, line: token.map[0] }
      for (const { type, content, meta } of token.children ?? []) {
        if (type === 'html_inline') tags = Math.max(0, tags + openedIn(content))
        const at: unknown = type === 'command' ? meta?.['at'] : null
        if (typeof at !== 'number') continue
        for (; place.at < at; place.at += 1) if (token.content[place.at] === '\n') place.line += 1
        // What the marker of a list or a heading goes before does not stand at the start of its line.
        if (quotes === 0 && tags === 0 && /^ {0,3}\//.test(lines[place.line] ?? '')) found.push(slashedAt(token.content, at))
      }
    }
  }
  return found
}

function tokensOf(text: string): readonly Token[] {
  try {
    return markdown.parse(text, {})
  } catch {
    return []
  }
}

function slashedAt(content: string, at: number): Slashed {
  NAME.lastIndex = at
  const match = NAME.exec(content)
  const end = content.indexOf('\n', at)
  const rest = content.slice(at + (match?.[0].length ?? 0), end < 0 ? content.length : end).trim()
  return { name: (match?.[1] ?? '').toLowerCase(), rest: rest.slice(0, LONGEST_REST).replace(/[\ud800-\udbff]$/, '').trimEnd() }
}

/** How many more quoting elements a piece of HTML opens than it closes. */
function openedIn(html: string): number {
  if (html.trimStart().startsWith('<!--')) return 0
  return [...html.matchAll(QUOTING_TAG)].reduce((sum, [, closing]) => sum + (closing === '' ? 1 : -1), 0)
}

/** Marks `/name` where a line begins, outside links. */
function slashedWord(): Rule {
  return (state, silent) => {
    const { src, pos, posMax } = state
    if (src[pos] !== '/' || state.linkLevel > 0 || !beginsLine(src, pos)) return false
    NAME.lastIndex = pos
    const length = NAME.exec(src)?.[0].length ?? 0
    if (length === 0 || pos + length > posMax) return false
    if (!silent) state.push('command', '', 0).meta = { at: pos }
    state.pos += length
    return true
  }
}

function beginsLine(text: string, at: number): boolean {
  let before = at - 1
  while (text[before] === ' ') before -= 1
  return before < 0 || text[before] === '\n'
}
