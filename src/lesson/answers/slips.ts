/** Shorter words are too near to others: `hardest` is no harvest. */
const SHORTEST = 8
const LONGEST = 24

/** For a word that a list does not hold: the one of the list that is one letter away (one left out, added, replaced, or two exchanged); null where none or the word is short. */
export function slipsOf(words: readonly string[]): (written: string) => string | null {
  const near = new Map<string, string>()
  const known = words.filter((word) => word.length >= SHORTEST - 1 && word.length <= LONGEST)
  for (const word of known) for (const shorter of withOneLess(word)) if (!near.has(shorter)) near.set(shorter, word)
  const exact = new Set(known)
  return (written) => {
    if (written.length < SHORTEST || written.length > LONGEST + 1) return null
    const direct = near.get(written)
    if (direct !== undefined && direct[0] === written[0]) return direct
    for (const shorter of withOneLess(written)) {
      if (exact.has(shorter)) return shorter
      const word = near.get(shorter)
      if (word !== undefined && word[0] === written[0] && isOneSlip(written, word)) return word
    }
    return null
  }
}

function withOneLess(word: string): readonly string[] {
  return Array.from({ length: word.length }, (_, at) => word.slice(0, at) + word.slice(at + 1))
}

/** Of two words of one length: they differ in one letter, or in two neighbours that changed places. */
function isOneSlip(one: string, other: string): boolean {
  if (one.length !== other.length) return false
  const differs = Array.from({ length: one.length }, (_, at) => at).filter((at) => one[at] !== other[at])
  const [first = 0, second = 0] = differs
  return differs.length === 1 || (differs.length === 2 && second === first + 1 && one[first] === other[second] && one[second] === other[first])
}
