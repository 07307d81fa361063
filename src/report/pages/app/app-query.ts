import type { AppQuery } from '../../../model/app-state.ts'
import { QUEUE_STATES } from '../../../model/work.ts'
import { APP_PATH } from './app-words.ts'

/** A page that somebody asks for is at most so far: further ones are empty for certain. */
const MOST_PAGES = 10_000

/** What an address asks for; what it does not say, or says wrongly, is what was given up, from its beginning. */
export function readAppQuery(query: URLSearchParams): AppQuery {
  return { queue: QUEUE_STATES.find((state) => state === query.get('queue')) ?? 'dead', page: pageIn(query.get('page')), aside: pageIn(query.get('aside')) }
}

/** The address of a part of the page: `place` is where on it one looks first. */
export function appPath({ queue, page, aside }: AppQuery, place: 'queue' | 'aside'): string {
  const words = new URLSearchParams({ ...queue === 'dead' ? {} : { queue }, ...page === 1 ? {} : { page: String(page) }, ...aside === 1 ? {} : { aside: String(aside) } }).toString()
  return `${APP_PATH}${words === '' ? '' : `?${words}`}#${place}`
}

function pageIn(word: string | null): number {
  return word !== null && /^\d{1,5}$/.test(word) ? Math.min(MOST_PAGES, Math.max(1, Number(word))) : 1
}
