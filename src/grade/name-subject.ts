import type { Checklist } from '../model/checklist.ts'
import { CRITERION_IDS } from '../model/criterion.ts'
import type { Subject } from '../model/decision.ts'
import type { AssessmentRecord } from '../model/record.ts'
import { STEP_PARTS } from '../model/step.ts'
import { nearestNames } from '../parse/near-names.ts'

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

/** What can be named of a repository: the items of its course and of its own, criteria, steps. Items go before criteria, criteria before steps. */
export function nameables(checklists: readonly Checklist[], record: AssessmentRecord | null): readonly Nameable[] {
  const items = new Map([...checklists.flatMap((checklist) => checklist.items), ...(record === null ? [] : [...record.items, ...record.practices, ...record.own])].map(({ id, title }) => [id, title]))
  const criteria = new Map<string, string>([...CRITERION_IDS.map((id) => [id, ''] as const), ...(record?.criteria ?? []).map(({ id, title }) => [id, title] as const)])
  const known = (record?.criteria ?? []).map(({ id }) => id)
  return [
    ...[...items].map(([id, title]): Nameable => ({ subject: { kind: 'item', id }, title, names: [id, title] })),
    ...[...new Set([...CRITERION_IDS, ...known])].map((id): Nameable => ({ subject: { kind: 'criterion', id }, title: criteria.get(id) ?? '', names: [id, criteria.get(id) ?? ''] })),
    ...STEP_PARTS.flatMap(({ steps }) => steps).map(({ id, title }): Nameable => ({ subject: { kind: 'step', id }, title, names: [id.slice('step-'.length), id, id.replace('-', ' '), title] })),
  ]
}

/** Reads what a text begins with the name of, the longest name first, in letters of any size, also in quotation marks or backticks. */
export function readSubject(text: string, all: readonly Nameable[]): Named {
  const words = text.trim().split(/\s+/).filter((word) => word !== '')
  if (words.length === 0) return { kind: 'none' }
  const byName = new Map(all.toReversed().flatMap((one) => one.names.map((name) => [bare(name), one] as const)))
  byName.delete('')
  for (let count = Math.min(words.length, MOST_WORDS); count > 0; count -= 1) {
    const one = byName.get(bare(words.slice(0, count).join(' ')))
    if (one !== undefined) return { kind: 'found', one, rest: words.slice(count).join(' ') }
  }
  const [first = ''] = words
  const near = new Set([words.join(' '), first].flatMap((written) => nearestNames(bare(written), [...byName.keys()])).flatMap((name) => byName.get(name) ?? []))
  return near.size === 0 ? { kind: 'unknown', written: first } : { kind: 'near', written: first, near: [...near].slice(0, MOST_NEAR) }
}

/** Without what people put around a name: quotation marks, backticks, brackets, a colon behind it. */
function bare(name: string): string {
  return name.toLowerCase().replace(/["'`“”‘’<>[\]]/g, '').replace(/\s+/g, ' ').trim().replace(/[:,;.]+$/, '')
}
