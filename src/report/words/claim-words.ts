import type { Claim, Metadata, PlacedClaim } from '../../model/claim.ts'
import { inWords } from '../gradebook/counted.ts'
import { plainLine } from '../text/plain-line.ts'

const METADATA: Readonly<Record<Metadata, string>> = { alias: 'an alias', stage: 'a stage', description: 'a description', tags: 'tags', signature: 'a signature', run: 'a run with parameters and metrics' }
const LONGEST = 80

/** What a report says for a criterion, in a few words without a full stop: `3 runs, 2 of them with parameters and metrics`. */
export function claimWords(claim: Claim): string {
  switch (claim.kind) {
    case 'tracked-runs': return `${claim.runs} ${claim.runs === 1 ? 'run' : 'runs'}, ${claim.whole === claim.runs ? '' : `${claim.whole} of them `}with parameters and metrics`
    case 'registered-model': return `model “${plainLine(claim.model, LONGEST)}” registered as version ${plainLine(claim.version, LONGEST)} with ${inWords(claim.metadata.map((one) => METADATA[one]))}`
    case 'metric-families': return `${claim.count} ${claim.count === 1 ? 'family' : 'families'} of metrics, among them ${inWords(claim.families.map((name) => plainLine(name, LONGEST)))}`
    case 'drift-report': return `${claim.drift === null ? 'drift looked for' : claim.drift ? 'drift found' : 'no drift found'}${claim.share === null ? '' : `, ${Math.round(claim.share * 1000) / 10} % of the columns`}, ${plainLine(claim.at, LONGEST)}`
  }
}

/** A claim as a sentence that follows what the files say: whose word it is, and the commit that it is of where it says one. */
export function claimSentence({ claim, place, from }: PlacedClaim, commit: string | null): string {
  const where = place.kind === 'file' ? claim.path : `${place.name}/${claim.path}`
  return `${plainLine(where, LONGEST)} says: ${claimWords(claim)}${from === null || from === commit ? '' : `, of commit ${from.slice(0, 7)}`}.`
}
