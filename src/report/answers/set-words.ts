import type { SetReading } from '../../grade/read-set.ts'
import { inWords } from '../gradebook/counted.ts'
import { quotedLevel } from '../gradebook/graded-by-people.ts'
import { shortName, type TitledSubject } from './subject-words.ts'

const SHARES = 'a share of its credit such as 80% or 4/5'

/** Why a text sets a subject to nothing, as plain sentences; `items` are the ids of those that ask for it, where it is a criterion. */
export function notSetWords(reading: Exclude<SetReading, { readonly kind: 'set' }>, { subject }: TitledSubject, items: readonly string[]): string {
  switch (reading.kind) {
    case 'near': return reading.of === 'level' ? `Did you mean the level ${quotedLevel(reading.near)}?` : `Did you mean the outcome ${reading.near}?`
    case 'unknown': return reading.of === 'level' ? `The levels of ${shortName(subject)} are ${inWords(reading.possible.map(quotedLevel))}.` : `The outcome is one of ${reading.possible.join(', ')}${subject.kind === 'item' ? `; or ${SHARES}` : ''}.`
    case 'beyond': return 'A share goes from 0% to 100%, such as 80% or 4/5.'
    case 'no-share': return subject.kind === 'step' ? 'A share is of an item\'s credit; a step is done or open.' : `A share is of an item's credit, and ${shortName(subject)} is a criterion${items.length === 0 ? '' : `: ${inWords(items)} ${items.length === 1 ? 'is the item that asks' : 'are the items that ask'} for it`}.`
  }
}
