import type { Checklist, Checklists, JudgedBy, ManualLevel } from '../model/checklist.ts'
import type { JudgedId, Outcome } from '../model/criterion.ts'
import type { Decision } from '../model/decision.ts'
import type { CriterionGist, ItemGist, RecordGist } from '../model/gist.ts'
import type { AssessmentRecord, CriterionRecord, DecidedRecord, ItemRecord } from '../model/record.ts'
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
  const shown = rulingAmong(decisions, shownTo)
  if (shown.length === 0) return record
  const { criteria, byId, ruled } = ruledBy(shown, record, [...record.items, ...record.practices, ...record.own], [checklist, practices], {
    shownTo, line, ruled: (criterion, ruling) => ruledWords(criterion, ruling, shownTo, line), graded: gradedWords,
  })
  const items = ruled(checklist, record.items)
  return { ...record, criteria, items, practices: ruled(practices, record.practices), own: ruled(own, record.own), grade: gradeOf(items, byId) }
}

/** What the items of a record's checklist earn with what the staff decided, as `withDecisions` has them for `members`; by no more of the record than its gist. */
export function decidedItems(gist: RecordGist, { checklist, practices }: JudgedBy, decisions: readonly Decision[]): readonly ItemGist[] {
  const shown = rulingAmong(decisions, 'members')
  if (shown.length === 0) return gist.items
  const asItIs = <Criterion>(criterion: Criterion): Criterion => criterion
  return ruledBy(shown, gist, gist.items, [checklist, practices], { shownTo: 'members', line: 'default-branch', ruled: asItIs, graded: asItIs }).ruled(checklist, gist.items)
}

/** The decisions that say something of an outcome. */
function rulingAmong(decisions: readonly Decision[], shownTo: ShownTo): readonly Decision[] {
  return shownDecisions(decisions, shownTo).filter(({ kind }) => kind === 'set' || kind === 'clear' || kind === 'excuse')
}

/** How what was decided is told: of a criterion that was ruled, and of the one of an item that people grade. Neither says what it earns. */
type Telling<Criterion> = { readonly shownTo: ShownTo; readonly line: LineOfRecord; readonly ruled: (criterion: Criterion, ruling: OutcomeRuling) => Criterion; readonly graded: (criterion: Criterion, level: string | undefined) => Criterion }

type RuledBy<Criterion> = { readonly criteria: readonly Criterion[]; readonly byId: ReadonlyMap<JudgedId, Criterion>; readonly ruled: <Item extends ItemGist>(of: Checklist, judged: readonly Item[]) => readonly (Item | ItemRecord)[] }

