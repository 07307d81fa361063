import { connect, isIP, type Socket } from 'node:net'
import { checkServerIdentity, connect as secure, type TLSSocket } from 'node:tls'
import type { ProbeSilence } from '../model/probe.ts'
import type { Target } from './target.ts'

/** Opens a connection to an address; what `net.connect` gives. */
export type Dial = (address: string, port: number) => Socket

export type Connected =
  | { readonly ok: true; readonly socket: Socket | TLSSocket }
  | { readonly ok: false; readonly why: Extract<ProbeSilence, 'connection' | 'tls' | 'time'>; readonly detail: string | null }

/** A further address is tried where one refuses the connection; more than these are not. */
const MOST_ADDRESSES = 3

/** Connects to exactly that address: it is none that could be looked up again. No proxy is asked, whatever the environment names. */
export const dialAddress: Dial = (address, port) => connect({ host: address, port, family: isIP(address), autoSelectFamily: false, keepAlive: false })

/**
 * Connects to the first of some checked addresses that takes the connection, IPv4 first, and encrypts it where the target asks for that: by the name of the
 * target, whose certificate has to be valid for it. `authorities` (PEM) are trusted instead of the machine's own, where they are given. The socket is destroyed when the signal aborts.
 */
export async function connectTo({ host, port, secure: isSecure }: Target, addresses: readonly string[], signal: AbortSignal, dial: Dial, authorities: string | undefined): Promise<Connected> {
  let last: Connected = { ok: false, why: 'connection', detail: null }
  for (const address of addresses.toSorted((one, other) => isIP(one) - isIP(other)).slice(0, MOST_ADDRESSES)) {
    last = await opened(dial(address, port), 'connect', 'connection', signal)
    if (last.ok || last.why === 'time') break
  }
  if (!last.ok || !isSecure) return last
  const plain = last.socket
  // Certificate and name are checked whatever the environment says (NODE_TLS_REJECT_UNAUTHORIZED). An address is no name that could be sent.
  const encrypted = secure({
    socket: plain, ...(isIP(host) === 0 ? { servername: host } : {}), checkServerIdentity: (_, certificate) => checkServerIdentity(host, certificate),
    rejectUnauthorized: true, minVersion: 'TLSv1.2', ALPNProtocols: ['http/1.1'], ...(authorities === undefined ? {} : { ca: authorities }),
  })
  const result = await opened(encrypted, 'secureConnect', 'tls', signal)
  if (!result.ok) plain.destroy()
  return result
}

function opened<Kind extends Socket>(socket: Kind, event: 'connect' | 'secureConnect', otherwise: 'connection' | 'tls', signal: AbortSignal): Promise<Connected> {
  return new Promise((settle) => {
    const end = (result: Connected): void => {
      signal.removeEventListener('abort', late)
      socket.off(event, done).off('error', failed).off('close', closed)
      if (!result.ok) {
        // What a socket that nobody needs any more still says is no fault of the program.
        socket.on('error', () => {})
        socket.destroy()
      }
      settle(result)
    }
    const done = (): void => { end({ ok: true, socket }) }
    const late = (): void => { end({ ok: false, why: 'time', detail: null }) }
    const closed = (): void => { end({ ok: false, why: 'connection', detail: null }) }
    const failed = (error: NodeJS.ErrnoException): void => {
      const code = error.code ?? null
      end({ ok: false, why: code === 'ECONNRESET' || code === 'EPIPE' ? 'connection' : otherwise, detail: code })
    }
    signal.addEventListener('abort', late)
    socket.on(event, done).on('error', failed).on('close', closed)
    if (signal.aborted) late()
  })
}
