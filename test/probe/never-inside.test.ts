import { Socket } from 'node:net'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { createProber } from '../../src/probe/prober.ts'

/**
 * Whether an address in its plain spelling is public, by this test's own table (IANA's special-purpose registries): what the App's library says is not asked.
 * IPv6 is public within 2000::/3 alone, less the blocks below.
 */
function isPublic(address: string): boolean {
  if (address.includes(':')) {
    // The last two groups may be written as IPv4 is; within 2000::/3 that is a spelling and nothing more.
    const [head = '', tail = ''] = address.replace(/(\d+)\.(\d+)\.(\d+)\.(\d+)$/, (_, ...parts: string[]) => [0, 2].map((at) => (Number(parts[at]) * 256 + Number(parts[at + 1])).toString(16)).join(':')).split('::')
    const front = head.split(':').filter((part) => part !== '')
    const back = tail.split(':').filter((part) => part !== '')
    const groups = [...front, ...Array.from({ length: Math.max(0, 8 - front.length - back.length) }, () => '0'), ...back].map((part) => Number.parseInt(part, 16))
    const [first = 0, second = 0] = groups
    if (address.includes('%') || first < 0x2000 || first > 0x3fff) return false
    return !(first === 0x2002 || (first === 0x2001 && (second < 0x200 || second === 0xdb8)) || (first === 0x3fff && second < 0x1000))
  }
  const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number)
  const isSpecial = a === 0 || a === 10 || a === 127 || a >= 224 || (a === 100 && b >= 64 && b < 128) || (a === 169 && b === 254) || (a === 172 && b >= 16 && b < 32) || (a === 192 && b === 168)
    || (a === 192 && b === 0 && (c === 0 || c === 2)) || (a === 192 && b === 88 && c === 99) || (a === 198 && (b === 18 || b === 19)) || (a === 198 && b === 51 && c === 100) || (a === 203 && b === 0 && c === 113)
    || (a === 168 && b === 63 && c === 129 && d === 16)
  return /^\d+\.\d+\.\d+\.\d+$/.test(address) && !isSpecial
}

const part = fc.nat(255)
const interesting = fc.constantFrom(
  '127.0.0.1', '10.0.0.1', '169.254.169.254', '192.168.0.1', '172.16.0.1', '100.64.0.1', '0.0.0.0', '::1', '::', '::ffff:127.0.0.1', '::ffff:7f00:1', 'fe80::1', 'fd00:ec2::254', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:1::', '93.184.216.34', '2606:4700::1111', '2606:4700::1.1.1.1', '2000:0:0:0:0:0:0.0.0.0', '::ffff:1.1.1.1', '1.1.1.1',
)
const address = fc.oneof(interesting, fc.tuple(part, part, part, part).map((parts) => parts.join('.')), fc.ipV6(), fc.tuple(fc.constantFrom('2001', '2002', '2606', 'fe80', '64:ff9b'), fc.nat(0xffff)).map(([head, rest]) => `${head}::${rest.toString(16)}`))
const spelled = fc.oneof(
  address, fc.nat(0xffffffff).map(String), fc.nat(0xffffffff).map((number) => `0x${number.toString(16)}`), fc.nat(0xffffffff).map((number) => `0${number.toString(8)}`), fc.tuple(part, fc.nat(0xffffff)).map((parts) => parts.join('.')),
  fc.constantFrom('localhost', 'churn.example.edu', 'metadata.google.internal', 'LOCALHOST', 'ｌｏｃａｌｈｏｓｔ', '①②⑦.0.0.1', '127。0。0。1', '127.0.0.1.', 'localhost.', '127.1', '0x7f.1', 'a.b', '[::1]', '[::ffff:127.0.0.1]', '[fe80::1%25lo]'),
).map((host) => host.includes(':') && !host.startsWith('[') ? `[${host}]` : host)
const url = fc.tuple(
  fc.constantFrom('https://', 'https://', 'https://', 'http://', 'HTTPS://', 'https:', 'https:/', 'https:\\\\', 'ftp://', ' https://', 'https://a@', 'https://churn.example.edu@', 'https://churn.example.edu\\@', 'ht\ttps://'),
  spelled, fc.constantFrom('', '', ':443', ':80', ':0', ':8443', '.', '%00', '\t', '#@churn.example.edu'), fc.constantFrom('', '/', '/a/..', '//b', '\\c', '?d', '/@e'),
).map((parts) => parts.join(''))

it('never connects to anything but the public addresses of one look-up, whatever the address and whatever DNS says', async () => {
  let connected = 0
  await fc.assert(fc.asyncProperty(fc.oneof(url, fc.webUrl(), fc.string()), fc.array(address, { maxLength: 4 }), fc.constantFrom('/health', '//a', '/../b', '/\\c', '/d\r\ne'), async (asked, addresses, path) => {
    const dialled: string[] = []
    let lookedUp = 0
    const hosts = URL.canParse(asked) ? [new URL(asked).hostname] : []
    const prober = createProber({
      userAgent: 'a test', loopback: false,
      resolve: () => { lookedUp += 1; return Promise.resolve({ ok: true, addresses: lookedUp === 1 ? addresses : ['127.0.0.1'] }) },
      dial: (one, port) => {
        dialled.push(one)
        expect(port).toBe(443)
        const socket = new Socket()
        process.nextTick(() => { socket.destroy() })
        return socket
      },
    })
    const { result } = await prober.ask({ what: 'health', url: asked, path, hosts })
    expect(result.kind).not.toBe('answered')
    expect(dialled.filter((one) => !isPublic(one))).toEqual([])
    if (lookedUp > 0) expect(dialled.filter((one) => !addresses.includes(one))).toEqual([])
    if (dialled.length > 0) connected += 1
    expect(lookedUp).toBeLessThanOrEqual(1)
  }), { numRuns: 1000 })
  // Else the test would show nothing.
  expect(connected).toBeGreaterThan(0)
})
