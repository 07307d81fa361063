import { generateKeyPairSync } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createLog } from '../../src/operate/log.ts'
import { tellProblems } from '../../src/operate/configuration.ts'
import { examine } from '../../src/operate/doctor.ts'
import { readConfiguration } from '../../src/operate/read-configuration.ts'
import { createRecentLines } from '../../src/operate/recent-lines.ts'
import { redact } from '../../src/operate/redact.ts'
import { SETTINGS } from '../../src/operate/settings.ts'

const PEM = generateKeyPairSync('rsa', { modulusLength: 2048, privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } }).privateKey
const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjd9abcdef.c2lnbmF0dXJl'
/** In each the part that nobody may read is zqsecret…zq, or a piece of it. */
const SECRETS: Readonly<Record<string, string>> = {
  'personal token': `ghp_zqsecret${'a'.repeat(28)}`, 'OAuth token': `gho_zqsecret${'a'.repeat(28)}`, 'user token': `ghu_zqsecret${'a'.repeat(28)}`, 'installation token': `ghs_zqsecret${'a'.repeat(28)}`, 'refresh token': `ghr_zqsecret${'a'.repeat(68)}`,
  'installation token with a JWT': `ghs_12345_${JWT.replace('c2ln', 'zqsecret')}`, 'fine-grained token': `github_pat_11ABC_zqsecret${'a'.repeat(50)}`, 'token of the API': `cct_0123456789ab_zqsecret${'0f'.repeat(28)}`, 'JWT': JWT.replace('c2ln', 'zqsecret'), 'JWT without a signature': `${JWT.split('.').slice(0, 2).join('.')}zqsecret.`,
  'private key': PEM.replace(/\n.{12}/, '\nzqsecretzqse'), 'cut private key': PEM.slice(0, 200).replace(/\n.{12}/, '\nzqsecretzqse'),
  'password of a database': 'postgres://coach:zqsecret@db:5432/coach', 'password with signs': 'postgresql://coach:p@zqsecret/w0rd@db/coach', 'user and password of an address': 'https://x-access-token:zqsecret@github.com/o/n.git', 'password with an @': 'https://me:p@zqsecret@github.com/o/n',
  'code of a sign-in': 'https://coach.example/sign-in/callback?code=zqsecret&state=abc', 'state of a sign-in': '/sign-in/callback?code=abc&state=zqsecret', 'code of a set-up': '/setup/callback?code=zqsecret', 'token in an address': 'https://a.example/x?a=b&token=zqsecret', 'signed download': 'https://store.example/a.zip?X-Amz-Credential=zqsecret&X-Amz-Signature=zqsecret&sig=zqsecret',
  'bearer': `Authorization: Bearer zqsecret${'a'.repeat(20)}`, 'short bearer': 'authorization: bearer zqsecret', 'basic': 'authorization: Basic zqsecretOnBhc3M=', 'header as JSON': '{"authorization":"token zqsecret"}', 'cookie': 'cookie: __Host-capstone_coach_session=zqsecret', 'cookie as JSON': '{"set-cookie":"a=zqsecret"}', 'signature of a webhook': 'x-hub-signature-256: sha256=zqsecret',
  'field of JSON': '{"client_secret":"zqsecret"}', 'field of JSON in a text': JSON.stringify('{"webhook_secret":"zqsecret","password": "zqsecret"}'), 'variable of the environment': 'PGPASSWORD=zqsecret node', 'setting': 'WEBHOOK_SECRET=zqsecret', 'key of a cloud': 'aws_secret_access_key = zqsecret',
  'key id of a cloud': 'AKIAZQSECRETZQSECRET', 'key of a map': `AIza${'zqsecret'.repeat(5).slice(0, 35)}`, 'token of a cloud': 'ya29.zqsecret-abc', 'token of a chat': 'xoxb-123-zqsecret', 'token of a registry': 'npm_zqsecretzqsecret',
}
const READS = /zqsecret/i

