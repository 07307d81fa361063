import { describe, expect, it } from 'vitest'
import { createLog } from '../../src/operate/log.ts'
import { redact } from '../../src/operate/redact.ts'

const KEY = '-----BEGIN RSA PRIVATE KEY-----\nMIIEabc\nMIIEdef\n-----END RSA PRIVATE KEY-----'

describe('what a line of the log never holds', () => {
  it.each([
    ['an installation token', `token is ghs_${'a1'.repeat(18)}.`, 'token is [token].'],
    ['a long installation token', `ghs_${'A'.repeat(300)} end`, '[token] end'],
    ['a personal token', `ghp_${'a'.repeat(36)}`, '[token]'],
    ['a fine-grained token', `github_pat_${'a1_'.repeat(20)}`, '[token]'],
    ['a token of the API', `cct_0123456789ab_${'0f'.repeat(32)}`, '[token]'],
    ['a header', `authorization: Bearer ${'a.b-c'.repeat(8)}`, 'authorization: Bearer [token]'],
    ['a JWT', 'eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjd9.c2ln', '[token]'],
    ['a key', `key ${KEY} end`, 'key [key] end'],
    ['a key as JSON writes it', JSON.stringify(KEY), '"[key]"'],
    ['a key that was cut', KEY.slice(0, 50), '[key]'],
    ['two keys', `${KEY} and ${KEY}`, '[key] and [key]'],
    ['the password of a database', 'postgres://coach:hunter2@db:5432/coach', 'postgres://[user]@db:5432/coach'],
  ])('%s', (_, text, expected) => { expect(redact(text)).toBe(expected) })

  it.each(['a token of the course', 'https://github.com/octo-org/churn', 'commit 3f2c1ab9c0', 'mail a@b.example', 'ghs is short'])('and what it does hold: %s', (text) => { expect(redact(text)).toBe(text) })

  it('is found in text that is made to take long', () => {
    const text = `${'-----BEGIN '.repeat(20_000)}${'ghs_'.repeat(20_000)}${'a://'.repeat(20_000)}`
    expect(redact(text)).toBe('[key]')
    expect(redact('a://'.repeat(20_000))).toHaveLength(80_000)
  })
})

describe('the log', () => {
  const written = (level: 'info' | 'debug', use: (log: ReturnType<typeof createLog>) => void): readonly unknown[] => {
    const lines: string[] = []
    use(createLog(level, (line) => { lines.push(line) }))
    return lines.map((line): unknown => JSON.parse(line))
  }

  it('is one JSON object a line with level, time, sentence and fields, those of `with` on every line', () => {
    expect(written('info', (log) => { log.with({ delivery: 'd-1' }).warn('refused', { bytes: 12 }) })).toEqual([
      { level: 'warn', time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) as unknown, delivery: 'd-1', bytes: 12, msg: 'refused' },
    ])
  })

  it('holds debug lines where they are asked for alone', () => {
    expect(written('info', (log) => { log.debug('a branch') })).toEqual([])
    expect(written('debug', (log) => { log.debug('a branch') })).toHaveLength(1)
  })

  it('tells an error with its causes, without secrets', () => {
    const lines = JSON.stringify(written('info', (log) => { log.error('failed', {}, new Error('outer', { cause: new Error(`asked with ghs_${'a'.repeat(36)}`) })) }))
    expect(lines).toContain('outer')
    expect(lines).toContain('asked with [token]')
    expect(lines).not.toContain('ghs_')
  })
})
