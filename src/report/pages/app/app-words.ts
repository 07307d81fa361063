import { shownTime, UTC } from '../../../course/shown-time.ts'
import { counted } from '../../gradebook/counted.ts'
import { html, type Html } from '../../text/html.ts'
import { formField } from '../grades/grades-frame.ts'

/** What a page of the whole App has besides its state: the time, what a form has to send back, and whether its reader may have things tried again. */
export type AppPageOf = { readonly now: number; readonly formToken: string; readonly mayBringBack: boolean }

/** Where the page of the whole App is. */
export const APP_PATH = '/operations'

const MINUTE = 60_000
const UNITS = ['bytes', 'KB', 'MB', 'GB', 'TB'] as const

/** A moment by the clock of no course, to the minute: 2026-11-27 04:30. */
export function moment(at: number): string {
  return shownTime(Math.floor(at / MINUTE) * MINUTE, UTC)
}

/** How long something took or takes, in the unit that says enough. */
export function span(milliseconds: number): string {
  const minutes = Math.floor(Math.abs(milliseconds) / MINUTE)
  if (minutes < 1) return 'less than a minute'
  if (minutes < 120) return counted(minutes, 'minute')
  return minutes < 48 * 60 ? counted(Math.floor(minutes / 60), 'hour') : counted(Math.floor(minutes / 1440), 'day')
}

/** A number with its thousands apart. */
export function grouped(count: number): string {
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}

/** A size in the unit that people read: 12.4 MB. */
export function size(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log2(bytes) / 10))
  return power === 0 ? `${bytes} bytes` : `${(bytes / 1024 ** power).toFixed(1)} ${UNITS[power] ?? ''}`
}

/** A table that scrolls by itself, also by keys, where it is wider than the screen. */
export function scrolling(name: string, heads: readonly (string | Html)[], rows: readonly Html[]): Html {
  return html`<div class="scrolls" role="region" aria-label="${name}" tabindex="0"><table class="plain app">
<thead><tr>${heads.map((head) => typeof head === 'string' ? html`<th scope="col">${head}</th>` : head)}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>
`
}

/** The head of a column of numbers, which stands above them. */
export function numbers(name: string): Html {
  return html`<th scope="col" class="number">${name}</th>`
}

/** A button that lets something, or all of it (`all`), be tried again. `unseen` says of what, to who hears the page. */
export function againButton(what: 'work' | 'delivery', id: string, words: string, unseen: string, { formToken }: AppPageOf): Html {
  return html`<form class="again" method="post" action="${APP_PATH}/again">${formField(formToken)}<input type="hidden" name="what" value="${what}"><input type="hidden" name="id" value="${id}"><button>${words}${unseen === '' ? null : html`<span class="unseen">: ${unseen}</span>`}</button></form>`
}

/** Before and after among the pages of a list; nothing where all is on one. `pathOf` gives the address of a page. */
export function pagesNav(name: string, page: number, count: number, aPage: number, pathOf: (page: number) => string): Html {
  const pages = Math.max(1, Math.ceil(count / aPage))
  if (pages === 1 && page === 1) return html``
  return html`<nav class="pages" aria-label="${name}">${page > 1 ? html`<a class="button" rel="prev" href="${pathOf(Math.min(page - 1, pages))}">Before</a> ` : null}<span>Page ${page} of ${pages}</span>${page < pages ? html` <a class="button" rel="next" href="${pathOf(page + 1)}">Next</a>` : null}</nav>
`
}

/** A repository by its name, or by its number where nothing else is known of it. */
export function repositoryWords(id: number | null, names: ReadonlyMap<number, string>): string {
  return id === null ? '–' : names.get(id) ?? `repository ${id}`
}
