/** What shows nothing by itself, or reorders what stands beside it: control, format, surrogate halves, separators, and the blanks that count as letters. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u034f\u115f\u1160\u2800\u3164\uffa0]/gu
const MARKS_BESIDE_A_LETTER = /(\p{M}{3})\p{M}+/gu

/**
 * Text of a repository as one line of what can be seen: every run of white space is one space, invisible and direction characters become `�`,
 * marks that pile up on a letter are cut, and what is longer than `most` characters ends in `…`.
 */
export function cleanLine(text: string, most: number): string {
  const line = text.slice(0, 4 * most).replace(/\s+/g, ' ').replace(UNSEEN, '\ufffd').replace(MARKS_BESIDE_A_LETTER, '$1').trim()
  return line.length <= most ? line : `${line.slice(0, most - 1).replace(/[\ud800-\udbff]$/, '').trimEnd()}…`
}
