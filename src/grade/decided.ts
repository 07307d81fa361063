import type { Checklists, ManualLevel } from '../model/checklist.ts'
import type { JudgedId, Outcome } from '../model/criterion.ts'
import type { Decision } from '../model/decision.ts'
import type { AssessmentRecord, CriterionRecord, DecidedRecord } from '../model/record.ts'
import { gradeOf, itemsOf, type ItemRuling } from './grade.ts'
import { manualLevels } from './manual-levels.ts'
import { newestOf, type Ruling } from './newest-decision.ts'
import { outcomeOfShare } from './outcome.ts'
import { shownDecisions, type ShownTo } from './shown-decisions.ts'

/** Whether a record is of the default branch; of another one, which may say something else for a while, nothing disagrees. */
export type LineOfRecord = 'default-branch' | 'other'

/** What the App said of a subject on the default branch when it was decided; null where nothing is known of that. */
export function saidWhenDecided({ automatic, onDefault }: Pick<SetRuling, 'automatic' | 'onDefault'>): string | null {
  return onDefault === undefined ? automatic : onDefault
}

type SetRuling = Omit<Extract<Ruling, { readonly kind: 'set' }>, 'outcome'> & { readonly outcome: Outcome }

/**
 * An automatic record with what the staff decided of its items and criteria: what is set has the outcome that was set, on their word, with what the App itself says kept
 * beside it; what is set to a share or to a level earns that; what is excused leaves the denominator. Items and grade are made anew by the rule that makes them otherwise. The same record where nothing holds. Pure; the order of
 * the decisions does not matter. For `everybody` nothing is excused: that an excuse exists is private, so it counts nowhere that is shown, and what was set before it is shown on.
 */
export function withDecisions(record: AssessmentRecord, { checklist, practices, own }: Checklists, decisions: readonly Decision[], shownTo: ShownTo, line: LineOfRecord): AssessmentRecord {
  const shown = shownDecisions(decisions, shownTo).filter(({ kind }) => kind === 'set' || kind === 'clear' || kind === 'excuse')
  if (shown.length === 0) return record
  const ruledAlone = record.criteria.map((criterion) => ruledCriterion(criterion, ofOutcome(newestOf(shown, { kind: 'criterion', id: criterion.id })), shownTo, line))
  const ruledIds = new Set(ruledAlone.filter((criterion, index) => criterion !== record.criteria[index]).map(({ id }) => id))
  const levels = manualLevels([checklist, practices])
  const automatic = new Map<string, Outcome>()
  for (const { id, outcome } of [...record.items, ...record.practices, ...record.own]) if (!automatic.has(id)) automatic.set(id, outcome)
  const rulings = new Map([...automatic].flatMap(([id, outcome]): readonly (readonly [string, ItemRuling])[] => {
    const ruling = ofOutcome(newestOf(shown, { kind: 'item', id }))
    return ruling === null ? [] : [[id, ruling.kind === 'excuse' ? { excused: reasonOf(ruling) } : itemRuling(ruling, outcome, levels.get(`item:${id}`) ?? [], shownTo, line)]]
  }))
  const criteria = ruledAlone.map((criterion) => levels.has(criterion.id) ? gradedCriterion(criterion, rulings.get(criterion.id.slice('item:'.length))) : criterion)
  const byId = new Map<JudgedId, CriterionRecord>(criteria.map((criterion) => [criterion.id, criterion]))
  const taken = new Set<string>()
  // An id of the course's is the course's: a student's own item of the same id is decided by its criterion.
  const ruled = (of: Checklists['own'], judged: AssessmentRecord['items']): AssessmentRecord['items'] => {
    const joined = itemsOf(of, byId, new Map([...rulings].filter(([id]) => !taken.has(id))))
    // Of what nobody decided, what was judged stands.
    const items = joined.map((item) => item.decided !== undefined || item.excused !== undefined || item.criteria.some((id) => ruledIds.has(id)) ? item : judged.find(({ id }) => id === item.id) ?? item)
    for (const { id } of items) taken.add(id)
    return items
  }
  const items = ruled(checklist, record.items)
  return { ...record, criteria, items, practices: ruled(practices, record.practices), own: ruled(own, record.own), grade: gradeOf(items, byId) }
}

type OutcomeRuling = SetRuling | Extract<Ruling, { readonly kind: 'excuse' }>

/** A ruling that says something of an outcome: `done` and `open` are for steps. */
function ofOutcome(ruling: Ruling | null): OutcomeRuling | null {
  if (ruling === null || ruling.kind === 'excuse') return ruling
  const { outcome } = ruling
  return outcome === 'done' || outcome === 'open' ? null : { ...ruling, outcome }
}

/** What an item is set to. A level is worth what the checklist says of it, like an outcome; of one that the checklist no longer has, what it was worth when it was decided. */
function itemRuling(ruling: SetRuling, automatic: Outcome, levels: readonly ManualLevel[], shownTo: ShownTo, line: LineOfRecord): ItemRuling {
  const share = levels.find(({ title }) => title === ruling.level)?.credit ?? ruling.share ?? null
  const outcome = share === null ? ruling.outcome : outcomeOfShare(share)
  return { outcome, share, decided: { ...decidedOf({ ...ruling, outcome }, automatic, shownTo, line), ...share === null || shownTo === 'everybody' ? {} : { share }, ...ruling.level === undefined ? {} : { level: ruling.level } } }
}

/** The one criterion of an item that people grade: it says what the item was set to, and no longer that it waits for that. */
function gradedCriterion(criterion: CriterionRecord, ruling: ItemRuling | undefined): CriterionRecord {
  if (ruling === undefined || 'excused' in ruling) return criterion
  const { outcome, decided: { level } } = ruling
  return { ...criterion, outcome, basis: 'decided', found: `The staff of the course graded it${level === undefined ? '' : `: ${level}`}.` }
}

function ruledCriterion(criterion: CriterionRecord, ruling: OutcomeRuling | null, shownTo: ShownTo, line: LineOfRecord): CriterionRecord {
  if (ruling === null) return criterion
  const evidence = [...criterion.evidence, { kind: 'decision', login: ruling.by.login, reason: shownTo === 'everybody' ? '' : ruling.reason } as const]
  if (ruling.kind === 'excuse') return { ...criterion, excused: reasonOf(ruling), evidence }
  const { outcome } = ruling
  const isInPlace = outcome === 'verified' || outcome === 'present'
  return { ...criterion, outcome, basis: 'decided', proofFrom: null, blockedBy: null, evidence, next: isInPlace ? '' : criterion.next, decided: decidedOf(ruling, criterion.outcome, shownTo, line) }
}

/** What could not be seen disagrees with nothing, and neither does what has come to be as it was decided, or, by a merge, as it was where it was decided. */
function decidedOf(ruling: SetRuling, automatic: Outcome, shownTo: ShownTo, line: LineOfRecord): DecidedRecord {
  const { by, at, reason, outcome } = ruling
  const then = saidWhenDecided(ruling)
  const disagrees = line === 'default-branch' && then !== null && ![then, ruling.automatic, outcome, 'unknown'].includes(automatic)
  return { by: by.login, at: new Date(at).toISOString(), reason: shownTo === 'everybody' ? null : reason, automatic, disagrees }
}

function reasonOf({ reason }: Pick<Ruling, 'reason'>): string {
  return reason.trim() === '' ? 'no reason is written down' : reason
}