/** What decisions make of criteria, and, list by list, of their items: the one place where both are ruled. `judged` are all items of which one may be decided. */
function ruledBy<Criterion extends CriterionGist>(shown: readonly Decision[], record: { readonly criteria: readonly Criterion[] }, judged: readonly ItemGist[], lists: readonly Checklist[], telling: Telling<Criterion>): RuledBy<Criterion> {
  const ruledAlone = record.criteria.map((criterion) => ruledCriterion(criterion, ofOutcome(newestOf(shown, { kind: 'criterion', id: criterion.id })), telling))
  const ruledIds = new Set(ruledAlone.filter((criterion, index) => criterion !== record.criteria[index]).map(({ id }) => id))
  const levels = manualLevels(lists)
  const automatic = new Map<string, Outcome>()
  for (const { id, outcome } of judged) if (!automatic.has(id)) automatic.set(id, outcome)
  const rulings = new Map([...automatic].flatMap(([id, outcome]): readonly (readonly [string, ItemRuling])[] => {
    const ruling = ofOutcome(newestOf(shown, { kind: 'item', id }))
    return ruling === null ? [] : [[id, ruling.kind === 'excuse' ? { excused: reasonOf(ruling) } : itemRuling(ruling, outcome, levels.get(`item:${id}`) ?? [], telling.shownTo, telling.line)]]
  }))
  const criteria = ruledAlone.map((criterion) => levels.has(criterion.id) ? gradedCriterion(criterion, rulings.get(criterion.id.slice('item:'.length)), telling) : criterion)
  const byId = new Map<JudgedId, Criterion>(criteria.map((criterion) => [criterion.id, criterion]))
  const taken = new Set<string>()
  // An id of the course's is the course's: a student's own item of the same id is decided by its criterion.
  const ruled = <Item extends ItemGist>(of: Checklist, before: readonly Item[]): readonly (Item | ItemRecord)[] => {
    const [ofList, asJudged] = [new Map([...rulings].filter(([id]) => !taken.has(id))), new Map<string, Item>()]
    for (const item of before) if (!asJudged.has(item.id)) asJudged.set(item.id, item)
    // Of what nobody decided, what was judged stands.
    const items = of.items.flatMap((item): readonly (Item | ItemRecord)[] => {
      const judgedSo = ofList.has(item.id) || item.criteria.some(({ id }) => ruledIds.has(id)) ? undefined : asJudged.get(item.id)
      return judgedSo === undefined ? itemsOf({ ...of, items: [item] }, byId, ofList) : [judgedSo]
    })
    for (const { id } of items) taken.add(id)
    return items
  }
  return { criteria, byId, ruled }
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

function ruledCriterion<Criterion extends CriterionGist>(criterion: Criterion, ruling: OutcomeRuling | null, { ruled }: Telling<Criterion>): Criterion {
  if (ruling === null) return criterion
  const told = ruled(criterion, ruling)
  return ruling.kind === 'excuse' ? { ...told, excused: reasonOf(ruling) } : { ...told, outcome: ruling.outcome, basis: 'decided', blockedBy: null }
}

/** The one criterion of an item that people grade has the outcome of the item. */
function gradedCriterion<Criterion extends CriterionGist>(criterion: Criterion, ruling: ItemRuling | undefined, { graded }: Telling<Criterion>): Criterion {
  if (ruling === undefined || 'excused' in ruling) return criterion
  const { outcome, decided: { level } } = ruling
  return { ...graded(criterion, level), outcome, basis: 'decided' }
}

/** It says what its item was set to, and no longer that it waits for that. */
function gradedWords(criterion: CriterionRecord, level: string | undefined): CriterionRecord {
  return { ...criterion, found: `The staff of the course graded it${level === undefined ? '' : `: ${level}`}.` }
}

function ruledWords(criterion: CriterionRecord, ruling: OutcomeRuling, shownTo: ShownTo, line: LineOfRecord): CriterionRecord {
  const evidence = [...criterion.evidence, { kind: 'decision', login: ruling.by.login, reason: shownTo === 'everybody' ? '' : ruling.reason } as const]
  if (ruling.kind === 'excuse') return { ...criterion, evidence }
  const { outcome } = ruling
  const isInPlace = outcome === 'verified' || outcome === 'present'
  return { ...criterion, proofFrom: null, evidence, next: isInPlace ? '' : criterion.next, decided: decidedOf(ruling, criterion.outcome, shownTo, line) }
}

/** What could not be seen disagrees with nothing, and neither does what has come to be as it was decided, or, by a merge, as it was where it was decided. A part of an item's credit is no outcome of the App's: with such a share its `partial` agrees as little as any other verdict that it came to since. */
function decidedOf(ruling: SetRuling, automatic: Outcome, shownTo: ShownTo, line: LineOfRecord): DecidedRecord {
  const { by, at, reason, outcome, share } = ruling
  const then = saidWhenDecided(ruling)
  const asDecided = share !== undefined && share > 0 && share < 1 ? null : outcome
  const disagrees = line === 'default-branch' && then !== null && ![then, ruling.automatic, asDecided, 'unknown'].includes(automatic)
  return { by: by.login, at: new Date(at).toISOString(), reason: shownTo === 'everybody' ? null : reason, automatic, disagrees }
}

function reasonOf({ reason }: Pick<Ruling, 'reason'>): string {
  return reason.trim() === '' ? 'no reason is written down' : reason
}
