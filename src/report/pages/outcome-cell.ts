import type { Outcome } from '../../model/criterion.ts'
import type { StepState } from '../../model/progress.ts'
import type { ItemStanding } from '../../model/standing.ts'
import { html, type Html } from '../text/html.ts'
import { OUTCOME_MARKS } from '../words/outcome-words.ts'
import { STEP_MARKS } from '../words/step-words.ts'

/** A cell of a heat map: a mark with its word for a screen reader, and a colour by the class. `decided` by the staff is underlined. */
function markCell(mark: string, word: string, kind: string): Html {
  return html`<td class="cell ${kind}"><span role="img" aria-label="${word}" title="${word}">${mark}</span></td>`
}

/** The cell of an item: its outcome, and whose word that is where it is not the App's. */
export function itemCell(item: ItemStanding | undefined): Html {
  if (item === undefined) return markCell('', 'not judged', 'none')
  const { outcome, source, disagrees } = item
  if (source === 'excused') return markCell('–', 'excused', 'excused')
  if (source === 'not-graded') return markCell('…', 'not graded yet', 'none')
  return markCell(OUTCOME_MARKS[outcome], `${outcome}${source === 'decided' ? ', decided by the staff' : ''}${disagrees ? ', and the App says something else since' : ''}`, `${outcome}${source === 'decided' ? ' decided' : ''}${disagrees ? ' disagrees' : ''}`)
}

/** The cell of a step. */
export function stepCell(state: StepState | undefined): Html {
  return state === undefined ? markCell('', 'not judged', 'none') : markCell(STEP_MARKS[state], state, state)
}

/** What the marks mean, in a line. */
export function marksKey(outcomes: readonly Outcome[]): Html {
  return html`<p class="key soft">${outcomes.map((outcome) => html`<span class="cell ${outcome}" aria-hidden="true">${OUTCOME_MARKS[outcome]}</span> ${outcome} `)}<span class="cell excused" aria-hidden="true">–</span> excused. Steps: ${STEP_MARKS.done} done, ${STEP_MARKS.held} held back, ${STEP_MARKS.open} open, ${STEP_MARKS.unknown} could not be seen. Underlined: decided by the staff.</p>`
}
