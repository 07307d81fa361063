/**
 * Rewrites numbers that the parser's grammar lacks, character for character: the point of `255.`, `1.e5` and `2.j` becomes a digit.
 * Their values are read from the original text at the same offsets, and so is every string that happens to hold one.
 */
export function maskedNumbers(text: string): string {
  return text.replace(/(?<![\w.])(?<digits>\d[\d_]*)\.(?=[^\w.]|$|[eE][+-]?\d|[jJ]\b)/g, '$<digits>0')
}

/** Blanks lines that hold nothing but a form feed, which Python takes for an empty line and the grammar does not. */
export function maskedFormFeeds(text: string): string {
  return text.includes('\f') ? text.replace(/^[ \t]*\f[ \t\f]*$/gm, (line) => ' '.repeat(line.length)) : text
}
