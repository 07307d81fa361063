import type { Evidence } from '../../model/evidence.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { addressOf } from '../text/addresses.ts'
import { inWords } from '../gradebook/counted.ts'
import { placeLink } from './markdown-rows.ts'
import { codeLink, sentence } from '../text/markdown-text.ts'
import { placeOf, wordsOf } from '../text/places.ts'

/** What places are links into. */
type Judged = { readonly repository: Pick<AssessmentRecord['repository'], 'url' | 'commit'> }

/**
 * The places of one criterion or step as a line of a list, `most` of them; nothing where there is none. What a push and its pull request both ran reads the same twice: it is said once,
 * with a link to each run.
 */
export function placesLine(label: string, evidence: readonly Evidence[], record: Judged, most: number): string {
  const said = new Map<string, readonly Evidence[]>()
  for (const one of evidence) {
    const words = `${placeOf(one)}\n${wordsOf(one)}`
    said.set(words, [...said.get(words) ?? [], one])
  }
  if (said.size === 0) return ''
  const rest = said.size - most
  return `- **${label}:** ${[...said.values()].slice(0, most).map((same) => placeWords(same, record)).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}\n`
}

function placeWords([first, ...others]: readonly Evidence[], record: Judged): string {
  if (first === undefined) return ''
  const addresses = new Set(others.map((one) => addressOf(one, record.repository)))
  addresses.delete(addressOf(first, record.repository))
  const runs = [...addresses].flatMap((address) => address === null ? [] : [codeLink('another run', address)])
  return `${`${placeLink(first, record)} ${sentence(wordsOf(first))}`.trim()}${runs.length === 0 ? '' : `, as in ${inWords(runs)}`}`
}
