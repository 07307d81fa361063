import type { Evidence } from '../../model/evidence.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { addressOf } from '../text/addresses.ts'
import { cleanLine } from '../text/clean-text.ts'
import { html, type Html } from '../text/html.ts'
import { placeOf, wordsOf, type DecidingPlaces } from '../text/places.ts'
import { linked, prose } from './prose.ts'

const LONGEST = { place: 160, words: 240 } as const

/** One piece of evidence in a line: its place, a link where one is known, and what stands there. */
export function evidenceLine(evidence: Evidence, repository: Pick<AssessmentRecord['repository'], 'url' | 'commit'>): Html {
  const words = wordsOf(evidence)
  return html`${linked(html`<code>${cleanLine(placeOf(evidence), LONGEST.place)}</code>`, addressOf(evidence, repository))}${words === '' ? null : html` <span class="soft">${prose(words, LONGEST.words)}</span>`}`
}

/** The places that decide a criterion, a line each below what is said of it; nothing where there are none. */
export function decidingLines({ proof, against }: DecidingPlaces, repository: Pick<AssessmentRecord['repository'], 'url' | 'commit'>): Html {
  return html`${proof === null ? null : html`<br>${evidenceLine(proof, repository)}`}${against === null ? null : html`<br>Against it: ${evidenceLine(against, repository)}`}`
}
