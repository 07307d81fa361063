/**
 * Runs tasks a few at a time and yields each result as it comes. The next task is asked for only when the caller has taken a result, so that
 * results do not pile up; null says that there is none now, and is asked again while others run. Tasks must not reject.
 */
export async function* inParallel<Result>(most: number, nextTask: () => (() => Promise<Result>) | null): AsyncGenerator<Result> {
  const running = new Map<number, Promise<{ readonly id: number; readonly result: Result }>>()
  for (let id = 0; ;) {
    for (let task = running.size < most ? nextTask() : null; task !== null; task = running.size < most ? nextTask() : null) {
      const own = id
      running.set(own, task().then((result) => ({ id: own, result })))
      id += 1
    }
    if (running.size === 0) return
    const done = await Promise.race(running.values())
    running.delete(done.id)
    yield done.result
  }
}
