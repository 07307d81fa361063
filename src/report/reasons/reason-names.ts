import { plainLine } from '../text/plain-line.ts'

const LONGEST = 120

/** A name out of a log as code, or other words where there is none. */
export function thing(name: string | undefined, otherwise: string): string {
  return name === undefined ? otherwise : named(name)
}

/** A name out of a log as code: one line, cut. */
export function named(text: string): string {
  return `\`${plainLine(text, LONGEST)}\``
}

/** A word that can stand in a command as it is: a shell reads nothing in it. */
export function commandWord(text: string | undefined): string | null {
  return text !== undefined && /^[\w./:-]{1,200}$/.test(text) && !text.startsWith('-') ? text : null
}
