import type { Checklist } from '../model/checklist.ts'
import { CRITERION_IDS, type JudgedId } from '../model/criterion.ts'
import type { Subject } from '../model/decision.ts'
import type { AssessmentRecord } from '../model/record.ts'
import { STEP_PARTS } from '../model/step.ts'
import { nearestNames } from '../parse/near-names.ts'
import { manualLevels } from './manual-levels.ts'

/** Something that a command can be about, by every name that it goes by: the first one is what we call it. */
export type Nameable = { readonly subject: Subject; readonly title: string; readonly names: readonly string[] }

/** What was named at the start of a text, with what stands behind it; or what it is nearest to; or nothing that is known. `none`: nothing is written there. */
export type Named =
  | { readonly kind: 'found'; readonly one: Nameable; readonly rest: string }
  | { readonly kind: 'near'; readonly written: string; readonly near: readonly Nameable[] }
  | { readonly kind: 'unknown'; readonly written: string }
  | { readonly kind: 'none' }

/** A title has no more words; longer ones go by their id. */
const MOST_WORDS = 16
const MOST_NEAR = 3

/**
 * What can be named of a repository: the items of its course, criteria, steps, and last what is the student's own, which goes by no name that the course has, and by none
 * that begins with one: a name of the course means the same in every repository. What people grade is the item alone: its criterion is one in name. Where an item has the short name of a criterion, that one goes by `criterion:` with it.
 */
export function nameables(checklists: readonly Checklist[], record: AssessmentRecord | null): readonly Nameable[] {
  const items = new Map([...checklists.flatMap((checklist) => checklist.items), ...(record === null ? [] : [...record.items, ...record.practices])].map(({ id, title }) => [id, title]))
  const manual = manualLevels(checklists)
  const titles = new Map<string, string>((record?.criteria ?? []).map(({ id, title }) => [id, title]))
  const judged = [...new Set([...CRITERION_IDS, ...(record?.criteria ?? []).map(({ id }) => id)])]
  const criterion = (id: JudgedId): Nameable => ({ subject: { kind: 'criterion', id }, title: titles.get(id) ?? '', names: [id, titles.get(id) ?? '', `criterion:${id}`] })
  const ofCourse = [
    ...[...items].map(([id, title]) => manual.has(`item:${id}`) ? itemNamed(id, title, `item:${id}`) : itemNamed(id, title)),
    ...judged.filter((id) => !isOwn(id) && !manual.has(id)).map(criterion),
    ...STEP_PARTS.flatMap(({ steps }) => steps).map(({ id, title }): Nameable => ({ subject: { kind: 'step', id }, title, names: [id.slice('step-'.length), id, id.replace('-', ' '), title] })),
  ]
  const taken = new Set(ofCourse.flatMap(({ names }) => names.map(bareName)).filter((name) => name !== ''))
  const own = [...(record?.own ?? []).filter(({ id }) => !items.has(id)).map(({ id, title }) => itemNamed(id, title)), ...judged.filter(isOwn).map(criterion)]
  return [...ofCourse, ...own.map((one) => ({ ...one, names: one.names.filter((name) => !beginsWithOne(bareName(name), taken)) }))]
}

/** What each of a student's own items is called, by its id, so that nothing of the course is meant: its id, or that of its criterion where the course has something of that name. */
export function namesOfOwn(checklists: readonly Checklist[], record: AssessmentRecord): ReadonlyMap<string, string> {
  const all = nameables(checklists, record)
  const ofCourse = new Set([...checklists.flatMap((checklist) => checklist.items), ...record.items, ...record.practices].map(({ id }) => id))
  return new Map(record.own.map(({ id, criteria: [criterion] }) => {
    const named = readSubject(id, all)
    const isMeant = !ofCourse.has(id) && named.kind === 'found' && named.rest === '' && named.one.subject.kind === 'item' && named.one.subject.id === id
    return [id, isMeant ? id : criterion ?? id]
  }))
}

function itemNamed(id: string, title: string, ...others: readonly string[]): Nameable {
  return { subject: { kind: 'item', id }, title, names: [id, title, ...others] }
}

function isOwn(id: JudgedId): boolean {
  return id.startsWith('own:')
}

function beginsWithOne(name: string, names: ReadonlySet<string>): boolean {
  const words = name.split(' ').slice(0, MOST_WORDS)
  return words.some((_, index) => names.has(bareName(words.slice(0, index + 1).join(' '))))
}

/** Reads what a text begins with the name of, the longest name first, in letters of any size, also in quotation marks or backticks. */
export function readSubject(text: string, all: readonly Nameable[]): Named {
  const words = text.trim().split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return { kind: 'none' }
  const byName = new Map(all.toReversed().flatMap((one) => one.names.map((name) => [bareName(name), one] as const)))
  byName.delete('')
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count -= 1) {
    const one = byName.get(bareName(words.slice(0, count).join(' ')))
    if (one !== undefined) return { kind: 'found', one, rest: words.slice(count).join(' ') }
  }
  const [first = ''] = words
  const near = new Set([words.join(' '), first].flatMap((written) => nearestNames(bareName(written), [...byName.keys()])).flatMap((name) => byName.get(name) ?? []))
  return near.size === 0 ? { kind: 'unknown', written: first } : { kind: 'near', written: first, near: [...near].slice(0, MOST_NEAR) }
}

/** Whether a name means this thing, and nothing else of all that can be named. */
export function isNamed(name: string, one: Nameable, all: readonly Nameable[]): boolean {
  const named = readSubject(name, all)
  return named.kind === 'found' && named.rest === '' && named.one === one
}

/** A name as names are compared: in small letters, without what people put around it: quotation marks, backticks, brackets, a colon behind it. */
export function bareName(name: string): string {
  return name.toLowerCase().replace(/["'`“”‘’<>[\]]/g, '').replace(/\s+/g, ' ').trim().replace(/[:,;.]+$/, '')
}
