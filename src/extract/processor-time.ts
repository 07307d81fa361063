/**
 * The processor time that this process has used so far, on all its threads, in milliseconds. Limits are kept by it: on a busy machine the
 * clock runs on while nothing is read, and a verdict must not depend on what else the machine does.
 */
export function processorTime(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/**
 * Calls `over` once with the limit that was passed: when this process has used so much processor time since now, or when so much time has gone by on the clock
 * (both in milliseconds), which is for what waits without end; never after the function that it gives back was called.
 */
export function afterProcessorTime(most: number, longest: number, over: (limit: 'processor' | 'clock') => void): () => void {
  const [used, since] = [processorTime(), performance.now()]
  const looking = setInterval(() => {
    const limit = processorTime() - used >= most ? 'processor' : performance.now() - since >= longest ? 'clock' : null
    if (limit === null) return
    clearInterval(looking)
    over(limit)
  }, Math.min(1000, most / 10))
  return () => { clearInterval(looking) }
}
