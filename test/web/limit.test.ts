import { describe, expect, it } from 'vitest'
import { clientOf, notePeer } from '../../src/web/client-address.ts'
import { createLimit } from '../../src/web/limit.ts'

describe('a limit', () => {
  it('lets so many through in a window, says how long to wait, and begins anew', () => {
    const clock = { now: 0 }
    const take = createLimit({ most: 2, window: 60_000, now: () => clock.now })
    expect([take('a'), take('a'), take('a'), take('a'), take('b')]).toEqual([null, null, 60, 60, null])
    clock.now = 59_500
    expect(take('a')).toBe(1)
    clock.now = 60_000
    expect([take('a'), take('a'), take('a')]).toEqual([null, null, 60])
  })

  it('remembers no more than ten thousand at once, and forgets who came first', () => {
    const take = createLimit({ most: 1, window: 60_000, now: () => 0 })
    for (let at = 0; at < 10_001; at += 1) expect(take(`${at}`)).toBeNull()
    expect([take('1'), take('10000'), take('0')]).toEqual([60, 60, null])
  })
})

describe('who sent a request', () => {
  const from = (peer: string, forwarded: string | null, proxies: number): string => {
    const request = new Request('http://coach.example/', { headers: forwarded === null ? {} : { 'x-forwarded-for': forwarded } })
    notePeer(request, peer)
    return clientOf(request, proxies)
  }

  it.each([
    ['without a proxy: the connection, whatever is claimed', '192.0.2.7', '198.51.100.1', 0, '192.0.2.7'],
    ['behind one: what it saw', '10.0.0.1', '198.51.100.1', 1, '198.51.100.1'],
    ['behind one: not what was claimed before it', '10.0.0.1', '203.0.113.9, 198.51.100.1', 1, '198.51.100.1'],
    ['behind two', '10.0.0.1', '203.0.113.9, 198.51.100.1, 10.0.0.2', 2, '198.51.100.1'],
    ['behind one that says nothing', '10.0.0.1', null, 1, '10.0.0.1'],
    ['behind two, of which one was gone around', '10.0.0.1', '198.51.100.1', 2, '10.0.0.1'],
    ['behind one that writes a port', '10.0.0.1', '198.51.100.1:4711', 1, '198.51.100.1'],
    ['IPv4 in IPv6', '::ffff:192.0.2.7', null, 0, '192.0.2.7'],
    ['IPv6: its network', '2001:db8:1:2:a:b:c:d', null, 0, '20010db800010002/64'],
    ['IPv6 with a port', '10.0.0.1', '[2001:db8:1:2::1]:443', 1, '20010db800010002/64'],
    ['what is no address', '10.0.0.1', '<script>', 1, '10.0.0.1'],
    ['nothing at all', '', null, 0, 'unknown'],
  ])('%s', (_, peer, forwarded, proxies, client) => { expect(from(peer, forwarded, proxies)).toBe(client) })
})
