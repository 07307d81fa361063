import { cleanLine } from '../text/clean-text.ts'
import { sentence } from '../text/markdown-text.ts'

const LONGEST_QUOTE = 400

/** Words of a student on one line, cut and escaped: shown, and nothing else. */
export function quoted(text: string): string {
  return sentence(cleanLine(text, LONGEST_QUOTE))
}
