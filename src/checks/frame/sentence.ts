/** A text as the beginning of a sentence: its first letter is upper case. */
export function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
