import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import type { Delivery } from '../../src/flow/ports/store-ports.ts'
import { createReceiver } from '../../src/inbox/receive.ts'
import { keptLog, type KeptLog } from '../support/quiet-log.ts'

const SECRET = 'it is a secret'
const BODY = JSON.stringify({ action: 'opened', installation: { id: 7 }, repository: { id: 42 }, text: 'what a student wrote, ä' })

type Setting = { readonly receive: (request: Request) => Promise<Response>; readonly stored: Map<string, Delivery>; readonly log: KeptLog; readonly woken: () => number }

function receiver(add?: () => Promise<boolean>): Setting {
  const stored = new Map<string, Delivery>()
  const log = keptLog()
  let woken = 0
  const keep = (delivery: Delivery): Promise<boolean> => {
    const isNew = !stored.has(delivery.id)
    if (isNew) stored.set(delivery.id, delivery)
    return Promise.resolve(isNew)
  }
  const receive = createReceiver({
    verify: (body, signature) => Promise.resolve(signature === sign(body)),
    deliveries: { add: add ?? keep }, now: () => 1_700_000_000_000, log, onStored: () => { woken += 1 },
  })
  return { receive, stored, log, woken: () => woken }
}

function sign(body: string | Uint8Array): string {
  return `sha256=${createHmac('sha256', SECRET).update(body).digest('hex')}`
}

function webhook(body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>, headers: Readonly<Record<string, string | null>> = {}): Request {
  const signature = body instanceof ReadableStream ? `sha256=${'0'.repeat(64)}` : sign(body)
  const all = Object.entries({ 'x-github-delivery': 'guid-1', 'x-github-event': 'pull_request', 'x-hub-signature-256': signature, ...headers })
  return new Request('http://localhost/webhook', { method: 'POST', body, duplex: 'half', headers: all.filter((pair): pair is [string, string] => pair[1] !== null) })
}

it('stores a signed delivery as it came, and answers 202', async () => {
  const { receive, stored, woken } = receiver()
  expect((await receive(webhook(BODY))).status).toBe(202)
  expect([...stored.values()]).toEqual([{ id: 'guid-1', name: 'pull_request', action: 'opened', installationId: 7, repositoryId: 42, receivedAt: 1_700_000_000_000, body: BODY }])
  expect(woken()).toBe(1)
})

it('takes a repetition in without storing it twice', async () => {
  const { receive, stored, woken } = receiver()
  await receive(webhook(BODY))
  expect((await receive(webhook(BODY))).status).toBe(202)
  expect([stored.size, woken()]).toEqual([1, 1])
})

it('answers nothing before the row is committed', async () => {
  let commit = (): void => {}
  const { receive } = receiver(() => new Promise((resolve) => { commit = () => { resolve(true) } }))
  let answered = false
  const answer = receive(webhook(BODY)).then((response) => { answered = true; return response.status })
  await new Promise((resolve) => { setTimeout(resolve, 20) })
  expect(answered).toBe(false)
  commit()
  expect(await answer).toBe(202)
})

it('lets GitHub list a delivery as failed that could not be stored', async () => {
  const { receive, woken } = receiver(() => Promise.reject(new Error('disk full')))
  expect((await receive(webhook(BODY))).status).toBe(503)
  expect(woken()).toBe(0)
})

describe('refuses', () => {
  it.each([
    ['another secret', webhook(BODY, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }), 401],
    ['no signature', webhook(BODY, { 'x-hub-signature-256': null }), 401],
    ['bytes that are no UTF-8', webhook(Uint8Array.from([0x7b, 0xff, 0x7d])), 401],
    ['no delivery id', webhook(BODY, { 'x-github-delivery': null }), 400],
    ['a delivery id that is none', webhook(BODY, { 'x-github-delivery': 'a b' }), 400],
    ['no event', webhook(BODY, { 'x-github-event': null }), 400],
    ['a form', webhook('payload=%7B%7D'), 400],
    ['a length of more than 25 MB', webhook('{}', { 'content-length': String(25 * 1024 * 1024 + 1) }), 413],
    ['a length that is no number', webhook('{}', { 'content-length': 'a lot' }), 413],
  ])('%s', async (_, request, status) => {
    const { receive, stored, log } = receiver()
    expect((await receive(request)).status).toBe(status)
    expect(stored.size).toBe(0)
    expect(log.lines.filter(({ level }) => level === 'warn')).toHaveLength(1)
  })

  it('more than 25 MB while it is read, and stops reading', async () => {
    const { receive } = receiver()
    let sent = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1
        controller.enqueue(new Uint8Array(1024 * 1024))
      },
    })
    expect((await receive(webhook(endless))).status).toBe(413)
    expect(sent).toBeLessThan(30)
  })

  it('without a word of the body in the log', async () => {
    const { receive, log } = receiver()
    await receive(webhook(BODY, { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` }))
    expect(log.lines).toHaveLength(1)
    expect(log.lines[0]?.fields).toBe(JSON.stringify({ delivery: 'guid-1', size: Buffer.byteLength(BODY) }))
    expect(JSON.stringify(log.lines)).not.toContain('student')
  })
})
