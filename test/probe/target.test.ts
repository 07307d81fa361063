import { describe, expect, it } from 'vitest'
import { isPublicAddress } from '../../src/probe/public-address.ts'
import { joinedPath } from '../../src/probe/joined-path.ts'
import { aimAt } from '../../src/probe/target.ts'

const HOST = 'churn.example.edu'

/** The rule that refuses an address, or the address that would be asked; its own host is on the list, unless `hosts` says which are. */
function aim(url: string, options: { readonly hosts?: readonly string[]; readonly path?: string; readonly loopback?: boolean } = {}): string {
  const hosts = options.hosts ?? [HOST, ...(URL.canParse(url) ? [new URL(url).hostname] : [])]
  const aimed = aimAt({ url, path: options.path ?? '/health', hosts }, { loopback: options.loopback ?? false })
  return aimed.ok ? `${aimed.target.secure ? 'https' : 'http'}://${aimed.target.authority}${aimed.target.path} at ${aimed.target.host}:${aimed.target.port}` : aimed.why
}

describe('an address that may be asked', () => {
  it.each([
    [`https://${HOST}`, `https://${HOST}/health at ${HOST}:443`],
    [`https://${HOST}/`, `https://${HOST}/health at ${HOST}:443`],
    [`HTTPS://CHURN.example.EDU:443/v1/?tab=logs#top`, `https://${HOST}/v1/health at ${HOST}:443`],
    ['https://xn--bcher-kva.example/', 'https://xn--bcher-kva.example/health at xn--bcher-kva.example:443'],
    ['https://bücher.example/', 'https://xn--bcher-kva.example/health at xn--bcher-kva.example:443'],
    ['https://93.184.216.34/', 'https://93.184.216.34/health at 93.184.216.34:443'],
    ['https://1572395042/', '93.184.216.34'],
    ['https://[2606:4700::6810:84e5]/', 'https://[2606:4700::6810:84e5]/health at 2606:4700::6810:84e5:443'],
  ])('%s', (url, expected) => { expect(aim(url)).toContain(expected) })
})

describe('an address that is refused before anything is looked up', () => {
  it.each([
    ['http://churn.example.edu/', 'scheme'], ['ftp://churn.example.edu/', 'scheme'], ['file:///etc/passwd', 'scheme'], ['gopher://churn.example.edu/', 'scheme'], ['javascript:alert(1)', 'scheme'],
    ['churn.example.edu', 'address'], ['https:churn.example.edu', 'address'], ['https:/churn.example.edu', 'address'], ['https:///churn.example.edu', 'address'], ['//churn.example.edu', 'address'], ['', 'address'],
    ['https://churn.example.edu\\@169.254.169.254/', 'address'], ['https:\\\\churn.example.edu/', 'address'], ['https://churn.ex\tample.edu/', 'address'], ['https://churn.example.edu\n/', 'address'], [' https://churn.example.edu/', 'address'],
    ['https://churn.example.edu/\r\nHost: a', 'address'], ['https://chu\u00adrn.example.edu/', 'address'], ['https://churn.example.edu\u0000.a/', 'address'], [`https://churn.example.edu/${'a'.repeat(2100)}`, 'address'],
    ['https://ana:secret@churn.example.edu/', 'credentials'], ['https://ana@churn.example.edu/', 'credentials'], ['https://@churn.example.edu/', 'credentials'], ['https://churn.example.edu@169.254.169.254/', 'credentials'],
    ['https://churn.example.edu:8443/', 'port'], ['https://churn.example.edu:22/', 'port'], ['https://churn.example.edu:80/', 'port'], ['https://churn.example.edu:99999/', 'address'],
    ['https://localhost/', 'name'], ['https://localhost./', 'name'], ['https://a.localhost/', 'name'], ['https://LOCALHOST/', 'name'], ['https://ｌｏｃａｌｈｏｓｔ/', 'name'], ['https://ⓛocalhost/', 'name'],
    ['https://metadata.google.internal/', 'name'], ['https://metadata。google。internal/', 'name'], ['https://metadata.google.ｉnternal/', 'name'], ['https://metadata.google.internal./', 'name'],
    ['https://printer.local/', 'name'], ['https://db.corp/', 'name'], ['https://router.lan/', 'name'], ['https://a.home.arpa/', 'name'], ['https://a.onion/', 'name'], ['https://metadata/', 'name'], ['https://churn.example.edu./', 'name'], ['https://churn..example.edu/', 'name'],
    ['https://a%2eb.internal/', 'name'], ['https://churn.example.edu%00.a/', 'address'],
    ['https://127.0.0.1/', 'not-public'], ['https://127.1/', 'not-public'], ['https://2130706433/', 'not-public'], ['https://0x7f.1/', 'not-public'], ['https://0x7f000001/', 'not-public'], ['https://017700000001/', 'not-public'], ['https://0177.0.0.1/', 'not-public'],
    ['https://127.0.0.1./', 'not-public'], ['https://１２７.０.０.１/', 'not-public'], ['https://0/', 'not-public'], ['https://0.0.0.0/', 'not-public'],
    ['https://169.254.169.254/', 'not-public'], ['https://2852039166/', 'not-public'], ['https://0xa9fea9fe/', 'not-public'], ['https://[::ffff:169.254.169.254]/', 'not-public'], ['https://[fd00:ec2::254]/', 'not-public'],
    ['https://[::1]/', 'not-public'], ['https://[::]/', 'not-public'], ['https://[::127.0.0.1]/', 'not-public'], ['https://[64:ff9b::a9fe:a9fe]/', 'not-public'], ['https://[2002:7f00:1::]/', 'not-public'],
    ['https://[fe80::1%25eth0]/', 'address'], ['https://[fe80::1%eth0]/', 'address'], ['https://[::1', 'address'], ['https://1.2.3.4.5/', 'address'], ['https://256.256.256.256/', 'address'],
  ])('%j: %s', (url, why) => { expect(aim(url)).toBe(why) })

  it('of a host that neither a deployment nor the course names', () => {
    expect(aim('https://elsewhere.example.edu/', { hosts: [HOST] })).toBe('host')
    expect(aim(`https://a.${HOST}/`, { hosts: [HOST] })).toBe('host')
    expect(aim(`https://${HOST}.example.com/`, { hosts: [HOST] })).toBe('host')
    expect(aim(`https://${HOST}/`, { hosts: [] })).toBe('host')
    expect(aim(`https://${HOST}/`, { hosts: ['Churn.Example.edu'] })).toContain(HOST)
  })
})

