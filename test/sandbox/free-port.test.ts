import { createServer } from 'node:net'
import { expect, it, onTestFinished } from 'vitest'
import { freePort } from '../../src/sandbox/free-port.ts'

it('a free port is none that this machine gives to who asks for any, so that nobody takes it before it is listened on', async () => {
  const ports = await Promise.all(Array.from({ length: 40 }, () => freePort()))
  expect(ports.filter((port) => port < 1024 || port >= 32_768)).toEqual([])
})

it('a free port can be listened on', async () => {
  const server = createServer().listen(await freePort(), '127.0.0.1')
  onTestFinished(() => { server.close() })
  await new Promise((resolve, reject) => { server.once('listening', resolve).once('error', reject) })
  expect(server.listening).toBe(true)
})
