import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import type { Condition, ConditionKind, LeafCondition } from '../../model/condition.ts'
import type { FileEvidence } from '../../model/evidence.ts'
import { CONDITIONS } from '../list.ts'
import type { ConditionCheck } from './condition-check.ts'

/** How far a condition holds: 2 whole, 1 in part, 0 not at all; null where a file that may hold it could not be read. */
export type Level = 0 | 1 | 2 | null

/**
 * What weighing a condition gives. The phrases say which parts hold, hold in part, do not hold, are there and must not be, and could not be seen; `next` is the first thing to do,
 * empty where it holds. A level of 1 or 2 has evidence wherever the condition is no `not`.
 */
export type Weighed = {
  readonly level: Level
  readonly evidence: readonly FileEvidence[]
  readonly against: readonly FileEvidence[]
  readonly holds: readonly string[]
  readonly partly: readonly string[]
  readonly lacks: readonly string[]
  readonly strays: readonly string[]
  readonly unseen: readonly string[]
  readonly next: string
}

const NOTHING = { evidence: [], against: [], holds: [], partly: [], lacks: [], strays: [], unseen: [], next: '' } as const

/** Weighs a condition over one repository's facts. Pure. */
export function weigh(condition: Condition, facts: RepositoryFacts): Weighed {
  switch (condition.kind) {
    case 'all': return together(condition.of.map((one) => weigh(one, facts)))
    case 'any': return either(condition.of, condition.of.map((one) => weigh(one, facts)))
    case 'not': return absent(condition.of, weigh(condition.of, facts))
    default: return single(condition, facts)
  }
}

/** A condition as a noun: what is looked for. */
export function describe(condition: Condition): string {
  switch (condition.kind) {
    case 'all': return listed(condition.of.map(describe), 'and')
    case 'any': return listed(condition.of.map(describe), 'or')
    case 'not': return `no ${withoutArticle(describe(condition.of))}`
    default: return checkOf(condition).describe(condition)
  }
}

function single(condition: LeafCondition, facts: RepositoryFacts): Weighed {
  const check = checkOf(condition)
  const { level, places, why, near, gap } = check.look(condition, facts)
  const [first] = places
  const what = first === undefined ? check.describe(condition) : `${check.describe(condition)} (${placeOf(first)})`
  if (level === 2) return { ...NOTHING, level, evidence: places, holds: [what] }
  const next = check.next(condition)
  if (level === 1) return { ...NOTHING, level, evidence: places, partly: [`${what}: ${why ?? ''}`], next }
  const unread = gap ?? facts.gaps.find(({ path }) => path === '' || check.mayStandIn(condition, path)) ?? null
  if (unread !== null) return { ...NOTHING, level: null, unseen: [`${what}: ${unread.path === '' ? 'the repository' : unread.path} could not be read (${unread.reason})`] }
  return { ...NOTHING, level: 0, lacks: [near === null ? what : `${what} (nearest: ${placeOf(near)}, ${near.says})`], against: near === null ? [] : [near], next }
}

/** A part that is surely not there decides, then one that could not be seen, then the weakest. */
function together(parts: readonly Weighed[]): Weighed {
  const levels = parts.map(({ level }) => level)
  const level: Level = levels.includes(0) ? 0 : levels.includes(null) ? null : levels.includes(1) ? 1 : 2
  return { ...joined(parts), level, next: level === null ? '' : parts.find((part) => part.level === 0)?.next ?? parts.find((part) => part.level === 1)?.next ?? '' }
}

/** The best part decides; what the others lack is then no matter. */
function either(conditions: readonly Condition[], parts: readonly Weighed[]): Weighed {
  const best = parts.some(({ level }) => level === 2) ? 2 : parts.some(({ level }) => level === 1) ? 1 : 0
  if (best > 0) {
    const good = parts.filter(({ level }) => level === best)
    return { ...joined(good), lacks: [], strays: [], level: best, next: good[0]?.next ?? '' }
  }
  const all = joined(parts)
  if (parts.some(({ level }) => level === null)) return { ...all, level: null, next: '' }
  const [first] = parts
  const others = conditions.slice(1)
  const next = `${(first?.next ?? '').replace(/\.$/, '')}${others.length === 0 ? '' : `; it is enough, too, to have ${listed(others.map(describe), 'or')}`}.`
  return { ...all, lacks: all.lacks.length < 2 ? all.lacks : [listed(all.lacks, 'or')], level: 0, next }
}

function absent(condition: Condition, inner: Weighed): Weighed {
  if (inner.level === null) return { ...NOTHING, level: null, unseen: inner.unseen }
  if (inner.level === 0) return { ...NOTHING, level: 2, holds: [`no ${withoutArticle(describe(condition))}`] }
  const [first] = inner.evidence
  const next = `Take away ${describe(condition)}${first === undefined ? '' : ` (${placeOf(first)})`}.`
  return { ...NOTHING, level: inner.level === 2 ? 0 : 1, against: inner.evidence, strays: [...inner.holds, ...inner.partly], next }
}

function joined(parts: readonly Weighed[]): Omit<Weighed, 'level' | 'next'> {
  return {
    evidence: parts.flatMap(({ evidence }) => evidence), against: parts.flatMap(({ against }) => against),
    holds: parts.flatMap(({ holds }) => holds), partly: parts.flatMap(({ partly }) => partly), lacks: parts.flatMap(({ lacks }) => lacks), strays: parts.flatMap(({ strays }) => strays), unseen: parts.flatMap(({ unseen }) => unseen),
  }
}

/** The kind's own check takes the condition of that kind, which no type can say of a look-up. */
function checkOf(condition: LeafCondition): ConditionCheck<ConditionKind> {
  return CONDITIONS[condition.kind] as unknown as ConditionCheck<ConditionKind>
}

function placeOf({ path, line }: FileEvidence): string {
  return `${path}:${line}`
}

function withoutArticle(noun: string): string {
  return noun.replace(/^(?:an?|the) /, '')
}

/** At most four, so that a sentence stays one. */
function listed(items: readonly string[], word: 'and' | 'or'): string {
  const shown = items.length > 4 ? [...items.slice(0, 3), `${items.length - 3} more`] : items
  return shown.length < 2 ? shown.join('') : `${shown.slice(0, -1).join(', ')} ${word} ${shown.at(-1) ?? ''}`
}
