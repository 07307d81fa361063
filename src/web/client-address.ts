import ipaddr from 'ipaddr.js'

/** Who sent each request, as the connection says it: never part of what was sent. */
const PEERS = new WeakMap<Request, string>()

/** Notes from which address a request came. */
export function notePeer(request: Request, address: string | undefined): void {
  if (address !== undefined) PEERS.set(request, address)
}

/**
 * Which client sent a request, as one word: the address of the connection; behind so many proxies of the operator's own, the address that the first of them saw. What else stands in `X-Forwarded-For` anybody can write.
 * Of IPv6 the network counts, of which one client has every address.
 */
export function clientOf(request: Request, proxies: number): string {
  const peer = PEERS.get(request) ?? ''
  const told = (request.headers.get('x-forwarded-for') ?? '').split(',').map((one) => one.trim())
  const seen = proxies === 0 ? peer : told.at(-proxies) ?? peer
  return networkOf(seen) ?? networkOf(peer) ?? 'unknown'
}

function networkOf(text: string): string | null {
  // A proxy may write the port behind it.
  const bare = /^(?:\[([\da-f:.]{2,45})\]|(\d{1,3}(?:\.\d{1,3}){3}))(?::\d{1,5})?$/i.exec(text)
  const address = bare?.[1] ?? bare?.[2] ?? text
  if (!ipaddr.isValid(address)) return null
  const read = ipaddr.process(address)
  return read.kind() === 'ipv4' ? read.toString() : `${read.toByteArray().slice(0, 8).map((byte) => byte.toString(16).padStart(2, '0')).join('')}/64`
}
