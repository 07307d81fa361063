import { parse, TomlDate, TomlError } from 'smol-toml'
import type { Json, TextProblem } from './json.ts'

/** `lines` has a null prototype and the line of every `[section]` and key, by pointers such as `tool.ruff.lint.select`. */
export type TomlFile = { readonly value: Json; readonly lines: Readonly<Record<string, number>>; readonly problems: readonly TextProblem[] }

const CAP = 1_000_000

/** Reads a TOML text as plain data; dates are given as text. Never throws: a text that is no TOML has a null value and a problem with its line. */
export function readToml(text: string): TomlFile {
  const none: Readonly<Record<string, number>> = Object.create(null) as Record<string, number>
  if (text.length > CAP) return { value: null, lines: none, problems: [{ line: 0, says: `the file has ${text.length} characters; at most ${CAP} are read` }] }
  const source = text.startsWith('\uFEFF') ? text.slice(1) : text
  try {
    return { value: plain(parse(source, { integersAsBigInt: 'asNeeded', maxDepth: 100 })), lines: linesOf(source), problems: [] }
  } catch (thrown) {
    const line = thrown instanceof TomlError ? thrown.line : 0
    const says = thrown instanceof Error ? thrown.message.split('\n', 1)[0] ?? '' : 'the text could not be read as TOML'
    return { value: null, lines: none, problems: [{ line, says }] }
  }
}

function plain(value: unknown): Json {
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof TomlDate) return value.toISOString()
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null) {
    const out: Record<string, Json> = Object.create(null) as Record<string, Json>
    for (const [key, inner] of Object.entries(value)) out[key] = plain(inner)
    return out
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}

/** Finds sections and keys by line: a text that parsed holds a key at the start of a line, or inside a text of several lines. */
function linesOf(text: string): Readonly<Record<string, number>> {
  const lines: Record<string, number> = Object.create(null) as Record<string, number>
  const seen = new Map<string, number>()
  let section = ''
  let inside: string | null = null
  text.split('\n').forEach((line, index) => {
    if (inside !== null) {
      if (line.includes(inside)) inside = null
      return
    }
    const header = /^\s*(\[\[?)([^[\]]+)\]/.exec(line)
    if (header) {
      const name = dotted(header[2] ?? '')
      const count = seen.get(name) ?? 0
      section = header[1] === '[[' ? `${name}.${count}` : name
      if (header[1] === '[[') seen.set(name, count + 1)
      lines[name] ??= index + 1
      lines[section] = index + 1
      return
    }
    const key = /^\s*([\w."'-]+(?:[ \t]*\.[ \t]*[\w"'-]+)*)[ \t]*=/.exec(line)
    if (key) lines[section === '' ? dotted(key[1] ?? '') : `${section}.${dotted(key[1] ?? '')}`] ??= index + 1
    inside = openText(line)
  })
  return lines
}

function dotted(name: string): string {
  return name.split('.').map((part) => part.trim().replace(/^["']|["']$/g, '')).join('.')
}

/** The quotes of a text of several lines that this line opens and does not close. */
function openText(line: string): string | null {
  for (const quotes of ['"""', "'''"]) {
    if ((line.split(quotes).length - 1) % 2 === 1) return quotes
  }
  return null
}
