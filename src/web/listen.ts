import { createAdaptorServer, type Http2Bindings, type HttpBindings } from '@hono/node-server'
import { notePeer } from './client-address.ts'

export type Listening = {
  /** The address that was listened on, with the port that the system gave for 0. */
  readonly url: string
  /** Takes no new connections, and waits for requests that run, until `limit` milliseconds. */
  readonly close: (limit: number) => Promise<void>
}

/** Listens for HTTP. Rejects where the address cannot be had. */
export async function listen(fetch: (request: Request) => Response | Promise<Response>, host: string, port: number): Promise<Listening> {
  const server = createAdaptorServer({
    fetch: (request, { incoming }: HttpBindings | Http2Bindings) => {
      notePeer(request, incoming.socket.remoteAddress)
      return fetch(request)
    },
  })
  // GitHub gives up after 10 s; a sender that dribbles must not hold a connection for longer.
  if ('requestTimeout' in server) {
    server.requestTimeout = 60_000
    server.headersTimeout = 15_000
    // Of 16 KB together, by Node's own limit.
    server.maxHeadersCount = 100
  }
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(port, host, () => { server.off('error', reject); resolve() }) })
  const address = server.address()
  const given = typeof address === 'object' && address !== null ? address.port : port
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${given}`,
    close: async (limit) => {
      const closed = new Promise<void>((resolve) => { server.close(() => { resolve() }) })
      if ('closeIdleConnections' in server) server.closeIdleConnections()
      const timer = setTimeout(() => { if ('closeAllConnections' in server) server.closeAllConnections() }, limit)
      await closed
      clearTimeout(timer)
    },
  }
}
