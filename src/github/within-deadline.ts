/**
 * Gives `send` a signal that aborts after so many milliseconds (with a `TimeoutError`), or when `closing` does, and waits for what it gives back.
 * `AbortSignal.any` over `AbortSignal.timeout` would not do: on Node 20 the collector takes the timeout away, and a request that nobody answers never ends.
 */
export async function withinDeadline<Value>(milliseconds: number, closing: AbortSignal, send: (signal: AbortSignal) => Promise<Value>): Promise<Value> {
  const controller = new AbortController()
  const close = (): void => { controller.abort(closing.reason) }
  const timer = setTimeout(() => { controller.abort(new DOMException('The request took too long', 'TimeoutError')) }, milliseconds)
  closing.addEventListener('abort', close)
  if (closing.aborted) close()
  try {
    return await send(controller.signal)
  } finally {
    clearTimeout(timer)
    closing.removeEventListener('abort', close)
  }
}
