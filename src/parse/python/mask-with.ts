/**
 * Rewrites what the parser's grammar lacks, character for character, so that every offset stays true:
 * the brackets of `with (a as b, c as d):` become blanks, and a target as in `with a as self.b:` or `with a as (b, c):` becomes one name.
 * What was masked is read from the original text at the same offsets.
 */
export function maskedWith(text: string): string {
  const out: string[] = []
  let kept = 0
  let endless = 0
  for (const found of text.matchAll(/^[ \t]*(?:async[ \t]+)?with\b/gm)) {
    const start = found.index + found[0].length
    if (start < kept) continue
    const header = withHeader(text, start)
    if (header === 'endless') endless += 1
    if (endless > ENDLESS) break
    if (header === null || header === 'endless' || header.to === start) continue
    out.push(text.slice(kept, start), maskedHeader(text.slice(start, header.to), header))
    kept = header.to
  }
  if (kept === 0) return text
  out.push(text.slice(kept))
  return out.join('')
}

type Header = {
  readonly to: number
  /** Offsets, within the header, of the brackets around all of it and of the `as` keywords at the level of the items. */
  readonly brackets: readonly [number, number] | null
  readonly targets: readonly number[]
}

const LONGEST = 5000
/** How many headers without an end are looked through: nobody writes more, and each costs its whole length. */
const ENDLESS = 100
const TOKEN = /"""[^"]*"""|"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|#[^\n]*|[()[\]{}]|\bas\b|:|,|\n|\w+|[^\w\s]|\s/g

/** Finds the colon that ends the header; null where its line ends before, 'endless' where there is none within 5,000 characters. */
function withHeader(text: string, start: number): Header | 'endless' | null {
  const body = text.slice(start, start + LONGEST)
  let depth = 0
  const first = body.search(/\S/)
  const wrapped = body[first] === '('
  let closedAt = -1
  const outer: number[] = []
  const inner: number[] = []
  for (const found of body.matchAll(TOKEN)) {
    const token = found[0]
    if (token === '(' || token === '[' || token === '{') depth += 1
    else if (token === ')' || token === ']' || token === '}') {
      depth -= 1
      if (depth === 0 && closedAt < 0) closedAt = found.index
    } else if (token === 'as') (depth === 0 ? outer : depth === 1 && wrapped && closedAt < 0 ? inner : []).push(found.index + 2)
    else if (token === '\n' && depth === 0 && body[found.index - 1] !== '\\') return null
    else if (token === ':' && depth === 0) {
      const all = wrapped && inner.length > 0 && closedAt >= 0 && body.slice(closedAt + 1, found.index).trim() === ''
      return { to: start + found.index, brackets: all ? [first, closedAt] : null, targets: all ? inner : outer }
    }
  }
  return 'endless'
}

function maskedHeader(header: string, { brackets, targets }: Header): string {
  const characters = Array.from({ length: header.length }, (_, index) => header[index] ?? ' ')
  if (brackets) {
    for (const found of header.matchAll(TOKEN)) {
      if (found[0] === '\n' || found[0].startsWith('#')) characters.fill(' ', found.index, found.index + found[0].length)
    }
    characters.fill(' ', brackets[0], brackets[0] + 1).fill(' ', brackets[1], brackets[1] + 1)
    const trailing = /,\s*$/.exec(characters.slice(0, brackets[1]).join(''))
    if (trailing) characters.fill(' ', trailing.index, trailing.index + 1)
  }
  for (const at of targets) {
    const target = /^\s+(\w+(?:\.\w+)+|\([\w\s,.]{1,500}\)|\w+\[[^\]\n]{1,100}\])(?=\s*(?:,|:|\)|$))/.exec(header.slice(at))
    const written = target?.[1]
    if (target && written) characters.fill('_', at + target[0].length - written.length, at + target[0].length)
  }
  return characters.join('')
}
