import { createHash } from 'node:crypto'
import type { Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ProbeRequest } from '../../src/flow/ports/probe-ports.ts'
import type { Probe } from '../../src/model/probe.ts'
import { createProber, type ProberSettings } from '../../src/probe/prober.ts'
import { makeCertificate, type Certificate } from '../support/certificate.ts'
import { startHostileService, type HostileService } from '../support/hostile-service.ts'

const HOST = 'churn.example.edu'
const PUBLIC = '93.184.216.34'
const NOON = 1_764_072_000_000
/** Long enough for a busy machine to connect, short enough to wait for. */
const SHORT = 1500

let certificate: Certificate
beforeAll(() => { certificate = makeCertificate([HOST, PUBLIC]) })
const started: HostileService[] = []
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const service of started.splice(0)) await service.close()
})

async function start(behave: (socket: Socket) => void, own: Certificate | null = certificate): Promise<HostileService> {
  const service = await startHostileService(own, behave)
  started.push(service)
  return service
}

/** Asks a service for its health over a made-up internet: DNS gives one public address, which leads to it. */
async function ask(service: HostileService, settings: Partial<ProberSettings> = {}, request: Partial<ProbeRequest> = {}): Promise<Probe> {
  const prober = createProber({
    userAgent: 'capstone-coach-probe/0 (+https://coach.example.edu/probes)', loopback: false, now: () => NOON, dial: service.dial, authorities: certificate.certificate,
    resolve: () => Promise.resolve({ ok: true, addresses: [PUBLIC] }), patience: 30_000, ...settings,
  })
  const probe = await prober.ask({ what: 'health', url: `https://${HOST}/`, path: '/health', hosts: [HOST], ...request })
  await service.quiet()
  return probe
}

const answer = (status: string, headers: readonly string[], body: string | Buffer) => (socket: Socket): void => {
  socket.end(Buffer.concat([Buffer.from([`HTTP/1.1 ${status}`, ...headers, '', ''].join('\r\n')), Buffer.from(body)]))
}

describe('a service that answers', () => {
  it('is seen with its status, and its body as digest and excerpt', async () => {
    const body = '{"status": "ok",\n "by": "\u001b[31m\u202e"}'
    const service = await start(answer('200 OK', ['content-type: application/json', `content-length: ${Buffer.byteLength(body)}`], body))
    const probe = await ask(service)
    expect(probe).toMatchObject({ what: 'health', url: `https://${HOST}/`, path: '/health', asked: `https://${HOST}/health`, at: NOON })
    expect(probe.result).toMatchObject({
      kind: 'answered', status: 200, contentType: 'application/json', bytes: Buffer.byteLength(body), digest: createHash('sha256').update(body).digest('hex'),
      excerpt: '{"status": "ok", "by": "\ufffd[31m\ufffd"}', metrics: null,
    })
    expect(service.dialled).toEqual([PUBLIC])
    expect(service.received).toEqual([[
      'GET /health HTTP/1.1', `host: ${HOST}`, 'user-agent: capstone-coach-probe/0 (+https://coach.example.edu/probes)', 'accept: application/json, text/plain;q=0.9, */*;q=0.1', 'accept-encoding: identity', 'connection: close', '', '',
    ].join('\r\n')])
  })

  it.each(['404 Not Found', '500 Internal Server Error', '503 Service Unavailable', '304 Not Modified'])('with %s has answered so', async (status) => {
    expect((await ask(await start(answer(status, [], '')))).result).toMatchObject({ kind: 'answered', status: Number(status.slice(0, 3)), bytes: 0, excerpt: '' })
  })

  it('shows its metrics by family, those of the model first', async () => {
    const text = 'python_info{version="3"} 1\nhttp_requests_total 4\npredictions_total 3\n'
    const probe = await ask(await start(answer('200 OK', ['content-type: text/plain; version=0.0.4'], text)), {}, { what: 'metrics', path: '/metrics' })
    expect(probe.result).toMatchObject({ kind: 'answered', metrics: { kind: 'families', count: 3, families: [{ name: 'predictions_total', group: 'model' }, { name: 'http_requests_total', group: 'http' }, { name: 'python_info', group: 'process' }] } })
  })

  it('with something else than metrics says so', async () => {
    const metrics = { what: 'metrics', path: '/metrics' } as const
    expect((await ask(await start(answer('200 OK', [], '{"requests": 3}')), {}, metrics)).result).toMatchObject({ kind: 'answered', metrics: { kind: 'unreadable', line: 1 } })
    expect((await ask(await start(answer('404 Not Found', [], 'a 1\n')), {}, metrics)).result).toMatchObject({ kind: 'answered', status: 404, metrics: null })
  })

  it('at an address without a name is asked there, and its certificate has to name it', async () => {
    const service = await start(answer('200 OK', [], 'ok'))
    const resolve = (): never => { throw new Error('an address is not looked up') }
    expect((await ask(service, { resolve }, { url: `https://${PUBLIC}/`, hosts: [PUBLIC] })).result).toMatchObject({ kind: 'answered' })
    expect((await ask(service, { resolve }, { url: 'https://1.1.1.1/', hosts: ['1.1.1.1'] })).result).toEqual({ kind: 'no-answer', why: 'tls', status: null, detail: 'ERR_TLS_CERT_ALTNAME_INVALID' })
    expect(service.dialled).toEqual([PUBLIC, '1.1.1.1'])
  })

  it('is asked directly, whatever proxy the environment names', async () => {
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY']) vi.stubEnv(name, 'http://127.0.0.1:9')
    vi.stubEnv('NODE_USE_ENV_PROXY', '1')
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    const service = await start(answer('200 OK', [], 'ok'))
    expect((await ask(service)).result).toMatchObject({ kind: 'answered' })
    expect((await ask(service, {}, { url: 'https://other.example.edu/', hosts: ['other.example.edu'] })).result).toMatchObject({ kind: 'no-answer', why: 'tls' })
  })

  it('is asked at its next address where one takes no connection', async () => {
    const service = await start(answer('200 OK', [], 'ok'))
    const other = await start(() => {})
    await other.close()
    started.pop()
    const dial = (address: string, port: number): Socket => (address === PUBLIC ? other : service).dial(address, port)
    const resolve = (): Promise<{ ok: true; addresses: readonly string[] }> => Promise.resolve({ ok: true, addresses: ['2606:4700::1111', PUBLIC, '1.1.1.1'] })
    expect((await ask(service, { dial, resolve })).result).toMatchObject({ kind: 'answered' })
    expect([...other.dialled, ...service.dialled]).toEqual([PUBLIC, '1.1.1.1'])
  })
})

