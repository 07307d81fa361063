export type Hidden = { readonly text: string; readonly restore: (text: string) => string }

const FIRST = 0xe000
const LAST = 0xf8ff

/**
 * Replaces every `${{ … }}` of a workflow by one private character, because a shell would read it as a broken expansion.
 * `restore` puts them back into any part of the text.
 */
export function hideExpressions(text: string): Hidden {
  const expressions: string[] = []
  let rest = text.replace(/[\uE000-\uF8FF]/g, '?')
  let out = ''
  for (;;) {
    const from = rest.indexOf('${{')
    const to = from < 0 ? -1 : rest.indexOf('}}', from + 3)
    if (to < 0 || FIRST + expressions.length > LAST) break
    const expression = rest.slice(from, to + 2)
    out += rest.slice(0, from) + String.fromCharCode(FIRST + expressions.length)
    expressions.push(expression)
    rest = rest.slice(to + 2)
  }
  return {
    text: out + rest,
    restore: (part) => part.replace(/[\uE000-\uF8FF]/g, (character) => expressions[character.charCodeAt(0) - FIRST] ?? character),
  }
}
