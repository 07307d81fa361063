/** Longer ones are no selection that a person wrote. */
const LONGEST = 300

/**
 * Whether an expression as pytest's `-m` and `-k` take it (`not slow and (api or unit)`) holds, by what each of its names is; null where it can't be read.
 * Source: pytest documentation, "Using -k expr to select tests based on their name".
 */
export function selectionHolds(expression: string, holds: (name: string) => boolean): boolean | null {
  if (expression.length > LONGEST) return null
  const tokens = expression.match(/[()]|[^\s()]+/g) ?? []
  let at = 0
  const either = (): boolean | null => {
    let value = both()
    while (tokens[at] === 'or') {
      at += 1
      const other = both()
      value = value === null || other === null ? null : value || other
    }
    return value
  }
  const both = (): boolean | null => {
    let value = one()
    while (tokens[at] === 'and') {
      at += 1
      const other = one()
      value = value === null || other === null ? null : value && other
    }
    return value
  }
  const one = (): boolean | null => {
    const token = tokens[at]
    at += 1
    if (token === 'not') {
      const value = one()
      return value === null ? null : !value
    }
    if (token === '(') {
      const value = either()
      at += 1
      return tokens[at - 1] === ')' ? value : null
    }
    return token === undefined || token === ')' || token === 'and' || token === 'or' ? null : holds(token)
  }
  const value = either()
  return at === tokens.length ? value : null
}
