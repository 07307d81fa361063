import { globMatcher } from '../../parse/glob.ts'

/** A test of dotted names: `*` stands for one part, `**` for any number of them. A plain name accepts itself only. */
export function dottedMatcher(pattern: string): (name: string) => boolean {
  if (!pattern.includes('*')) return (name) => name === pattern
  const accepts = globMatcher(pattern.replaceAll('.', '/'))
  return (name) => accepts(name.replaceAll('.', '/'))
}

/** The last part of a dotted name. */
export function lastPart(dotted: string): string {
  return dotted.slice(dotted.lastIndexOf('.') + 1)
}
