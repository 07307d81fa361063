import { cleanLine } from './clean-text.ts'

/** Text of a repository for a place that shows plain text, such as a title: one clean line without the backticks that mark code, cut at `most` characters, at a word where one ends near. */
export function plainLine(text: string, most: number): string {
  const line = cleanLine(text, 4 * most).replaceAll('`', '')
  if (line.length <= most) return line
  const cut = line.slice(0, most - 1)
  const word = cut.lastIndexOf(' ')
  return `${(word > most / 2 ? cut.slice(0, word) : cut).replace(/[\ud800-\udbff]$/, '').replace(/[\s,;:(]+$/, '')}…`
}

/** What comes before a colon stands alone from this length on. */
const LONG_ENOUGH = 30

/** The first sentence of an advice, up to its colon, as the end of a line of ours: without its full stop, and beginning small unless its first word is a name. */
export function asClause(advice: string, most: number): string {
  const [first = ''] = advice.split(/(?<=[a-z)`'"’”])\.\s/u)
  const colon = first.indexOf(': ')
  const line = plainLine(colon < LONG_ENOUGH ? first : first.slice(0, colon), most).replace(/\.$/, '')
  return line.replace(/^[A-Z](?=[a-z]*(?:[\s,]|$))/, (letter) => letter.toLowerCase())
}
