/** Resolves when everything else that waits for this thread has had its turn: requests and timers as well, which a promise alone would not let through. */
export function turn(): Promise<void> {
  return new Promise((resolve) => { setImmediate(resolve) })
}

/** Gives what long work awaits between its steps: at once, or after a turn of all others where the last one is so many milliseconds ago. */
export function turnEvery(milliseconds: number): () => Promise<void> {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < milliseconds) return
    await turn()
    since = performance.now()
  }
}
