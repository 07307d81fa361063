import { cleanLine } from './clean-text.ts'

/** Where the text lands: a pipe must not end a table's cell. */
export type MarkdownPlace = 'line' | 'cell'

type Piece = { readonly code: boolean; readonly text: string }

/** Longer texts are cut: no sentence of ours needs more. */
const LONGEST_SENTENCE = 900
const LONGEST_CODE = 240
const LONGEST_ADDRESS = 600

/**
 * A sentence that may hold text of a repository, as Markdown that shows it and does nothing else: no element, link, mention, reference, emoji or emphasis.
 * Words in backticks stay code. A word that GitHub could read as more than a word (an address, a mention, a number of an issue, a file's name) becomes code,
 * in which nothing is read; so `tests/test_api.py:12` looks as it should.
 */
export function sentence(text: string, place: MarkdownPlace = 'line'): string {
  return piecesOf(cleanLine(text, LONGEST_SENTENCE)).map((piece, index) => (piece.code ? codeSpan(piece.text, place) : plain(piece.text, index === 0))).join('')
}

/** Text of a repository as code: a path, a command, a name. Shown as it is, but on one line and cut where it is very long. */
export function code(text: string, place: MarkdownPlace = 'line'): string {
  return codeSpan(cleanLine(text, LONGEST_CODE), place)
}

/** Addresses that a link may lead to: plain ones over HTTPS, and those of this machine, where the demo has its pages. A step of a run stands behind `#step:4:1`. */
const ADDRESS = /^(?:https:\/\/[\w.-]+|http:\/\/(?:127\.0\.0\.1|localhost))(?::\d+)?(?:\/[\w.~%/=+,;@:-]*)?(?:\?[\w=&%.-]*)?(?:#[\w:-]*)?$/

/** A link whose words are code; only the code where the address is very long, or not one of `https:` that needs no escaping. */
export function codeLink(text: string, address: string | null, place: MarkdownPlace = 'line'): string {
  const label = code(text, place)
  return address !== null && address.length <= LONGEST_ADDRESS && label !== '' && ADDRESS.test(address) ? `[${label}](${address})` : label
}

/** Words in backticks, or a call with what stands in its brackets: `log_metric("f1", 0.9)` is one piece of code. */
const MARKED_OR_CALLED = /(?<![^\s(["'])`([^`\s](?:[^`]*[^`\s])?)`|[\w.]+\((?:[^()`]|\([^()`]{0,80}\)){0,120}\)/g

function piecesOf(line: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of line.matchAll(MARKED_OR_CALLED)) {
    pieces.push(...wordsOf(line.slice(at, match.index)), { code: true, text: match[1] ?? match[0] })
    at = match.index + match[0].length
  }
  return merged([...pieces, ...wordsOf(line.slice(at))])
}

function wordsOf(text: string): readonly Piece[] {
  return text.split(/( )/).flatMap((word): readonly Piece[] => {
    const opening = /^[(["'“‘]*/.exec(word)?.[0] ?? ''
    const closing = /[.,;:!?)\]"'”’…]*$/.exec(word.slice(opening.length))?.[0] ?? ''
    const core = word.slice(opening.length, word.length - closing.length)
    return mayBeRead(core) ? [{ code: false, text: opening }, { code: true, text: core }, { code: false, text: closing }] : [{ code: false, text: word }]
  })
}

/** Whether a word could become something else than itself, or is a name that reads better as code. */
function mayBeRead(word: string): boolean {
  // A time of day is no emoji.
  return word !== '&' && !/^\d\d:\d\d$/.test(word) && /[`*_~@#$&<>[\]{}|\\^=:]|\.\p{L}{2}|\/\/|^--?\w|^\/\w|(?<![a-z0-9])(?:gh|ghsa|cve)-/iu.test(word) || /(?<![0-9a-z])[0-9a-f]{7,64}(?![0-9a-z])/i.test(word)
}

/** Two code spans side by side would read as one with backticks inside, and the words of one command, each in its own, as several commands. */
function merged(pieces: readonly Piece[]): readonly Piece[] {
  const list: Piece[] = []
  for (const piece of pieces.filter(({ text }) => text !== '')) {
    const last = list.at(-1)
    const before = list.at(-2)
    if (piece.code && last?.text === ' ' && before?.code === true) {
      list.splice(-2, 2, { code: true, text: `${before.text} ${piece.text}` })
      continue
    }
    if (last?.code === piece.code) list[list.length - 1] = { code: piece.code, text: last.text + piece.text }
    else list.push(piece)
  }
  return list
}

/** What is left between the code: punctuation that could begin a list, a heading or a link is escaped. */
function plain(text: string, first: boolean): string {
  const escaped = text.replace(/[\\`*_{}[\]<>#|~&$^=@!]/g, '\\$&')
  return first ? escaped.replace(/^(?=[-+:])/, '\\').replace(/^(\d+)(?=[.)])/, '$1\\') : escaped
}

function codeSpan(text: string, place: MarkdownPlace): string {
  if (text === '') return ''
  // A backslash before a pipe would escape the backslash that keeps the pipe inside the cell.
  const kept = place === 'line' ? text : text.replace(/\\+(?=\|)/g, '').replaceAll('|', '\\|')
  const longest = Math.max(0, ...[...kept.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const pad = kept.startsWith('`') || kept.endsWith('`') ? ' ' : ''
  return `${fence}${pad}${kept}${pad}${fence}`
}
