/** Which of the verdicts that were said to be wrong are shown, and what each is called. */
export const WRONG_SHOWS = { open: 'Open', settled: 'Settled', all: 'All' } as const
export type WrongShow = keyof typeof WRONG_SHOWS

/** Which are shown, and which page of them, counted from 1. */
export type WrongQuery = { readonly show: WrongShow; readonly page: number }

/** Reads a query; what is not understood is left out. */
export function readWrongQuery(query: URLSearchParams): WrongQuery {
  const [show, page] = [query.get('show') ?? '', Number(query.get('page') ?? 1)]
  return { show: Object.hasOwn(WRONG_SHOWS, show) ? show as WrongShow : 'open', page: Math.max(1, Math.min(10_000, Math.floor(page) || 1)) }
}

/** A query as the address has it, without what goes without saying. */
export function wrongQueryText({ show, page }: WrongQuery): string {
  const words = new URLSearchParams({ ...show === 'open' ? {} : { show }, ...page === 1 ? {} : { page: String(page) } }).toString()
  return words === '' ? '' : `?${words}`
}
