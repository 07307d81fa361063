import { once } from 'node:events'
import { connect, createServer as listen, type Server, type Socket } from 'node:net'
import { createServer as listenSecurely } from 'node:tls'
import type { Dial } from '../../src/probe/connect.ts'
import type { Certificate } from './certificate.ts'

/** A service on this machine that stands for one on the public internet. */
export type HostileService = {
  readonly port: number
  /** Leads to the service whatever address is asked for; `dialled` holds those, in order. */
  readonly dial: Dial
  readonly dialled: string[]
  /** What was sent to it, whole. */
  readonly received: string[]
  /** Waits until no connection is open. */
  readonly quiet: () => Promise<void>
  readonly close: () => Promise<void>
}

/** Starts a service that does with each connection what `behave` does once a first request came; encrypted with a certificate, or not (null). */
export async function startHostileService(certificate: Certificate | null, behave: (socket: Socket) => void): Promise<HostileService> {
  const received: string[] = []
  const dialled: string[] = []
  const open = new Set<Socket>()
  const taken = (socket: Socket): void => {
    open.add(socket)
    socket.on('close', () => { open.delete(socket) }).on('error', () => {})
    socket.once('data', (data) => {
      received.push(data.toString())
      behave(socket)
    })
  }
  const server: Server = certificate === null ? listen(taken) : listenSecurely({ key: certificate.key, cert: certificate.certificate }, taken)
  server.on('tlsClientError', () => {})
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    port, received, dialled,
    dial: (asked) => {
      dialled.push(asked)
      return connect({ host: '127.0.0.1', port })
    },
    quiet: async () => { for (const socket of Array.from(open)) if (!socket.closed) await new Promise<void>((done) => { socket.on('close', () => { done() }) }) },
    close: async () => {
      for (const socket of open) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
