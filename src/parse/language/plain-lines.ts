/** More of an answer is not read; a person explains one thing in less. */
const LONGEST_ANSWER = 5000

/**
 * The lines of an answer written in Markdown, as a person would say them: marks of lists, headings and tables are gone, the words of code stay, lines that quote
 * somebody, comments, tags and addresses are left out. A paragraph that a mail program wrapped is one line. At most 5,000 characters are read.
 */
export function plainLines(text: string): readonly string[] {
  const bounded = text.slice(0, LONGEST_ANSWER).replace(/[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/g, '')
  const lines = withoutComments(bounded).split(/\r?\n|\r|\u2028|\u2029/).filter((line) => !/^\s{0,3}>/.test(line)).map(plainLine)
  return joined(lines).filter((line) => /[\p{L}\p{N}]/u.test(line))
}

function plainLine(line: string): string {
  const bare = line.trim()
  if (/^[|:\-\s=]*$/.test(bare) || /^(?:```|~~~)/.test(bare)) return ''
  const item = bare.replace(/^(?:[-*+•–]|#{1,6}|\(?\d{1,2}[.)])\s+/, '').replace(/^\[[ xX]\]\s+/, '')
  return item
    .replace(/\]\([^()\s]{0,500}\)/g, ']').replace(/\bhttps?:\/\/\S{1,500}/g, ' ').replace(/<\/?[a-z][^<>]{0,200}>/gi, ' ')
    // Emphasis inside a sentence is no word; the bar of a table parts what stands in its cells.
    .replace(/[*`]+/g, '').replace(/^\||\|$/g, '').replace(/\s*\|\s*/g, ' | ').trim()
}

/** Joins lines that were wrapped: a long one that ends inside a sentence, and one that goes on in small letters. */
function joined(lines: readonly string[]): readonly string[] {
  const whole: string[] = []
  let last = ''
  for (const line of lines) {
    if (last.length >= 60 && /[\p{L}\p{N},]$/u.test(last) && /^\p{Ll}/u.test(line)) whole.push(`${whole.pop() ?? ''} ${line}`)
    else whole.push(line)
    last = line
  }
  return whole
}

function withoutComments(text: string): string {
  const [first = '', ...rest] = text.split('<!--')
  return first + rest.map((part) => { const end = part.indexOf('-->'); return end < 0 ? '' : ` ${part.slice(end + 3)}` }).join('')
}
