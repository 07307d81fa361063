import type { Log, Meters } from '../flow/ports/operation-ports.ts'
import type { Delivery, DeliveryStore } from '../flow/ports/store-ports.ts'
import { readCapped } from './read-capped.ts'

export type Receiving = {
  /** Whether a `X-Hub-Signature-256` is that of this body, by the webhook's secret. */
  readonly verify: (body: string, signature: string) => Promise<boolean>
  readonly deliveries: Pick<DeliveryStore, 'add'>
  readonly now: () => number
  readonly log: Log
  readonly meters?: Pick<Meters, 'delivery'>
  /** Called once a new delivery is stored. */
  readonly onStored: () => void
}

/** GitHub delivers nothing larger, and what signs it has been read whole by then. */
const LARGEST = 25 * 1024 * 1024

/**
 * Answers one webhook: stores it, then 202. Nothing else happens before the row is committed. 400: not a webhook of GitHub's; 401: another secret signed it;
 * 413: over 25 MB, the rest is not read; 503: it could not be stored, or nobody knows whether it was (a connection
 * lost during the commit), so GitHub lists it as failed and it can be asked for again; one that was stored all the same is worked off, and then counts as repeated.
 */
export function createReceiver({ verify, deliveries, now, log, meters, onStored }: Receiving): (request: Request) => Promise<Response> {
  return async (request) => {
    const receivedAt = now()
    const { id, name, signature } = headersOf(request.headers)
    const refused = (status: number, says: string, size: number | null = null): Response => {
      meters?.delivery(name ?? 'unknown', status === 503 ? 'failed' : 'refused')
      log.warn(`webhook answered ${status}: ${says}`, { delivery: id, size })
      return answer(status, says)
    }
    if (id === null || name === null) return refused(400, 'X-GitHub-Delivery and X-GitHub-Event are expected')
    if (signature === null) return refused(401, 'X-Hub-Signature-256 is expected')
    let bytes: Uint8Array | null
    try {
      bytes = await readCapped(request, LARGEST)
    } catch {
      return refused(400, 'the body ended early')
    }
    if (bytes === null) return refused(413, 'the body is larger than 25 MB')
    const body = textOf(bytes)
    // What is not UTF-8 would not be stored as it was signed.
    if (body === null || !(await isSigned(verify, body, signature))) return refused(401, 'the signature does not match the webhook secret', bytes.byteLength)
    const payload = jsonOf(body)
    if (payload === undefined) return refused(400, 'a JSON body is expected: set the webhook\'s content type to application/json', bytes.byteLength)
    const delivery: Delivery = {
      id, name, body, receivedAt, action: actionOf(payload),
      installationId: idOf(payload, 'installation'), repositoryId: idOf(payload, 'repository'),
    }
    try {
      const isNew = await deliveries.add(delivery)
      meters?.delivery(name, isNew ? 'stored' : 'repeated')
      if (isNew) onStored()
    } catch (error) {
      log.error('a delivery could not be stored', { delivery: id, size: bytes.byteLength }, error)
      return refused(503, 'it could not be stored', bytes.byteLength)
    }
    return answer(202, 'stored')
  }
}

/** Ids and names of events are short words; anything else is not from GitHub, and is kept out of log and store. */
function headersOf(headers: Headers): { readonly id: string | null; readonly name: string | null; readonly signature: string | null } {
  const matching = (name: string, pattern: RegExp): string | null => {
    const value = headers.get(name)
    return value !== null && pattern.test(value) ? value : null
  }
  return { id: matching('x-github-delivery', /^[\w-]{1,100}$/), name: matching('x-github-event', /^[a-z][a-z_]{0,63}$/), signature: matching('x-hub-signature-256', /^sha256=[0-9a-f]{64}$/) }
}

async function isSigned(verify: Receiving['verify'], body: string, signature: string): Promise<boolean> {
  try {
    return await verify(body, signature)
  } catch {
    return false
  }
}

function textOf(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}

function jsonOf(body: string): object | undefined {
  try {
    const value: unknown = JSON.parse(body)
    return typeof value === 'object' && value !== null ? value : undefined
  } catch {
    return undefined
  }
}

function actionOf(payload: object): string | null {
  const action = fieldOf(payload, 'action')
  return typeof action === 'string' ? action.slice(0, 64) : null
}

function idOf(payload: object, name: string): number | null {
  const id = fieldOf(fieldOf(payload, name), 'id')
  return typeof id === 'number' && Number.isSafeInteger(id) ? id : null
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined
}

function answer(status: number, says: string): Response {
  return new Response(`${says}\n`, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}
