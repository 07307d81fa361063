/** Work that is done round by round, one round at a time. */
export type Drain = {
  /** Asks for a round: at once, or after the running one. */
  readonly wake: () => void
  /** Asks for no more; resolves when the running round has ended. */
  readonly stop: () => Promise<void>
}

/** Runs `round` whenever it is woken, never two at once; `isStopping` lets a long one end early. What it throws goes to `onError`, and the next waking tries again. */
export function createDrain(round: (isStopping: () => boolean) => Promise<void>, onError: (error: unknown) => void): Drain {
  let running: Promise<void> = Promise.resolve()
  let busy = false
  let again = false
  let stopping = false
  const run = async (): Promise<void> => {
    while (again) {
      again = false
      try {
        await round(() => stopping)
      } catch (error) {
        onError(error)
      }
    }
    busy = false
  }
  return {
    wake() {
      if (stopping) return
      again = true
      if (busy) return
      busy = true
      running = run()
    },
    async stop() {
      stopping = true
      again = false
      await running
    },
  }
}
