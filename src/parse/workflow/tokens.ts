export type Token = { readonly kind: 'text' | 'number' | 'name' | 'sign'; readonly text: string }

const TOKEN = /\s+|'((?:[^']|'')*)'|(-?\d+(?:\.\d+)?)|([A-Za-z_][\w-]*)|(&&|\|\||==|!=|<=|>=|[!<>()[\].,*])/gy

/** Splits an expression of a workflow into tokens; null where it holds anything else. */
export function tokensOf(text: string): readonly Token[] | null {
  const tokens: Token[] = []
  let at = 0
  TOKEN.lastIndex = 0
  for (const match of text.matchAll(TOKEN)) {
    at = match.index + match[0].length
    if (match[1] !== undefined) tokens.push({ kind: 'text', text: match[1].replaceAll("''", "'") })
    else if (match[2] !== undefined) tokens.push({ kind: 'number', text: match[2] })
    else if (match[3] !== undefined) tokens.push({ kind: 'name', text: match[3] })
    else if (match[4] !== undefined) tokens.push({ kind: 'sign', text: match[4] })
  }
  return at === text.length ? tokens : null
}
