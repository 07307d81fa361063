/** A clock on which waiting takes no time: it goes on to what is awaited next, once nothing else moves. */
export type VirtualTime = {
  readonly now: () => number
  readonly sleep: (milliseconds: number) => Promise<void>
  /** Lets time go on until nothing is awaited any more, or for so many milliseconds. */
  readonly run: (most?: number) => Promise<void>
}

/** A virtual time that begins at a moment. */
export function virtualTime(start: number): VirtualTime {
  let at = start
  let timers: readonly { readonly at: number; readonly ring: () => void }[] = []
  const settle = async (): Promise<void> => { for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => { setImmediate(resolve) }) }
  return {
    now: () => at,
    sleep: (milliseconds) => new Promise((ring) => { timers = [...timers, { at: at + Math.max(0, milliseconds), ring }] }),
    async run(most = Infinity) {
      const end = at + most
      for (;;) {
        await settle()
        const next = Math.min(...timers.map((timer) => timer.at))
        if (timers.length === 0 || next > end) break
        at = Math.max(at, next)
        const due = timers.filter((timer) => timer.at <= at)
        timers = timers.filter((timer) => timer.at > at)
        for (const { ring } of due) ring()
      }
      if (most !== Infinity) at = end
    },
  }
}
