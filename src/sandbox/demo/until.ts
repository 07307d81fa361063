const LONGEST = 60_000
const LOOK = 100

/** Ends when something is there to be seen, at the latest after a minute: what is looked for may have been said before. */
export async function until(isThere: () => boolean): Promise<void> {
  const started = performance.now()
  while (!isThere() && performance.now() - started < LONGEST) await new Promise((resolve) => { setTimeout(resolve, LOOK) })
}
