import { KEPT } from './limits.ts'

/** The first line of a text that says anything, without control characters and halves of surrogate pairs, at most `most` characters; null where nothing is left. */
export function shortText(text: string | null | undefined, most: number = KEPT.text): string | null {
  if (text === null || text === undefined) return null
  for (const line of text.slice(0, 20 * most).split(/[\n\r\u2028\u2029]/)) {
    const clean = line.replace(/\p{Cc}/gu, ' ').replace(/\p{Cs}/gu, '\ufffd').trim()
    if (clean !== '') return clean.length <= most ? clean : `${clean.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '')}…`
  }
  return null
}

/** As `shortText`, for what has to have a name: `?` where nothing is left. */
export function shortName(text: string | null | undefined): string {
  return shortText(text, KEPT.name) ?? '?'
}

/** A finite number from digits as programs write them (`12`, `0.25`, `1e-05`); null for anything else. */
export function numberIn(text: string | null | undefined): number | null {
  if (text === null || text === undefined || text.length > 40 || !/^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(text)) return null
  const value = Number(text)
  return Number.isFinite(value) ? value : null
}

/** A count from digits; null for anything else, and for what is no whole number that can be counted to. */
export function countIn(text: string | null | undefined): number | null {
  const value = numberIn(text)
  return value !== null && Number.isSafeInteger(value) && value >= 0 ? value : null
}
