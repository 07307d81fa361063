import type { Annotation } from '../../model/check-run.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import type { CriterionRecord } from '../../model/record.ts'
import { cleanLine } from '../text/clean-text.ts'
import type { NextStep } from '../next-steps.ts'
import { plainLine } from '../text/plain-line.ts'

/** GitHub takes 50 a request, and one request writes a check run. */
const MOST = 50
/** One criterion leaves room for the others. */
const MOST_OF_ONE = 4
const LONGEST_PATH = 400

export type Annotations = { readonly shown: readonly Annotation[]; readonly leftOut: number }

/**
 * Remarks at lines of the judged files, for open steps in their order: first what speaks against a criterion (warning), then what is there of it (notice).
 * Plain text, one line of a file each; never a failure. A path that GitHub could not show as it is gets none.
 */
export function annotationsOf(steps: readonly NextStep[]): Annotations {
  const all = steps.map(({ criterion }) => remarksOf(criterion))
  const chosen = all.flatMap((remarks) => remarks.slice(0, MOST_OF_ONE)).slice(0, MOST)
  return { shown: chosen, leftOut: all.reduce((sum, remarks) => sum + remarks.length, 0) - chosen.length }
}

function remarksOf(criterion: CriterionRecord): readonly Annotation[] {
  const places = [...criterion.against.map((one) => ({ one, level: 'warning' as const })), ...criterion.evidence.map((one) => ({ one, level: 'notice' as const }))]
    .flatMap(({ one, level }) => (one.kind === 'file' && isShowable(one) ? [{ one, level }] : []))
  const first = new Map(places.toReversed().map((place) => [keyOf(place.one), place]))
  return places.filter((place) => first.get(keyOf(place.one)) === place).map(({ one, level }, index) => ({
    path: one.path, startLine: one.line, endLine: one.line, level,
    title: plainLine(`${criterion.title} (${criterion.outcome})`, 200),
    // The step once a criterion: repeated at every place it would hide what stands there.
    message: `${level === 'warning' ? 'Against' : 'Found'}: ${withStop(plainLine(one.says, 300))}${index === 0 ? ` Next: ${plainLine(criterion.next, 600)}` : ''}`,
  }))
}

function keyOf({ path, line }: FileEvidence): string {
  return `${line} ${path}`
}

function isShowable({ path, line }: FileEvidence): boolean {
  return line > 0 && path !== '' && cleanLine(path, LONGEST_PATH) === path
}

function withStop(text: string): string {
  return /[.!?…]$/.test(text) ? text : `${text}.`
}