describe('a hostile DNS', () => {
  it('that changes its answer leads nowhere else: a name is looked up once', async () => {
    const service = await start(answer('200 OK', [], 'ok'))
    const asked: string[] = []
    const probe = await ask(service, { resolve: (name) => { asked.push(name); return Promise.resolve({ ok: true, addresses: [asked.length === 1 ? PUBLIC : '169.254.169.254'] }) } })
    expect(probe.result).toMatchObject({ kind: 'answered' })
    expect([asked, service.dialled]).toEqual([[HOST], [PUBLIC]])
  })

  it.each([
    [['10.0.0.1']], [[PUBLIC, '10.0.0.1']], [['2606:4700::1111', PUBLIC, '::ffff:127.0.0.1']], [['127.0.0.1']], [['fd00:ec2::254']], [['64:ff9b::7f00:1']], [['not an address']], [['localhost']], [[PUBLIC, 'fe80::1%eth0']],
    [Array.from({ length: 33 }, (_, index) => `93.184.216.${index}`)],
  ])('that gives %j is refused whole', async (addresses) => {
    const service = await start(() => {})
    expect((await ask(service, { resolve: () => Promise.resolve({ ok: true, addresses }) })).result).toEqual({ kind: 'refused', why: 'not-public', to: null })
    expect(service.dialled).toEqual([])
  })

  it('that knows no name, fails or never answers is told apart', async () => {
    const service = await start(() => {})
    expect((await ask(service, { resolve: () => Promise.resolve({ ok: false, why: 'name-not-found' }) })).result).toMatchObject({ kind: 'no-answer', why: 'name-not-found' })
    expect((await ask(service, { resolve: () => Promise.resolve({ ok: true, addresses: [] }) })).result).toMatchObject({ kind: 'no-answer', why: 'name-not-found' })
    expect((await ask(service, { resolve: () => Promise.resolve({ ok: false, why: 'name-server' }) })).result).toMatchObject({ kind: 'no-answer', why: 'name-server' })
    expect((await ask(service, { resolve: () => new Promise(() => {}), patience: 50 })).result).toMatchObject({ kind: 'no-answer', why: 'time' })
  })
})

describe('a redirect', () => {
  it.each(['301', '302', '303', '307', '308'])('of status %s is not followed, wherever it leads', async (status) => {
    const service = await start(answer(`${status} Elsewhere`, ['location: https://169.254.169.254/latest/meta-data'], ''))
    expect((await ask(service)).result).toEqual({ kind: 'refused', why: 'redirect', to: 'https://169.254.169.254/latest/meta-data' })
    expect(service.dialled).toHaveLength(1)
  })
})

