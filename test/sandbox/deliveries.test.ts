import { expect, it } from 'vitest'
import { APP, ask, jwtOf, sandboxWithApp, startReceiver } from '../support/app-on-sandbox.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import type { DeliveryPlan } from '../../src/sandbox/state/records.ts'

const NAME = 'octo-org/churn'

/** A sandbox that tells a receiver of three issues: One, Two and Three. */
async function threeIssues(webhookUrl: string | null, deliveryPlan: DeliveryPlan = () => null): Promise<Sandbox> {
  const sandbox = await sandboxWithApp({ webhookUrl, deliveryPlan: (delivery) => (delivery.event === 'issues' ? deliveryPlan(delivery) : null) })
  await sandbox.createRepository(NAME, { files: { 'app.py': '' } })
  sandbox.installApp('octo-org')
  for (const title of ['One', 'Two', 'Three']) sandbox.openIssue(NAME, title, '')
  await sandbox.settled()
  return sandbox
}
const titles = (heard: Awaited<ReturnType<typeof startReceiver>>['heard']): readonly unknown[] => heard.filter(({ event }) => event === 'issues').map(({ payload }) => (payload['issue'] as { readonly title: string }).title)
type Listed = readonly { readonly id: number; readonly guid: string; readonly event: string; readonly status: string; readonly status_code: number; readonly redelivery: boolean }[]
const listOf = async (sandbox: Sandbox, query = ''): Promise<Listed> => (await ask(sandbox, jwtOf(APP), `GET /app/hook/deliveries${query}`)).body as unknown as Listed

it('a lost webhook is listed as failed, is not sent again by itself, and comes under its old id when the App asks for it', async () => {
  const { url, heard } = await startReceiver()
  const sandbox = await threeIssues(url, ({ number }) => (number === 3 ? { kind: 'drop' } : null))
  expect(titles(heard)).toEqual(['One', 'Three'])
  const lost = (await listOf(sandbox)).filter(({ status }) => status !== 'OK')
  expect(lost).toMatchObject([{ event: 'issues', status_code: 502, redelivery: false }])
  expect((await ask(sandbox, jwtOf(APP), `POST /app/hook/deliveries/${lost[0]?.id ?? 0}/attempts`)).status).toBe(202)
  await sandbox.settled()
  expect(titles(heard)).toEqual(['One', 'Three', 'Two'])
  expect((await listOf(sandbox))[0]).toMatchObject({ guid: lost[0]?.guid, status: 'OK', redelivery: true })
  expect(heard.at(-1)?.id).toBe(lost[0]?.guid)
})

it('webhooks come twice, or after later ones, where the plan says so', async () => {
  const { url, heard } = await startReceiver()
  await threeIssues(url, ({ number }) => (number === 2 ? { kind: 'late', after: 1 } : number === 4 ? { kind: 'duplicate', times: 2 } : null))
  expect(titles(heard)).toEqual(['Two', 'One', 'Three', 'Three'])
  expect(heard.at(-1)?.id).toBe(heard.at(-2)?.id)
})

it('an answer of failure and a receiver that is not there are listed by what went wrong', async () => {
  const { url } = await startReceiver(() => 500)
  const sandbox = await threeIssues(url)
  expect((await listOf(sandbox, '?per_page=1'))[0]).toMatchObject({ status: 'Internal Server Error', status_code: 500 })
  sandbox.setWebhookUrl('http://127.0.0.1:1/webhook')
  sandbox.openIssue(NAME, 'Four', '')
  await sandbox.settled()
  expect((await listOf(sandbox, '?per_page=1'))[0]).toMatchObject({ status: 'failed to connect to host' })
})

it('the list is read page by page, newest first, and one delivery shows what was sent', async () => {
  const { url, heard } = await startReceiver()
  const sandbox = await threeIssues(url)
  const first = await ask(sandbox, jwtOf(APP), 'GET /app/hook/deliveries?per_page=3')
  const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? ''
  const second = await ask(sandbox, jwtOf(APP), `GET ${next}`)
  expect([...first.body, ...second.body].map(({ event }) => event)).toEqual(['issues', 'issues', 'issues', 'installation'])
  expect(second.headers.get('link')).toBeNull()
  const one = await ask(sandbox, jwtOf(APP), `GET /app/hook/deliveries/${String(first.body[0]?.['id'])}`)
  expect(one.body).toMatchObject({ guid: heard.at(-1)?.id, request: { payload: { action: 'opened', issue: { title: 'Three' } } } })
})

it('without an address nothing is sent or listed', async () => {
  expect(await listOf(await threeIssues(null))).toEqual([])
})
