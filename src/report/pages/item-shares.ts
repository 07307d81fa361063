import { kindOf } from '../../grade/verdict-kind.ts'
import type { ClassStandingRow } from '../../model/class-standing.ts'
import { OUTCOMES, type Outcome } from '../../model/criterion.ts'
import { html, type Html } from '../text/html.ts'

/** How many have an item how; `of` are all of whom it counts, `share` is how much of those has it in place, 0 to 1. */
export type ItemShares = { readonly of: number; readonly by: readonly OutcomeCount[]; readonly share: number }
type OutcomeCount = { readonly outcome: Outcome; readonly count: number }

/** How many repositories of a class have an item how: each once, however many work on it. */
export function sharesOf(rows: readonly Pick<ClassStandingRow, 'standing' | 'repository'>[], item: string): ItemShares {
  const repositories = [...new Map(rows.map((row) => [row.repository?.id, row])).values()]
  const kinds = repositories.flatMap(({ standing }) => standing?.items.filter(({ id }) => id === item).map(kindOf) ?? [])
  const by = OUTCOMES.map((outcome) => ({ outcome, count: kinds.filter((kind) => kind === outcome).length }))
  const of = by.reduce((sum, { count }) => sum + count, 0)
  const inPlace = by.filter(({ outcome }) => outcome === 'verified' || outcome === 'present').reduce((sum, { count }) => sum + count, 0)
  return { of, by, share: of === 0 ? 0 : inPlace / of }
}

/** Outcomes as parts of one bar, with the same in words. */
export function shareBar(by: readonly OutcomeCount[]): Html {
  const all = by.reduce((sum, { count }) => sum + count, 0)
  let from = 0
  const parts = by.flatMap(({ outcome, count }) => {
    const x = from
    from += all === 0 ? 0 : 100 * count / all
    return count === 0 ? [] : [html`<rect class="${outcome}" x="${x.toFixed(2)}" y="0" width="${(100 * count / all).toFixed(2)}" height="10"/>`]
  })
  return html`<svg class="share" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="${countWords(by)}">${parts}</svg>`
}

/** The same in words: `40 verified, 3 partial`. */
export function countWords(by: readonly { readonly outcome: string; readonly count: number }[]): string {
  return by.filter(({ count }) => count > 0).map(({ outcome, count }) => `${count} ${outcome}`).join(', ')
}
