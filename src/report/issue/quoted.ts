import { cleanLine } from '../clean-text.ts'
import { sentence } from '../markdown-text.ts'

const LONGEST_QUOTE = 400

/** Words of a student on one line, cut and escaped: shown, and nothing else. */
export function quoted(text: string): string {
  return sentence(cleanLine(text, LONGEST_QUOTE))
}
