import { createHmac } from 'node:crypto'
import { sign } from '@octokit/webhooks-methods'
import type { Delivery } from '../state/records.ts'
import type { World } from '../state/world.ts'

const LONGEST_ANSWER = 64 * 1024

/** The headers of a delivery, signed with the App's secret. */
export async function headersOf(world: World, delivery: Delivery): Promise<Readonly<Record<string, string>>> {
  const secret = world.app?.webhookSecret ?? ''
  return {
    'content-type': 'application/json', accept: '*/*', 'user-agent': 'GitHub-Hookshot/4e2a1f0', 'x-github-delivery': delivery.guid, 'x-github-event': delivery.event, 'x-github-hook-id': '1',
    'x-github-hook-installation-target-id': String(world.app?.id ?? 0), 'x-github-hook-installation-target-type': 'integration',
    'x-hub-signature': `sha1=${createHmac('sha1', secret).update(delivery.body).digest('hex')}`, 'x-hub-signature-256': await sign(secret, delivery.body),
  }
}

/** Sends a delivery once and notes how it ended. Never rejects. */
export async function send(world: World, delivery: Delivery): Promise<void> {
  const started = world.now()
  const note = (status: string, statusCode: number, answer: string): void => {
    Object.assign(delivery, { status, statusCode, answer, deliveredAt: started, duration: (world.now() - started) / 1000 })
  }
  if (world.webhookUrl === null) return note('failed to connect to host', 502, '')
  try {
    // A connection of its own: one that was kept may be closed from over there in the moment in which it is used again.
    const response = await fetch(world.webhookUrl, {
      method: 'POST', body: delivery.body, headers: { ...await headersOf(world, delivery), connection: 'close' }, redirect: 'manual', signal: AbortSignal.timeout(world.outbox.patience),
    })
    note(response.ok ? 'OK' : response.statusText === '' ? `Invalid HTTP Response: ${response.status}` : response.statusText, response.status, (await response.text()).slice(0, LONGEST_ANSWER))
  } catch (error) {
    const late = error instanceof Error && error.name === 'TimeoutError'
    note(late ? 'timed out' : 'failed to connect to host', late ? 504 : 502, '')
  }
}
