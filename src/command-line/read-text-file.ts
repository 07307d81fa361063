import { readFileSync, statSync } from 'node:fs'
import { errorCode } from '../operate/error-code.ts'

/** What became of reading a file: its text, or why there is none. */
export type ReadText = { readonly ok: true; readonly text: string } | { readonly ok: false; readonly why: string }

/** Reads a file of at most so many bytes as UTF-8. */
export function readTextFile(file: string, largest: number): ReadText {
  try {
    const { size } = statSync(file)
    return size > largest ? { ok: false, why: `it has ${size} bytes; at most ${largest} are read` } : { ok: true, text: readFileSync(file, 'utf8') }
  } catch (error) {
    return { ok: false, why: errorCode(error) }
  }
}
