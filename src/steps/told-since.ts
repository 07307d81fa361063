import type { Statement } from '../model/decision.ts'
import type { StepId } from '../model/progress.ts'
import type { StepRule, Weighed } from './rule.ts'
import type { Story } from './story.ts'

/**
 * From when on a step counts for those that come after it, in milliseconds since 1970; null where it does not. `seen` is by what the App saw alone, `said` where the
 * word of a student is taken too: minus infinity for a step of which only that is known.
 */
export type Since = { readonly seen: number | null; readonly said: number | null }

/**
 * Weighs a step after those before it. Where one of them was seen, its own time counts; where a step is shown only if the word of a student on one before it is
 * taken, its proof is attested. A word that was given before anything was seen keeps its worth when more is seen later.
 */
export function weighAfter({ weigh }: StepRule, story: Story, before: ReadonlyMap<StepId, Since>): { readonly weighed: Weighed; readonly said: number | null } {
  const onWord = new Set<StepId>()
  const seen = weigh(story, (id) => {
    if ((before.get(id)?.said ?? null) !== null) onWord.add(id)
    return before.get(id)?.seen ?? null
  })
  const [first] = onWord
  if (first === undefined) return { weighed: seen, said: null }
  const said = weigh(story, (id) => before.get(id)?.said ?? before.get(id)?.seen ?? null)
  if (said.proof === null) return { weighed: seen, said: null }
  const number = first.slice('step-'.length)
  const proof = { ...said.proof, basis: 'attested', found: `${said.proof.found} That step ${number} came before it is on a student’s word.` } as const
  return { weighed: seen.proof === null ? { ...said, proof } : seen, said: said.proof.at }
}

/** From when on a weighed step counts, by its own proof, what a student said of it first, and the staff's decision that holds. A word or decision that came after the proof changes no time. */
export function sinceOf({ weighed, said }: ReturnType<typeof weighAfter>, word: Statement | undefined, decided: { readonly at: number; readonly isDone: boolean } | null): Since {
  if (decided?.isDone === false) return { seen: null, said: null }
  const proof = weighed.proof === null || weighed.proof.basis === 'attested' ? null : weighed.proof.at
  const isBefore = (at: number | undefined): boolean => at !== undefined && (proof === null || at < proof)
  return { seen: isBefore(decided?.at) ? Number.NEGATIVE_INFINITY : proof, said: isBefore(word?.at) ? Number.NEGATIVE_INFINITY : said }
}
