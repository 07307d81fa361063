import type { Outcome } from './outcome.ts'

const MOST_LINES = 12

/** How one outcome differs from another, line by line; nothing where they are the same. */
export function differences(calm: Outcome, other: Outcome): readonly string[] {
  return [...new Set([...calm.keys(), ...other.keys()])].flatMap((what) => {
    const [expected, found] = [calm.get(what), other.get(what)]
    if (expected === found) return []
    if (expected === undefined) return [`${what}: only here`, ...shortened(found ?? '', '+')]
    if (found === undefined) return [`${what}: only in the calm play`, ...shortened(expected, '-')]
    return [`${what}: differs`, ...changed(expected.split('\n'), found.split('\n'))]
  })
}

function shortened(text: string, mark: string): readonly string[] {
  const lines = text.split('\n')
  return [...lines.slice(0, MOST_LINES).map((line) => `  ${mark} ${line}`), ...lines.length > MOST_LINES ? [`  ${mark} … ${lines.length - MOST_LINES} lines more`] : []]
}

/** The lines that one of both has more often. */
function changed(before: readonly string[], after: readonly string[]): readonly string[] {
  const lines = [...more(before, after).map((line) => `  - ${line}`), ...more(after, before).map((line) => `  + ${line}`)]
  return lines.length === 0 ? ['  the same lines in another order'] : lines.slice(0, 2 * MOST_LINES)
}

function more(these: readonly string[], those: readonly string[]): readonly string[] {
  const left = new Map<string, number>()
  for (const line of those) left.set(line, (left.get(line) ?? 0) + 1)
  return these.filter((line) => {
    const count = left.get(line) ?? 0
    left.set(line, count - 1)
    return count <= 0
  })
}
