/** How far the capstone of a repository is: steps that are done, of how many, and whether all is done that the wrap-up asks for. */
export type BadgeState = { readonly done: number; readonly of: number; readonly isWhole: boolean }

const NAME = 'capstone'
/** About the width of a letter of 11 pixels, and the room beside a text. */
const LETTER = 6.6
const ROOM = 12

/** The badge of a repository as an SVG picture, without anything loaded from elsewhere: what it is, and how far it is, in words and not by colour alone. */
export function badgeSvg({ done, of, isWhole }: BadgeState): string {
  const says = isWhole ? 'whole cycle done' : `${done} of ${of} steps`
  const [left, right] = [widthOf(NAME), widthOf(says)]
  const text = (x: number, words: string): string => `<text x="${x}" y="14" textLength="${words.length * LETTER}">${words}</text>`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${left + right}" height="20" role="img" aria-label="${NAME}: ${says}">`,
    `<title>${NAME}: ${says}</title>`,
    `<rect width="${left + right}" height="20" rx="3" fill="#24292f"/><path d="M${left} 0h${right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3h-${right - 3}z" fill="${isWhole ? '#1a7f37' : '#0550ae'}"/>`,
    `<g fill="#ffffff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">${text(ROOM / 2, NAME)}${text(left + ROOM / 2, says)}</g>`,
    '</svg>\n',
  ].join('')
}

function widthOf(words: string): number {
  return Math.round(words.length * LETTER + ROOM)
}
