/** A name in two parts: what stands before a comma is the last name (`Kovac, Ana`), else the last word is. */
export function nameParts(name: string): { readonly first: string; readonly last: string } {
  const comma = name.indexOf(',')
  if (comma >= 0) return { first: name.slice(comma + 1).trim(), last: name.slice(0, comma).trim() }
  const words = name.trim().split(/\s+/)
  return { first: words.slice(0, -1).join(' '), last: words.at(-1) ?? '' }
}