describe('this machine itself, where tests may ask it', () => {
  it.each([
    ['http://localhost:8000/', 'http://localhost:8000/health at localhost:8000'], ['http://127.0.0.1:8000/api', 'http://127.0.0.1:8000/api/health at 127.0.0.1:8000'], ['https://[::1]:9000', 'https://[::1]:9000/health at ::1:9000'],
    ['http://127.1/', 'http://127.0.0.1/health at 127.0.0.1:80'], ['http://192.168.0.1/', 'scheme'], ['https://192.168.0.1/', 'not-public'], ['https://169.254.169.254/', 'not-public'], ['http://a.localhost/', 'scheme'], ['http://[::ffff:127.0.0.1]/', 'scheme'],
    ['http://ana@localhost/', 'credentials'],
  ])('%s: %s', (url, expected) => { expect(aim(url, { loopback: true })).toBe(expected) })
})

describe('a path', () => {
  it.each([
    ['/', '/health', '/health'], ['/', '/', '/'], ['/', '/-/healthz', '/-/healthz'], ['/', '/_stcore/health', '/_stcore/health'], ['/', '/metrics/', '/metrics/'],
    ['/prod', '/health', '/prod/health'], ['/prod/', '/health', '/prod/health'], ['/docs', '/health', '/health'], ['/api/docs/', '/health', '/api/health'], ['/prod', '/', '/prod/'],
    ['/health', '/health', '/health'], ['/api/health', '/health', '/api/health'], ['/health', '/metrics', '/metrics'], ['/api/v1', '/api/v1/health', '/api/v1/health'], ['/v%20one', '/health', '/v%20one/health'],
  ])('below %s, %s is asked as %s', (base, path, expected) => { expect(joinedPath(base, path)).toBe(expected) })

  it.each([
    'health', '', '//169.254.169.254/', '/\\a', '/a\\b', '/a b', '/a?b=c', '/a#b', '/../a', '/a/./b', '/%2e%2e/a', '/%2E./a', '/a%2fb', '/a%5Cb', '/a%00b', '/a%0d%0ab', '/a%', '/a%zz', '/a\r\nHost: b', '/ä', '/{name}', '/<name>', `/${'a'.repeat(600)}`, 'https://a.example/',
  ])('%j is refused', (path) => {
    expect(joinedPath('/', path)).toBeNull()
    expect(aim(`https://${HOST}/`, { path })).toBe('path')
  })
})

describe('an address of a machine', () => {
  it.each(['1.1.1.1', '93.184.216.34', '8.8.8.8', '172.32.0.1', '100.128.0.1', '198.20.0.1', '2606:4700::1111', '2a00:1450:4001:810::200e'])('%s is public', (address) => { expect(isPublicAddress(address)).toBe(true) })

  it.each([
    '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '100.64.0.1', '100.100.100.200', '0.0.0.0', '0.1.2.3', '224.0.0.1', '239.255.255.255', '240.0.0.1', '255.255.255.255',
    '192.0.0.192', '192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '198.19.255.255', '192.88.99.1', '168.63.129.16', '192.31.196.1', '192.52.193.1', '192.175.48.1',
    '::', '::1', 'fe80::1', 'fec0::1', 'fc00::1', 'fd00:ec2::254', 'ff02::1', '::ffff:1.1.1.1', '::ffff:a9fe:a9fe', '::1.1.1.1', '::ffff:0:1.1.1.1', '64:ff9b::1.1.1.1', '64:ff9b::a00:1', '64:ff9b:1::1', '2002:101:101::1', '2001::1', '2001:db8::1', '2001:2::1', '2001:20::1',
    '3fff::1', '100::1', '5f00::1', '4000::1', '2620:4f:8000::1',
    'fe80::1%eth0', '2606:4700::1111%1', '0127.0.0.1', '1.1', '0x1.1.1.1', '16843009', '1.1.1.1 ', '', 'localhost', '[2606:4700::1111]',
  ])('%s is not public', (address) => { expect(isPublicAddress(address)).toBe(false) })

  it('is not public where it is one of this machine, however it is written', () => {
    expect(isPublicAddress('93.184.216.34', ['93.184.216.34'])).toBe(false)
    expect(isPublicAddress('2606:4700::1111', ['2606:4700:0:0:0:0:0:1111'])).toBe(false)
    expect(isPublicAddress('2606:4700::1112', ['2606:4700:0:0:0:0:0:1111', 'fe80::1%eth0'])).toBe(true)
  })
})
