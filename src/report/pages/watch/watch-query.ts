import type { MatterKind, WatchMatter } from '../../../model/watch-matter.ts'

/** Which matters are shown, by what the staff said of them, and what each is called. */
export const STATES = { open: 'Open', seen: 'Seen', all: 'All' } as const
export type WatchState = keyof typeof STATES

/** The kinds of matters, in the order in which they are told, and what each is called. */
export const KINDS: Readonly<Record<MatterKind, string>> = {
  dispute: 'Disputes', stuck: 'Stuck', failing: 'CI fails', silent: 'Silent', disagreement: 'Decisions to look at again', workflow: 'Changed workflows', feedback: 'Feedback',
}

/** What of the watch list is shown; `kind` is empty for all kinds, `page` counts from 1. */
export type WatchQuery = { readonly state: WatchState; readonly kind: MatterKind | ''; readonly search: string; readonly section: string; readonly page: number }

export const MATTERS_A_PAGE = 50

/** Reads a query; what is not understood is left out. */
export function readWatchQuery(query: URLSearchParams): WatchQuery {
  const [state, kind] = [query.get('state') ?? '', query.get('kind') ?? '']
  return {
    state: isKey(state, STATES) ? state : 'open', kind: isKey(kind, KINDS) ? kind : '', search: (query.get('search') ?? '').trim().slice(0, 100), section: (query.get('section') ?? '').slice(0, 100),
    page: Math.max(1, Math.min(10_000, Math.floor(Number(query.get('page') ?? 1)) || 1)),
  }
}

/** A query as the address has it, without what goes without saying. */
export function watchQueryText({ state, kind, search, section, page }: WatchQuery): string {
  const words = new URLSearchParams()
  for (const [name, value] of Object.entries({ state: state === 'open' ? '' : state, kind, search, section, page: page === 1 ? '' : String(page) })) if (value !== '') words.set(name, value)
  const text = words.toString()
  return text === '' ? '' : `?${text}`
}

/** Whether a matter is among those of a state. */
export function isOf({ isSeen }: Pick<WatchMatter, 'isSeen'>, state: WatchState): boolean {
  return state === 'all' || isSeen === (state === 'seen')
}

/** The matters of all states and kinds that are of whom is searched for, in the order in which they stand. */
export function mattersFound(matters: readonly WatchMatter[], { search, section }: WatchQuery): readonly WatchMatter[] {
  const word = search.toLowerCase()
  return matters.filter(({ people, logins, sections, repository }) => (word === '' || [...people, ...logins, repository.name].some((one) => one.toLowerCase().includes(word))) && (section === '' || sections.includes(section)))
}

function isKey<Words extends object>(text: string, words: Words): text is Extract<keyof Words, string> {
  return Object.hasOwn(words, text)
}
