/** The words of a text as people say them: lower case, letters and digits only. */
export function spokenWords(text: string): readonly string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
}
