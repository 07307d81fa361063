import { OUTCOMES } from '../../../model/criterion.ts'
import type { VerdictKind } from '../../../model/item-verdicts.ts'

/** How an item can stand in a repository, in the order in which it is listed, and what each is called. */
export const KINDS: Readonly<Record<VerdictKind, string>> = { ...Object.fromEntries(OUTCOMES.map((one) => [one, one])) as Record<(typeof OUTCOMES)[number], string>, excused: 'excused', 'not-graded': 'not graded yet' }

/** Which verdicts on an item are shown: those of one kind, some at random by a seed, and which page of them, counted from 1. */
export type ItemQuery = { readonly kind: VerdictKind | null; readonly sample: number | null; readonly page: number }

const LARGEST_SEED = 999_999_999

/** Reads a query; what is not understood is left out. */
export function readItemQuery(query: URLSearchParams): ItemQuery {
  const [kind, sample, page] = [query.get('outcome') ?? '', query.get('sample') ?? '', Number(query.get('page') ?? 1)]
  return {
    kind: Object.hasOwn(KINDS, kind) ? kind as VerdictKind : null, sample: /^\d{1,9}$/.test(sample) ? Math.min(LARGEST_SEED, Number(sample)) : null,
    page: Math.max(1, Math.min(10_000, Math.floor(page) || 1)),
  }
}

/** A query as the address has it, without what goes without saying. */
export function itemQueryText({ kind, sample, page }: ItemQuery): string {
  const words = new URLSearchParams()
  if (kind !== null) words.set('outcome', kind)
  if (sample !== null) words.set('sample', String(sample))
  if (page > 1) words.set('page', String(page))
  const text = words.toString()
  return text === '' ? '' : `?${text}`
}
