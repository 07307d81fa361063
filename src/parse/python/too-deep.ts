/** Python itself takes 200 (MAXLEVEL of its tokenizer); more are left to texts and comments, whose brackets are counted here too. */
const DEEPEST_BRACKETS = 2000
const TOKEN = /^(?:def|class|import|from|async)\b|[()[\]{}]/gm

/**
 * Where a text nests brackets so deep that it is no Python: the parser, which recurses, would run out of stack there or take seconds to recover.
 * The offset at which to stop; null for any text that a person writes. A definition or import at the left margin begins anew.
 */
export function tooDeepAt(text: string): number | null {
  let depth = 0
  for (const { 0: token, index } of text.matchAll(TOKEN)) {
    if (token === '(' || token === '[' || token === '{') depth += 1
    else depth = token.length === 1 ? Math.max(0, depth - 1) : 0
    if (depth > DEEPEST_BRACKETS) return index
  }
  return null
}
