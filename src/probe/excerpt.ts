const LONGEST = 200

/** The beginning of a stranger's text, on one line and in what can be seen: runs of white space are one space, control, format and direction characters become `�`. Not escaped for where it is shown. */
export function excerptOf(text: string): string {
  const line = text.slice(0, 8 * LONGEST).replaceAll(/\s+/g, ' ').replaceAll(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu, '\ufffd').trim()
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST - 1).replace(/[\ud800-\udbff]$/, '')}…`
}
