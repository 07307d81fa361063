/** Parts of a text that may be cut from their end, and the words that say how many were. */
export type Cuttable = { readonly entries: readonly string[]; readonly cut: (left: number) => string }

/** A text's parts in order: what must stand, and what may be cut, the lowest number first. */
export type Part = string | (Cuttable & { readonly order: number })

/**
 * Joins parts so that the whole holds at most `limit` bytes of UTF-8: entries are cut from the end of the part with the lowest order first,
 * and in their place stands how many were. What must stand is never cut.
 */
export function fitted(parts: readonly Part[], limit: number): string {
  const kept = new Map(parts.flatMap((part, index) => (typeof part === 'string' ? [] : [[index, part.entries.length] as const])))
  const text = (part: Part, index: number): string => {
    if (typeof part === 'string') return part
    const count = kept.get(index) ?? 0
    return part.entries.slice(0, count).join('') + (count === part.entries.length ? '' : part.cut(part.entries.length - count))
  }
  const cuttable = parts.flatMap((part, index) => (typeof part === 'string' ? [] : [{ part, index }])).toSorted((one, other) => one.part.order - other.part.order || other.index - one.index)
  let size = parts.reduce((sum, part, index) => sum + bytesOf(text(part, index)), 0)
  for (const { part, index } of cuttable) {
    while (size > limit && (kept.get(index) ?? 0) > 0) {
      const before = bytesOf(part.cut(part.entries.length - (kept.get(index) ?? 0)))
      const count = (kept.get(index) ?? 0) - 1
      const first = count === part.entries.length - 1
      kept.set(index, count)
      size += bytesOf(part.cut(part.entries.length - count)) - (first ? 0 : before) - bytesOf(part.entries[count] ?? '')
    }
  }
  return parts.map(text).join('')
}

function bytesOf(text: string): number {
  return new TextEncoder().encode(text).length
}
