import type { AppOwner, FromGitHub, Hook, ListedDelivery, Registration } from '../../flow/ports/github-ports.ts'
import type { Installation } from '../../model/hosting.ts'
import type { GitHubClient } from '../client.ts'
import { payloadOf, type Payload } from '../meanings/payload.ts'
import { A_PAGE } from './desk.ts'
import { installationIn } from './hosted.ts'
import { itemsIn, listed } from './lists.ts'
import { timeOf } from './runs.ts'
import { troubleOf, valueOf } from './trouble.ts'

const MOST_INSTALLATION_PAGES = 50
const MOST_DELIVERY_PAGES = 500

/** What the App may do, as GitHub has it now. */
export async function registrationOf(client: GitHubClient): Promise<FromGitHub<Registration>> {
  return valueOf(await client.ask((rest, request) => rest.apps.getAuthenticated({ request })), 'the App', (body) => {
    const app = payloadOf(body)
    const permissions = app.textsByKey('permissions')
    const registration = { appId: app.number('id'), slug: app.textOrNull('slug') ?? '', name: app.text('name'), owner: ownerIn(app), permissions: permissions ?? {}, events: app.texts('events') ?? [] }
    return app.missing().length === 0 && permissions !== null ? registration : null
  })
}

/** An App of an enterprise has an owner without a login. */
function ownerIn(app: Payload): AppOwner | null {
  const [id, login] = [app.numberOrNull('owner.id'), app.textOrNull('owner.login')]
  return id === null || login === null ? null : { id, login, isPerson: app.textOrNull('owner.type') === 'User' }
}

/** Where the App is installed, 5,000 accounts at most. */
export function installationsOf(client: GitHubClient): Promise<FromGitHub<readonly Installation[]>> {
  const page = (number: number): ReturnType<typeof client.ask> => client.ask((rest, request) => rest.apps.listInstallations({ per_page: A_PAGE, page: number, request }))
  return listed('the installations of the App', page, null, installationIn, MOST_INSTALLATION_PAGES)
}

/** The deliveries since a time, newest first. */
export async function deliveriesSince(client: GitHubClient, since: number): Promise<FromGitHub<readonly ListedDelivery[]>> {
  const all: ListedDelivery[] = []
  let cursor: string | null = null
  for (let page = 1; page <= MOST_DELIVERY_PAGES; page += 1) {
    const at: { readonly cursor?: string } = cursor === null ? {} : { cursor }
    const answer = await client.ask((rest, request) => rest.apps.listWebhookDeliveries({ per_page: A_PAGE, ...at, request }))
    const read = valueOf(answer, 'the deliveries of the App', (body) => itemsIn(body, null, deliveryIn))
    if (!read.ok) return read
    all.push(...read.value.filter(({ deliveredAt }) => deliveredAt >= since))
    cursor = answer.ok && answer.next !== null ? new URL(answer.next).searchParams.get('cursor') : null
    if (cursor === null || read.value.some(({ deliveredAt }) => deliveredAt < since)) break
  }
  return { ok: true, value: all }
}

/** The last hundred attempts to deliver, newest first. */
export async function newestDeliveries(client: GitHubClient): Promise<FromGitHub<readonly ListedDelivery[]>> {
  const answer = await client.ask((rest, request) => rest.apps.listWebhookDeliveries({ per_page: A_PAGE, request }))
  return valueOf(answer, 'the deliveries of the App', (body) => itemsIn(body, null, deliveryIn))
}

/** Where and how GitHub sends webhooks. */
export async function hookOf(client: GitHubClient): Promise<FromGitHub<Hook>> {
  return valueOf(await client.ask((rest, request) => rest.apps.getWebhookConfigForApp({ request })), 'the webhook of the App', (body) => {
    const hook = payloadOf(body)
    // GitHub shows a secret that is set as stars, and writes yes and no as a text or a number.
    const unchecked = hook.textOrNull('insecure_ssl') ?? String(hook.numberOrNull('insecure_ssl') ?? 0)
    const read = { url: hook.text('url'), contentType: hook.textOrNull('content_type') ?? 'form', checksCertificate: unchecked !== '1', isSigned: (hook.textOrNull('secret') ?? '') !== '' }
    return hook.missing().length === 0 ? read : null
  })
}

/** Asks GitHub to send a delivery again. */
export async function redeliver(client: GitHubClient, attemptId: string): Promise<FromGitHub<null>> {
  const answer = await client.askRoute('POST /app/hook/deliveries/{delivery_id}/attempts', { delivery_id: attemptId })
  return answer.ok ? { ok: true, value: null } : { ok: false, trouble: troubleOf(answer.failure, `delivery ${attemptId}`) }
}

/** GitHub's word for what went wrong may stand beside a status of 0, or of none that is an error: only a 2xx is a success. */
function deliveryIn(answer: Payload): ListedDelivery {
  const status = answer.numberOrNull('status_code') ?? 0
  return {
    attemptId: answer.textOrNull('id') ?? String(answer.number('id')), guid: answer.text('guid'), deliveredAt: timeOf(answer, 'delivered_at') ?? 0, event: answer.text('event'),
    status, succeeded: status >= 200 && status < 300, redelivery: answer.flagOrNull('redelivery') ?? false,
  }
}
