type Token =
  | { readonly kind: 'one'; readonly accepts: (character: string) => boolean }
  /** `*`: any characters within a segment. */
  | { readonly kind: 'segment' }
  /** `**`: any characters. */
  | { readonly kind: 'anything' }
  /** `**` and a slash: any folders, none too. */
  | { readonly kind: 'folders' }

const LONGEST_PATTERN = 500
const MOST_ALTERNATIVES = 64

/**
 * Makes a test of paths from a glob: `*` and `?` within a segment, `**` across, `[a-z]` and `[!a-z]`, `{one,two}`; a dot at a name's start is nothing special.
 * The pattern may be student text: time is bounded by its length times the path's, which a regular expression of it would not be. One over 500 characters accepts nothing.
 */
export function globMatcher(pattern: string): (path: string) => boolean {
  if (pattern.length > LONGEST_PATTERN) return () => false
  const alternatives = expandBraces(pattern).map(tokensOf)
  return (path) => alternatives.some((tokens) => accepts(tokens, path))
}

function expandBraces(pattern: string): readonly string[] {
  let open = [pattern]
  const done: string[] = []
  while (open.length > 0 && open.length + done.length <= MOST_ALTERNATIVES) {
    open = open.flatMap((current) => {
      // The innermost pair first, so that braces may nest.
      const close = current.indexOf('}')
      const start = close < 0 ? -1 : current.lastIndexOf('{', close)
      if (start < 0) {
        done.push(current)
        return []
      }
      return current.slice(start + 1, close).split(',').map((choice) => `${current.slice(0, start)}${choice}${current.slice(close + 1)}`)
    })
  }
  return [...done, ...open].slice(0, MOST_ALTERNATIVES)
}

function tokensOf(pattern: string): readonly Token[] {
  const tokens: Token[] = []
  for (let at = 0; at < pattern.length;) {
    const character = pattern.charAt(at)
    if (pattern.startsWith('**', at)) {
      const isWholeSegment = (at === 0 || pattern[at - 1] === '/') && pattern[at + 2] === '/'
      tokens.push({ kind: isWholeSegment ? 'folders' : 'anything' })
      at += isWholeSegment ? 3 : 2
    } else if (character === '[' && pattern.indexOf(']', at + 2) > 0) {
      const end = pattern.indexOf(']', at + 2)
      tokens.push({ kind: 'one', accepts: classOf(pattern.slice(at + 1, end)) })
      at = end + 1
    } else {
      const literal = character === '\\' && at + 1 < pattern.length ? pattern.charAt(at + 1) : character
      if (literal !== character) at += 1
      if (character === '*') tokens.push({ kind: 'segment' })
      else if (character === '?') tokens.push({ kind: 'one', accepts: (other) => other !== '/' })
      else tokens.push({ kind: 'one', accepts: (other) => other === literal })
      at += 1
    }
  }
  return tokens
}

function classOf(inside: string): (character: string) => boolean {
  const negated = inside.startsWith('!') || inside.startsWith('^')
  const body = negated ? inside.slice(1) : inside
  const ranges: (readonly [string, string])[] = []
  for (let at = 0; at < body.length; at += 1) {
    const first = body.charAt(at)
    const isRange = body[at + 1] === '-' && at + 2 < body.length
    ranges.push([first, isRange ? body.charAt(at + 2) : first])
    if (isRange) at += 2
  }
  return (character) => character !== '/' && negated !== ranges.some(([low, high]) => character >= low && character <= high)
}

/** Walks all ways through the pattern at once. A state is a token's place, doubled; odd while inside a folder's name of `folders`. */
function accepts(tokens: readonly Token[], path: string): boolean {
  let states = closed(new Set([0]), tokens)
  for (const character of path) {
    const next = new Set<number>()
    for (const state of states) {
      const place = state >> 1
      const token = tokens[place]
      if (token === undefined) continue
      if (token.kind === 'one') {
        if (token.accepts(character)) next.add(state + 2)
      } else if (token.kind === 'folders') {
        next.add(character === '/' ? place * 2 : place * 2 + 1)
      } else if (token.kind === 'anything' || character !== '/') {
        next.add(state)
      }
    }
    states = closed(next, tokens)
    if (states.size === 0) return false
  }
  return states.has(tokens.length * 2)
}

/** Adds the states that are reached without a character. */
function closed(states: ReadonlySet<number>, tokens: readonly Token[]): ReadonlySet<number> {
  const all = new Set(states)
  for (const state of all) {
    const token = tokens[state >> 1]
    if (token !== undefined && token.kind !== 'one' && state % 2 === 0) all.add(state + 2)
  }
  return all
}
