/** Lends one of some things (readers of files, judging threads) to one user at a time, in the order of asking: so what a repository costs is its own, while others are worked on beside it. */
export function lend<Thing>(things: readonly Thing[]): <Value>(use: (thing: Thing) => Promise<Value>) => Promise<Value> {
  const free = [...things]
  const waiting: ((thing: Thing) => void)[] = []
  const giveBack = (thing: Thing): void => {
    const next = waiting.shift()
    if (next === undefined) free.push(thing)
    else next(thing)
  }
  return async (use) => {
    const thing = free.pop() ?? await new Promise<Thing>((resolve) => { waiting.push(resolve) })
    try {
      return await use(thing)
    } finally {
      giveBack(thing)
    }
  }
}
