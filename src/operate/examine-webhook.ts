import type { AppPort, Hook, ListedDelivery } from '../flow/ports/github-ports.ts'
import { printable } from '../flow/printable.ts'
import type { Examined } from './examined.ts'

export type HeardApp = Pick<AppPort, 'hook' | 'newestDeliveries'>

const ABOUT = 'webhook'
const WHERE = 'on the App\'s page on GitHub under "General", "Webhook"'

/** Compares where and how GitHub sends webhooks with what the App hears, and looks at what could not be handed over lately. Never rejects. */
export async function examineWebhook(app: HeardApp, publicUrl: string): Promise<readonly Examined[]> {
  return [...await examineHook(app, `${publicUrl}/webhook`), await examineDeliveries(app)]
}

async function examineHook(app: HeardApp, address: string): Promise<readonly Examined[]> {
  const hook = await app.hook()
  if (!hook.ok && hook.trouble.kind === 'gone') return [{ about: ABOUT, state: 'wrong', says: 'GitHub has no address to send webhooks to', next: `Set ${address} ${WHERE}, with the secret WEBHOOK_SECRET, and tick "Active".` }]
  if (!hook.ok) return [{ about: ABOUT, state: 'warning', says: `its settings could not be read: ${hook.trouble.says}`, next: 'Try again later.' }]
  const found = problemsOf(hook.value, address)
  return found.length > 0 ? found : [{ about: ABOUT, state: 'ok', says: `GitHub sends signed JSON to ${address}`, next: null }]
}

function problemsOf({ url, contentType, checksCertificate, isSigned }: Hook, address: string): readonly Examined[] {
  const problem = (isOne: boolean, state: 'warning' | 'wrong', says: string, next: string): readonly Examined[] => isOne ? [{ about: ABOUT, state, says, next }] : []
  return [
    ...problem(!isSameAddress(url, address), 'wrong', `GitHub sends to ${shown(url)}, the App hears at ${address}`, `Set the address ${WHERE}, or PUBLIC_URL to the part of it before /webhook.`),
    ...problem(contentType !== 'json', 'wrong', `GitHub sends the content type "${printable(contentType)}"`, `Choose application/json ${WHERE}.`),
    ...problem(!isSigned, 'wrong', 'GitHub has no secret to sign with, and the App refuses what is not signed', `Set WEBHOOK_SECRET as the secret ${WHERE}.`),
    ...problem(!checksCertificate, 'warning', 'GitHub does not check the certificate of the address it sends to', `Enable SSL verification ${WHERE}.`),
  ]
}

async function examineDeliveries(app: HeardApp): Promise<Examined> {
  const about = 'deliveries'
  const listed = await app.newestDeliveries()
  if (!listed.ok) return { about, state: 'warning', says: `the latest ones could not be listed: ${listed.trouble.says}`, next: 'Try again later.' }
  const attempts = listed.value
  if (attempts.length === 0) return { about, state: 'ok', says: 'GitHub sent none in the last days', next: null }
  const failed = attempts.filter(({ succeeded }) => !succeeded)
  if (failed.length === 0) return { about, state: 'ok', says: `the last ${attempts.length} were taken`, next: null }
  const arrived = new Set(attempts.flatMap(({ guid, succeeded }) => succeeded ? [guid] : []))
  const missing = new Set(failed.flatMap(({ guid }) => arrived.has(guid) ? [] : [guid])).size
  const statuses = countedStatuses(failed)
  return {
    about, state: 'warning', next: `${adviceOn(statuses[0]?.status ?? 0)} What did not arrive is asked for again every five minutes while the App runs, for three days.`,
    says: `${failed.length} of the last ${attempts.length} were not taken (${statuses.map(({ status, count }) => `${count} × ${status === 0 ? 'no answer' : status}`).join(', ')}); ${missing === 0 ? 'all of them arrived later' : `${missing} did not arrive later`}`,
  }
}

function countedStatuses(failed: readonly ListedDelivery[]): readonly { readonly status: number; readonly count: number }[] {
  const counts = new Map<number, number>()
  for (const { status } of failed) counts.set(status, (counts.get(status) ?? 0) + 1)
  return [...counts].map(([status, count]) => ({ status, count })).sort((one, other) => other.count - one.count || one.status - other.status)
}

function adviceOn(status: number): string {
  if (status === 401 || status === 403) return `See that WEBHOOK_SECRET is the secret ${WHERE}, and that no proxy asks for a password.`
  if (status === 413) return 'Let the proxy pass bodies of 25 MB.'
  if (status >= 300 && status < 500) return 'See that the proxy leads /webhook to the App unchanged, without a redirect.'
  return 'See that the App runs, that the proxy or tunnel leads to it from outside, and that its log tells of no trouble with the store.'
}

function isSameAddress(url: string, address: string): boolean {
  return URL.canParse(url) && new URL(url).href === new URL(address).href
}

/** An address without what may be secret in it. */
function shown(url: string): string {
  if (!URL.canParse(url)) return 'an address that cannot be read'
  const { origin, pathname, protocol } = new URL(url)
  return printable(origin === 'null' ? `an address of the scheme ${protocol}` : `${origin}${pathname}`)
}
