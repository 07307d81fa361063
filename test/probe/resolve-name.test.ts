import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, expect, it } from 'vitest'
import { createResolveName } from '../../src/probe/resolve-name.ts'

const open: Socket[] = []
afterEach(() => { for (const socket of open.splice(0)) socket.close() })

/** A server of names on this machine: gives IPv4 addresses for every name (`none`: there is no such name; null: it does not answer), and no IPv6. */
async function names(give: readonly (readonly number[])[] | 'none' | 'broken' | null): Promise<{ readonly server: string; readonly asked: () => number }> {
  const socket = createSocket('udp4')
  open.push(socket)
  let asked = 0
  socket.on('message', (query, { port, address }) => {
    asked += 1
    if (give === null) return
    const isIPv4 = query.readUInt16BE(query.indexOf(0, 12) + 1) === 1
    const answers = isIPv4 && typeof give !== 'string' ? give : []
    const head = Buffer.from(query.subarray(0, 12))
    head.writeUInt16BE(0x8180 + (give === 'none' ? 3 : give === 'broken' ? 2 : 0), 2)
    head.writeUInt16BE(answers.length, 6)
    head.writeUInt32BE(0, 8)
    const question = query.subarray(12, query.indexOf(0, 12) + 5)
    socket.send(Buffer.concat([head, question, ...answers.map((parts) => Buffer.from([0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 9, 0, 4, ...parts]))]), port, address)
  })
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  return { server: `127.0.0.1:${socket.address().port}`, asked: () => asked }
}

const never = (): AbortSignal => new AbortController().signal

it('gives every address that DNS gives, private ones too: the caller judges', async () => {
  const { server, asked } = await names([[93, 184, 216, 34], [10, 0, 0, 1]])
  expect(await createResolveName([server])('churn.example.edu', never())).toEqual({ ok: true, addresses: ['93.184.216.34', '10.0.0.1'] })
  expect(asked()).toBe(2)
})

it('asks DNS for names that this machine knows by itself', async () => {
  const { server } = await names('none')
  expect(await createResolveName([server])('localhost.localdomain', never())).toEqual({ ok: false, why: 'name-not-found' })
})

it('tells a name without addresses from a server that fails', async () => {
  expect(await createResolveName([(await names([])).server])('churn.example.edu', never())).toEqual({ ok: false, why: 'name-not-found' })
  expect(await createResolveName([(await names('broken')).server])('churn.example.edu', never())).toEqual({ ok: false, why: 'name-server' })
})

it('ends when it is told to, though nobody answers', async () => {
  const { server } = await names(null)
  const controller = new AbortController()
  setTimeout(() => { controller.abort() }, 50)
  expect(await createResolveName([server])('churn.example.edu', controller.signal)).toEqual({ ok: false, why: 'time' })
  expect(await createResolveName([server])('churn.example.edu', controller.signal)).toEqual({ ok: false, why: 'time' })
})
