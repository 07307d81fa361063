import nock from 'nock'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { convertManifest } from '../../src/github/convert-manifest.ts'

const APP = { id: 7, name: 'Coach', html_url: 'https://github.com/apps/coach', pem: 'KEY', webhook_secret: 'secret', client_id: 'Iv1.a', client_secret: 'c' }
const convert = () => convertManifest('https://api.github.com', 'abc', 'capstone-coach/test')

beforeEach(() => { nock.disableNetConnect() })
afterEach(() => { nock.cleanAll(); nock.enableNetConnect() })
const answers = (status: number, body: unknown): void => { nock('https://api.github.com').post('/app-manifests/abc/conversions').reply(status, body as nock.Body) }

describe('the code of a manifest', () => {
  it('gives the credentials of the App', async () => {
    answers(201, APP)
    expect(await convert()).toEqual({ ok: true, value: { credentials: { appId: 7, privateKey: 'KEY', webhookSecret: 'secret', client: { id: 'Iv1.a', secret: 'c' } }, name: 'Coach', url: 'https://github.com/apps/coach' } })
  })

  it('that GitHub does not know is told as used or old', async () => {
    answers(404, { message: 'Not Found' })
    expect(await convert()).toEqual({ ok: false, trouble: { kind: 'gone', says: 'GitHub does not know the code: it was used already, or is older than an hour.' } })
  })

  it.each([
    ['an error of GitHub', 422, { message: 'Hook url is not supported' }, 'GitHub answered 422: Hook url is not supported.'],
    ['a page instead of JSON', 502, '<html>', 'GitHub answered 502.'],
    ['an answer without a webhook secret', 201, { ...APP, webhook_secret: null }, 'GitHub\'s answer lacks a key or secret of the App.'],
    ['an address that is none', 201, { ...APP, html_url: 'javascript:alert(1)' }, 'GitHub\'s answer lacks a key or secret of the App.'],
  ])('with %s gives trouble in words', async (_, status, body, says) => {
    answers(status, body)
    expect(await convert()).toEqual({ ok: false, trouble: { kind: 'passing', says } })
  })

  it('gives trouble in words where GitHub is not there', async () => {
    nock('https://api.github.com').post('/app-manifests/abc/conversions').replyWithError('ECONNREFUSED')
    expect(await convert()).toMatchObject({ ok: false, trouble: { kind: 'passing' } })
  })
})
