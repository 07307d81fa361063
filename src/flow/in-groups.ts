/** Makes something of each of a list, so many at once: a store answers together what is asked at once, and what is held meanwhile stays bounded. Gives it one by one, in the order of the list. */
export async function* inGroups<One, Made>(list: readonly One[], size: number, make: (one: One) => Promise<Made>): AsyncGenerator<Made, void, undefined> {
  for (let at = 0; at < list.length; at += size) yield* await Promise.all(list.slice(at, at + size).map(make))
}
