import type { Json } from '../json.ts'
import { LONGEST } from './limits.ts'

/** Where a value of a report's JSON stands, or why the text has none. */
export type ReportJson = { readonly ok: true; readonly value: Json } | { readonly ok: false; readonly says: string }

const DEPTH = 60
const VALUES = 200_000

/**
 * Reads JSON as programs in Python write it: `NaN` and `Infinity`, which are no JSON, become texts of that name. Maps have a null prototype. Never throws;
 * a text that is too long, nests deeper than 60 or holds more than 200,000 values is refused.
 */
export function readReportJson(text: string): ReportJson {
  if (text.length > LONGEST.json) return { ok: false, says: `the file has ${text.length} characters; at most ${LONGEST.json} are read` }
  const source = asJson(text.replace(/^\uFEFF/, ''))
  if (source === null) return { ok: false, says: `the text nests deeper than ${DEPTH} or holds more than ${VALUES} values` }
  try {
    return { ok: true, value: plain(JSON.parse(source)) }
  } catch {
    return { ok: false, says: 'the text is not valid JSON' }
  }
}

/** The text with what Python adds put in quotes; null where it is too deep or too full. */
function asJson(text: string): string | null {
  const parts: string[] = []
  let from = 0
  let depth = 0
  let values = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 0x22) {
      for (at += 1; at < text.length && text.charCodeAt(at) !== 0x22; at += 1) if (text.charCodeAt(at) === 0x5c) at += 1
    } else if (code === 0x5b || code === 0x7b) {
      depth += 1
    } else if (code === 0x5d || code === 0x7d) {
      depth -= 1
    } else if (code === 0x2c) {
      values += 1
    } else if (code === 0x4e || code === 0x49) {
      const word = text.startsWith('NaN', at) ? 'NaN' : text.startsWith('Infinity', at) ? 'Infinity' : null
      if (word === null) continue
      const isNegative = word === 'Infinity' && text[at - 1] === '-'
      parts.push(text.slice(from, isNegative ? at - 1 : at), `"${isNegative ? '-' : ''}${word}"`)
      at += word.length - 1
      from = at + 1
    }
    if (depth > DEPTH || values > VALUES) return null
  }
  return parts.length === 0 ? text : parts.join('') + text.slice(from)
}

function plain(value: unknown): Json {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value === 'object' && value !== null) {
    const out = Object.create(null) as Record<string, Json>
    for (const [key, inner] of Object.entries(value)) out[key] = plain(inner)
    return out
  }
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : null
}
