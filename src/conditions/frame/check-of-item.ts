import type { Check } from '../../checks/frame/check.ts'
import { isNonEmpty, missing, partial, present } from '../../checks/frame/findings.ts'
import { sentence } from '../../checks/frame/sentence.ts'
import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import type { DeclaredItem } from '../../model/checklist.ts'
import type { DeclaredId } from '../../model/criterion.ts'
import type { Finding } from '../../model/finding.ts'
import { CONDITIONS } from '../list.ts'
import { describe, weigh, type Weighed } from './weigh.ts'

type ByConditions = Extract<DeclaredItem, { readonly kind: 'conditions' }>
type Manual = Extract<DeclaredItem, { readonly kind: 'manual' }>

/** The sum of the kinds' revisions: it rises whenever any of them may judge otherwise. */
export const CONDITIONS_REVISION = Object.values(CONDITIONS).reduce((sum, { revision }) => sum + revision, 0)

const SHOWN = 5

/** The check of an item that declares itself, so that it is judged, explained and recorded as the criteria of the rubric are. */
export function checkOfItem(item: DeclaredItem): Check<DeclaredId> {
  const { id, title, lesson } = item
  const made = { id, title, lesson, revision: CONDITIONS_REVISION, needs: [], levels: null }
  if (item.kind === 'manual') return { ...made, proof: 'decision', lookedFor: item.lookedFor ?? `A decision of the course's staff: ${levelsOf(item)}.`, judge: () => undecided(item) }
  return { ...made, proof: item.proof, lookedFor: item.lookedFor ?? `${sentence(describe(item.when))}.`, judge: (facts) => judged(item, facts) }
}

function judged(item: ByConditions, facts: RepositoryFacts): Finding {
  const whole = weigh(item.when, facts)
  const next = item.next ?? whole.next
  if (whole.level === 2 && isNonEmpty(whole.evidence)) return present(whole.evidence, { found: foundIn(whole) })
  if (whole.level === 1 && isNonEmpty(whole.evidence)) return partial(whole.evidence, { found: foundIn(whole), against: whole.against, next })
  const part = item.partly === null ? null : weigh(item.partly, facts)
  if (part !== null && (part.level === 1 || part.level === 2) && isNonEmpty(part.evidence)) {
    // What makes it partial need not be a part of the whole.
    const held = [...new Set([...part.holds, ...part.partly, ...whole.holds])]
    return partial(part.evidence, { found: foundIn({ ...whole, holds: held }), against: whole.against, next: next === '' ? unseenNext(whole) : next })
  }
  if (whole.level === null || part?.level === null) return unseen([...whole.unseen, ...(part?.unseen ?? [])])
  return missing({ found: foundIn(whole), against: whole.against, next })
}

function unseen(reasons: readonly string[]): Finding {
  return { standing: 'unknown', evidence: [], against: [], found: `Not seen: ${few(reasons)}. Nothing is held against the repository.`, next: '' }
}

/** Where the whole could not be seen, there is nothing known to be left to do. */
function unseenNext({ unseen: reasons }: Weighed): string {
  return `Make it readable, so that the rest can be seen: ${few(reasons)}.`
}

function foundIn({ holds, partly, lacks, strays, unseen: reasons }: Weighed): string {
  const parts = [
    lacks.length === 0 ? '' : `Not found: ${few(lacks)}.`, strays.length === 0 ? '' : `There, and must not be: ${few(strays)}.`, partly.length === 0 ? '' : `In part: ${few(partly)}.`,
    holds.length === 0 ? '' : `Found: ${few(holds)}.`, reasons.length === 0 ? '' : `Not seen: ${few(reasons)}.`,
  ]
  const said = parts.filter((part) => part !== '')
  // What is shown is called found already.
  return said.length === 1 && holds.length > 0 ? `${sentence(few(holds))}.` : said.join(' ')
}

function few(items: readonly string[]): string {
  const rest = items.length - SHOWN
  return `${items.slice(0, SHOWN).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}`
}

function undecided(item: Manual): Finding {
  return { standing: 'unknown', evidence: [], against: [], found: `Not graded yet, and nothing is held against the repository. The course's staff grades it as one of: ${levelsOf(item)}.`, next: '' }
}

/** Without what each is worth, which a public repository tells as little as points. */
function levelsOf({ levels }: Manual): string {
  return levels.map(({ title }) => title).join(', ')
}