describe('a redirect to the same path but for a slash at its end', () => {
  const leading = (location: string, then = answer('200 OK', [], 'ok')) => {
    let times = 0
    return (socket: Socket): void => {
      times += 1
      if (times === 1) answer('307 Temporary Redirect', [`location: ${location}`], '')(socket)
      else then(socket)
    }
  }

  it.each([['/health/'], [`https://${HOST}/health/`], [`http://${HOST}/health/`]])('as %s leads to that path, over https and at the address that was checked', async (location) => {
    const service = await start(leading(location))
    let lookedUp = 0
    const probe = await ask(service, { resolve: () => { lookedUp += 1; return Promise.resolve({ ok: true, addresses: [lookedUp === 1 ? PUBLIC : '127.0.0.1'] }) } })
    expect(probe).toMatchObject({ asked: `https://${HOST}/health/`, path: '/health', result: { kind: 'answered', excerpt: 'ok' } })
    expect(service.received.map((sent) => sent.split(' HTTP')[0])).toEqual(['GET /health', 'GET /health/'])
    expect(service.dialled).toEqual([PUBLIC, PUBLIC])
  })

  it('is followed once', async () => {
    const service = await start(leading('/health/', answer('307 Temporary Redirect', ['location: /health'], '')))
    expect((await ask(service)).result).toEqual({ kind: 'refused', why: 'redirect', to: '/health' })
    expect(service.received).toHaveLength(2)
  })

  it.each(['/health//', '//169.254.169.254/health/', 'https://elsewhere.example.edu/health/', '/other/', '/health', 'https://[', ''])('is none where it leads to %j', async (location) => {
    const service = await start(leading(location))
    expect((await ask(service)).result).toMatchObject({ kind: 'refused', why: 'redirect' })
    expect(service.received).toHaveLength(1)
  })
})

