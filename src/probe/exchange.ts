import { request as ask, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import type { ProbeSilence } from '../model/probe.ts'

export type Exchanged =
  | { readonly kind: 'answer'; readonly status: number; readonly headers: IncomingMessage['headers']; readonly body: Buffer }
  | { readonly kind: 'silence'; readonly why: ProbeSilence; readonly status: number | null; readonly detail: string | null }

/** Most bytes of a body, and of all headers together. */
const LARGEST_BODY = 64 * 1024
const LARGEST_HEADERS = 16 * 1024
/** Answers of status 1xx that may come before the one that counts. */
const MOST_INTERIM = 4

/** Sends one GET over a connection that is there and reads its answer within bounds, until the signal aborts; then the connection is destroyed. A redirect is an answer like any other. Never rejects. */
export function exchange(socket: Socket, path: string, headers: Readonly<Record<string, string>>, signal: AbortSignal): Promise<Exchanged> {
  return new Promise((settle) => {
    let status: number | null = null
    let interim = 0
    const end = (result: Exchanged): void => {
      signal.removeEventListener('abort', late)
      settle(result)
      sent.destroy()
      socket.destroy()
    }
    const silent = (why: Extract<Exchanged, { kind: 'silence' }>['why'], detail: string | null = null): void => { end({ kind: 'silence', why, status, detail }) }
    const failed = (error: NodeJS.ErrnoException): void => {
      const code = error.code ?? null
      if (code === 'HPE_HEADER_OVERFLOW' || code === 'HPE_CHUNK_EXTENSIONS_OVERFLOW') silent('too-large', code)
      else silent(code?.startsWith('HPE_') === true ? 'not-http' : 'connection', code)
    }
    const late = (): void => { silent('time') }
    // What a socket still says after its end is no fault of the program.
    socket.on('error', () => {})
    const sent = ask({ createConnection: () => socket, method: 'GET', path, headers, setHost: false, maxHeaderSize: LARGEST_HEADERS, insecureHTTPParser: false })
    sent.on('information', () => {
      interim += 1
      if (interim > MOST_INTERIM) silent('not-http')
    })
    sent.on('upgrade', () => { silent('not-http') })
    sent.on('response', (response) => {
      status = response.statusCode ?? null
      const parts: Buffer[] = []
      let size = 0
      response.on('data', (part: Buffer) => {
        size += part.length
        if (size > LARGEST_BODY) silent('too-large')
        else parts.push(part)
      })
      response.on('end', () => {
        if (status === null || !response.complete) silent('connection')
        else end({ kind: 'answer', status, headers: response.headers, body: Buffer.concat(parts) })
      })
      response.on('error', failed)
    })
    sent.on('error', failed)
    sent.on('close', () => { silent('connection') })
    signal.addEventListener('abort', late)
    if (signal.aborted) late()
    else sent.end()
  })
}
