import type { BeingCounted } from '../../../model/class-standing.ts'
import { beingCountedWords } from '../../courses/being-counted-words.ts'
import { html, type Html } from '../../text/html.ts'

/** Says of how many repositories what is shown is not counted by the course as it is now, or not at all; nothing where all is. */
export function beingCountedNote(beingCounted: BeingCounted): Html | null {
  const says = beingCountedWords(beingCounted)
  return says === null ? null : html`<p class="note">${says}</p>
`
}
