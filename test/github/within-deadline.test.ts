import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { expect, it, onTestFinished } from 'vitest'
import { withinDeadline } from '../../src/github/within-deadline.ts'

/** A server that takes every request and answers none. */
async function silentServer(): Promise<string> {
  const server = createServer(() => {})
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  onTestFinished(() => { server.close(); server.closeAllConnections() })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

it('ends a request that nobody answers, also where memory is collected meanwhile', async () => {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const collecting = setInterval(collect, 50)
  onTestFinished(() => { clearInterval(collecting) })
  const url = await silentServer()
  await expect(withinDeadline(800, new AbortController().signal, (signal) => fetch(url, { signal }))).rejects.toMatchObject({ name: 'TimeoutError' })
})

it('ends a request when all are closed, and one that comes later', async () => {
  const closing = new AbortController()
  const url = await silentServer()
  const asking = withinDeadline(60_000, closing.signal, (signal) => fetch(url, { signal }))
  closing.abort()
  await expect(asking).rejects.toMatchObject({ name: 'AbortError' })
  await expect(withinDeadline(60_000, closing.signal, (signal) => fetch(url, { signal }))).rejects.toMatchObject({ name: 'AbortError' })
})
