import { turn } from '../flow/turn.ts'

/** How much is written at once, at most; what is larger by itself is written alone. */
export type GroupLimits<Item> = { readonly most: number; readonly weightOf: (item: Item) => number; readonly mostWeight: number }

type Waiting<Item, Result> = { readonly item: Item; readonly weight: number; readonly resolve: (result: Result) => void; readonly reject: (error: unknown) => void }

/**
 * Makes of a write of several items one of a single item: what comes in while a group is written is the next group, or the next few where it is more than one
 * may hold, so that many share one commit. `write` gives a result for each item, in their order, once all are kept; what it throws is thrown to each of
 * its group. Where `isOfOne` says that one item alone may be at fault, each of them is written by itself, and only those that fail then do.
 */
export function groupCommit<Item, Result>(write: (items: readonly Item[]) => Promise<readonly Result[]>, isOfOne: (error: unknown) => boolean, limits: GroupLimits<Item>): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = []
  let isWriting = false
  const writeAll = async (group: readonly Waiting<Item, Result>[]): Promise<void> => {
    try {
      const results = await write(group.map(({ item }) => item))
      for (const [index, result] of results.entries()) group[index]?.resolve(result)
    } catch (error) {
      if (group.length === 1 || !isOfOne(error)) {
        for (const { reject } of group) reject(error)
        return
      }
      for (const one of group) await writeAll([one])
    }
  }
  const writeOn = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.slice(0, fitting(waiting, limits))
      waiting = waiting.slice(group.length)
      await writeAll(group)
      await arrivals()
    }
    isWriting = false
  }
  return (item) => new Promise((resolve, reject) => {
    waiting.push({ item, weight: limits.weightOf(item), resolve, reject })
    if (isWriting) return
    isWriting = true
    // SQLite commits at once and lets nothing in meanwhile: what has arrived by now is read first.
    void turn().then(writeOn)
  })
}

/** Node lets in one new connection a turn: with a single one between two commits of SQLite, those that come at once would wait for seconds. */
const MOST_TURNS = 16
/** Turns are long where much is read; a group does not wait longer than this for the next one, in milliseconds. */
const LONGEST = 15

/** Lets in and reads what has arrived meanwhile. */
async function arrivals(): Promise<void> {
  const until = performance.now() + LONGEST
  for (let turns = 0; turns === 0 || (turns < MOST_TURNS && performance.now() < until); turns += 1) await turn()
}

/** How many of those at the front are one group: at least one. */
function fitting<Item, Result>(waiting: readonly Waiting<Item, Result>[], { most, mostWeight }: GroupLimits<Item>): number {
  let weight = 0
  const beyond = waiting.findIndex((one, index) => index >= most || (weight += one.weight) > mostWeight)
  return beyond < 0 ? waiting.length : Math.max(1, beyond)
}