describe('a secret of any form', () => {
  it.each(Object.entries(SECRETS))('is in no line of the log, no cause of an error, and no warning that is shown: %s', (_, secret) => {
    const lines: string[] = []
    const recent = createRecentLines()
    const log = createLog('debug', (line) => { lines.push(line); recent.keep(line) })
    log.with({ of: secret }).warn(`it said ${secret}.`, { delivery: secret, says: `(${secret})` })
    log.error('it failed', {}, new Error(`outer ${secret}`, { cause: new Error(`inner: ${secret}`) }))
    expect(lines.filter((line) => READS.test(line))).toEqual([])
    expect(lines.map((line) => typeof JSON.parse(line))).toEqual(['object', 'object'])
    expect(JSON.stringify(recent.groups())).not.toMatch(READS)
    for (const around of [secret, `"${secret}"`, `_${secret}_`, `a=${secret},b`, `\n${secret}\n`]) expect(redact(around)).not.toMatch(READS)
  })

  it('is in no answer of doctor about a database that refuses it', async () => {
    const read = readConfiguration({ DATA_DIR: '/nowhere' }, () => ({ ok: true, courses: [] }))
    if (!read.ok) throw new Error('these settings are right')
    const examined = await examine({ configuration: read.configuration, manifest: { name: '', description: '', permissions: {}, events: [], isPublic: false }, tryStore: () => Promise.reject(new Error(`connection to ${SECRETS['password with signs'] ?? ''} failed`)), app: null, git: () => Promise.resolve('2.40.0'), ask: () => Promise.resolve(null) })
    expect(JSON.stringify(examined)).not.toMatch(READS)
    expect(JSON.stringify(examined)).toContain('cannot be used')
  })

  it.each(SETTINGS.filter(({ secret }) => secret).map(({ name }) => name))('is in no problem of the setting %s', (name) => {
    for (const value of ['zqsecret', 'mysql://a:zqsecret@b', `-----BEGIN zqsecret-----`, `zqsecret\u0000`, 'https://zqsecret']) {
      const read = readConfiguration({ DATA_DIR: '/nowhere', APP_ID: '7', PRIVATE_KEY: PEM, WEBHOOK_SECRET: 'long enough to be a secret', [name]: value }, () => ({ ok: true, courses: [] }))
      expect(read.ok ? '' : tellProblems(read.problems)).not.toMatch(READS)
    }
  })
})

describe('a secret that is known', () => {
  const known = 'plain words & "no form" äöü'

  it.each([['as it is', known], ['in JSON', JSON.stringify({ a: known })], ['in an address', `/x?y=${encodeURIComponent(known)}`]])('is in no line, though it looks like any text: %s', (_, text) => {
    const lines: string[] = []
    createLog('info', (line) => { lines.push(line) }, [known]).warn(text, { text })
    expect(lines.join('')).not.toMatch(/plain words|no form|no%20form/)
    expect(lines.join('')).toContain('[secret]')
  })

  it('is left alone where it is a word', () => { expect(redact('the main branch', ['main'])).toBe('the main branch') })
})

describe('what is no secret', () => {
  it.each([
    'not set up yet: open https://coach.example/setup?token=zq1 to register the App on GitHub', 'https://github.com/octo-org/churn/actions/runs/1?check_suite_focus=true', 'https://github.com/@octo/churn', 'commit 3f2c1ab9c0e1d2f3a4b5c6d7e8f9a0b1c2d3e4f5', 'state: open', 'code 404', 'token list', 'WEBHOOK_SECRET: found nothing; expected 16 characters or more',
    'mail a@b.example', 'a basic overview of it all', 'keyword=value', 'password is not set', 'cookie: none',
  ])('stays: %s', (text) => { expect(redact(text)).toBe(text) })

  it('takes no longer where text is made to', () => {
    const text = ['?code=', 'authorization: ', 'password=', 'postgres://', 'eyJhbGciOiJS.', 'ghs_a.', '\\"secret', 'a@'].map((piece) => piece.repeat(20_000)).join(' ')
    expect(redact(text).length).toBeGreaterThan(0)
  })
})
