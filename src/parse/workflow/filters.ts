import { globMatcher } from '../glob.ts'

/**
 * Whether a branch or tag name passes a filter of patterns, as GitHub reads them: in order, `!pattern` takes away again,
 * `*` stays within a segment, `**` does not.
 */
export function passesFilter(patterns: readonly string[], name: string): boolean {
  let passes = false
  for (const pattern of patterns) {
    const negative = pattern.startsWith('!')
    if (negative === passes && globMatcher(negative ? pattern.slice(1) : pattern)(name)) passes = !negative
  }
  return passes
}

/** Makes the test of paths for a `paths` filter; patterns are read in order, `!pattern` takes away again. */
export function pathFilter(patterns: readonly string[]): (path: string) => boolean {
  const rules = patterns.map((pattern) => pattern.startsWith('!')
    ? { adds: false, accepts: globMatcher(pattern.slice(1)) }
    : { adds: true, accepts: globMatcher(pattern) })
  return (path) => rules.reduce((passes, rule) => passes !== rule.adds && rule.accepts(path) ? rule.adds : passes, false)
}