describe('a service that means harm', () => {
  const endless = (piece: string | Buffer) => (socket: Socket): void => {
    const more = (): void => { while (!socket.destroyed && socket.write(piece)); }
    socket.on('drain', more)
    more()
  }
  const first = (head: string, then: (socket: Socket) => void) => (socket: Socket): void => {
    socket.write(head)
    then(socket)
  }
  const dripping = (piece: string) => (socket: Socket): void => {
    const timer = setInterval(() => { socket.write(piece) }, 20)
    socket.on('close', () => { clearInterval(timer) })
  }
  const bomb = gzipSync(Buffer.alloc(20_000_000))

  it.each<readonly [string, (socket: Socket) => void, object]>([
    ['an endless body', first('HTTP/1.1 200 OK\r\n\r\n', endless('x'.repeat(16_384))), { kind: 'no-answer', why: 'too-large', status: 200 }],
    ['an endless body in chunks', first('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n', endless(`4000\r\n${'x'.repeat(0x4000)}\r\n`)), { kind: 'no-answer', why: 'too-large', status: 200 }],
    ['chunks with endless extensions', first('HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1;', endless('x'.repeat(16_384))), { kind: 'no-answer', status: 200 }],
    ['endless headers', first('HTTP/1.1 200 OK\r\n', endless(`x-a: ${'x'.repeat(1000)}\r\n`)), { kind: 'no-answer', why: 'too-large', status: null }],
    ['one endless header', first('HTTP/1.1 200 OK\r\nx-a: ', endless('x'.repeat(16_384))), { kind: 'no-answer', why: 'too-large', status: null }],
    ['endless interim answers', endless('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'), { kind: 'no-answer', why: 'not-http' }],
    ['another protocol', answer('101 Switching Protocols', ['connection: upgrade', 'upgrade: websocket'], 'x'), { kind: 'no-answer', why: 'not-http' }],
    ['a bomb of gzip', answer('200 OK', ['content-encoding: gzip', `content-length: ${bomb.length}`], bomb), { kind: 'refused', why: 'compressed' }],
    ['two encodings', answer('200 OK', ['content-encoding: identity, br'], 'x'), { kind: 'refused', why: 'compressed' }],
    ['HTTP/0.9', (socket) => { socket.end('<html>hello</html>') }, { kind: 'no-answer', why: 'not-http' }],
    ['noise', endless(Buffer.from([0, 255, 3, 9])), { kind: 'no-answer', why: 'not-http' }],
    ['a broken status', answer('2xx OK', [], ''), { kind: 'no-answer', why: 'not-http' }],
    ['two lengths', answer('200 OK', ['content-length: 1', 'content-length: 2'], 'xx'), { kind: 'no-answer', why: 'not-http' }],
    ['a length and chunks', answer('200 OK', ['content-length: 1', 'transfer-encoding: chunked'], '0\r\n\r\n'), { kind: 'no-answer', why: 'not-http' }],
    ['a body that is shorter than it says', answer('200 OK', ['content-length: 50'], 'x'), { kind: 'no-answer', why: 'connection', status: 200 }],
    ['a connection that closes at once', (socket) => { socket.end() }, { kind: 'no-answer', why: 'connection', status: null }],
    ['a connection that breaks', (socket) => { socket.destroy() }, { kind: 'no-answer', why: 'connection', status: null }],
  ])('by %s is left', async (_, behave, result) => {
    expect((await ask(await start(behave))).result).toMatchObject(result)
  })

  it.each<readonly [string, (socket: Socket) => void, number | null]>([
    ['says nothing', () => {}, null],
    ['drips its headers', first('HTTP/1.1 200 OK\r\nx-a: ', dripping('x')), null],
    ['drips its body', first('HTTP/1.1 200 OK\r\n\r\n', dripping('x')), 200],
    ['does not end', first('HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nabc', () => {}), 200],
  ])('and %s is waited for only so long', async (_, behave, status) => {
    expect((await ask(await start(behave), { patience: SHORT })).result).toEqual({ kind: 'no-answer', why: 'time', status, detail: null })
  })

  it('that never answers the encryption is waited for only so long', async () => {
    expect((await ask(await start(() => {}, null), { patience: SHORT })).result).toEqual({ kind: 'no-answer', why: 'time', status: null, detail: null })
  })

  it('with a certificate that is not good for its name is not asked', async () => {
    const yesterday = Date.now() - 86_400_000
    const others: readonly (readonly [Certificate, string])[] = [
      [makeCertificate(['other.example.edu']), 'ERR_TLS_CERT_ALTNAME_INVALID'], [makeCertificate([HOST], yesterday - 86_400_000, yesterday), 'CERT_HAS_EXPIRED'],
    ]
    for (const [other, detail] of others) {
      const service = await start(answer('200 OK', [], 'ok'), other)
      expect((await ask(service, { authorities: other.certificate })).result).toEqual({ kind: 'no-answer', why: 'tls', status: null, detail })
      expect(service.received).toEqual([])
    }
    const service = await start(answer('200 OK', [], 'ok'), makeCertificate([HOST]))
    expect((await ask(service)).result).toMatchObject({ kind: 'no-answer', why: 'tls' })
    expect(service.received).toEqual([])
  })

  it('without encryption is not asked', async () => {
    expect((await ask(await start((socket) => { socket.end('HTTP/1.1 400 Bad Request\r\n\r\n') }, null))).result).toMatchObject({ kind: 'no-answer', why: 'tls' })
  })
})

describe('what is not asked', () => {
  it('is neither looked up nor connected to', async () => {
    const service = await start(() => {})
    const resolve = (): never => { throw new Error('looked up') }
    for (const url of ['http://churn.example.edu/', 'https://169.254.169.254/', 'https://elsewhere.example.edu/', 'https://churn.example.edu:22/', 'nonsense']) {
      const probe = await ask(service, { resolve }, { url, hosts: [HOST, '169.254.169.254'] })
      expect(probe).toMatchObject({ asked: null, result: { kind: 'refused' } })
    }
    expect(service.dialled).toEqual([])
  })
})

describe('this machine', () => {
  it('is asked, also without encryption, where tests are to ask it', async () => {
    const service = await start(answer('200 OK', [], 'ok'), null)
    const url = `http://127.0.0.1:${service.port}/`
    expect((await ask(service, { loopback: true }, { url, hosts: ['127.0.0.1'] })).result).toMatchObject({ kind: 'answered', excerpt: 'ok' })
    expect((await ask(service, { loopback: true }, { url: `http://localhost:${service.port}/`, hosts: ['localhost'] })).result).toMatchObject({ kind: 'answered', excerpt: 'ok' })
    expect((await ask(service, {}, { url, hosts: ['127.0.0.1'] })).result).toMatchObject({ kind: 'refused', why: 'scheme' })
  })

  it('is not reached through a name of DNS even then', async () => {
    const service = await start(() => {})
    expect((await ask(service, { loopback: true, resolve: () => Promise.resolve({ ok: true, addresses: ['127.0.0.1'] }) })).result).toMatchObject({ kind: 'refused', why: 'not-public' })
    expect(service.dialled).toEqual([])
  })
})
