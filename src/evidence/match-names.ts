import type { NamePattern } from '../model/proof-plan.ts'

/** Longer names are student text that nothing is to be learned from. */
const LONGEST = 1000

/** Whether a name on GitHub can be what a workflow's file calls so. Linear in the name's length for each part. */
export function matchesName([first, ...others]: NamePattern, name: string): boolean {
  const text = name.slice(0, LONGEST)
  const last = others.at(-1)
  if (last === undefined) return text === first.slice(0, LONGEST)
  if (!text.startsWith(first)) return false
  let at = first.length
  for (const part of others.slice(0, -1)) {
    const found = text.indexOf(part, at)
    if (found < 0) return false
    at = found + part.length
  }
  return text.length - last.length >= at && text.endsWith(last)
}

/** How much of a name the file says itself: of several that match, the one that says most is meant. */
export function certaintyOf(pattern: NamePattern): number {
  return pattern.length === 1 ? LONGEST : pattern.reduce((sum, part) => sum + part.length, 0)
}
