import type { Outcome } from '../../model/criterion.ts'
import { html, type Html } from '../text/html.ts'
import { OUTCOME_MARKS } from '../words/outcome-words.ts'

/** An outcome within a text: its mark on its colour, and its word. */
export function outcomeWord(outcome: Outcome): Html {
  return html`<span class="outcome"><span class="cell ${outcome}" aria-hidden="true">${OUTCOME_MARKS[outcome]}</span> ${outcome}</span>`
}
