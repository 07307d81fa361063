/** Names longer than this are compared by their beginning alone. */
const LONGEST = 80

/** Those of the names that are at most two slips away from what was written, and one where it is of four letters or fewer; the nearest first, then in their order. Letters count alike in any size. */
export function nearestNames(written: string, names: readonly string[]): readonly string[] {
  const asked = written.toLowerCase().slice(0, LONGEST)
  const near = names.flatMap((name) => {
    const known = name.toLowerCase().slice(0, LONGEST)
    const most = Math.min(asked.length, known.length) <= 4 ? 1 : 2
    const away = Math.abs(asked.length - known.length) > most ? Infinity : slipsBetween(asked, known)
    return away <= most ? [{ name, away }] : []
  })
  return near.toSorted((one, other) => one.away - other.away).map(({ name }) => name)
}

/** How many letters are to be added, left out, replaced or exchanged with their neighbour, to make one word of the other. */
function slipsBetween(one: string, other: string): number {
  let before: readonly number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, at) => at)
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row]
    for (let at = 1; at <= other.length; at += 1) {
      const replaced = (last[at - 1] ?? 0) + (one[row - 1] === other[at - 1] ? 0 : 1)
      const shifted = Math.min((last[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1)
      const isExchange = row > 1 && at > 1 && one[row - 1] === other[at - 2] && one[row - 2] === other[at - 1]
      next.push(Math.min(replaced, shifted, isExchange ? (before[at - 2] ?? 0) + 1 : Infinity))
    }
    before = last
    last = next
  }
  return last.at(-1) ?? 0
}
