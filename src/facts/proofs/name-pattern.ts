import type { NamePattern } from '../../model/proof-plan.ts'
import { fillIn, type Given } from '../ci/context.ts'

/** Longer names are cut: no more is compared. */
const LONGEST = 500

/** A name with what the files give put in; what only a run knows may be anything. */
export function namePattern(text: string, given: Given): NamePattern {
  const parts = fillIn(text, given).slice(0, LONGEST).split(/\$\{\{[^}]*\}\}/)
  return [parts[0] ?? '', ...parts.slice(1)]
}

/** The name that GitHub gives a step without one: the first line of its script, or the action it uses. */
export function nameOfStep({ name, run, uses }: { readonly name: string | null; readonly run: string | null; readonly uses: string | null }): string {
  return name ?? `Run ${(run ?? uses ?? '').trimStart().split(/[\r\n]/, 1)[0] ?? ''}`
}
