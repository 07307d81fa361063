import { Hono } from 'hono'
import { routePath } from 'hono/route'
import { secureHeaders } from 'hono/secure-headers'
import type { Log } from '../flow/ports/operation-ports.ts'
import { PAGE_STYLE, shortPage } from '../report/page.ts'
import { APP_STYLE } from '../report/pages/app/app-style.ts'
import { GRADES_STYLE } from '../report/pages/grades/grades-style.ts'
import { ITEM_STYLE } from '../report/pages/items/item-style.ts'
import { WATCH_STYLE } from '../report/pages/watch/watch-style.ts'
import { SITE_STYLE } from '../report/pages/site-style.ts'
import { STUDENT_STYLE } from '../report/pages/student/student-style.ts'
import { PROBE_PAGE } from '../report/probe-page.ts'
import { guardClients } from './guard-clients.ts'
import { readinessOf, type Need } from './readiness.ts'

export type SiteParts = {
  /** Takes a webhook; null before the App is set up. */
  readonly receive: ((request: Request) => Promise<Response>) | null
  readonly needs: readonly Need[]
  readonly metrics: () => Promise<{ readonly text: string; readonly contentType: string }>
  /** What `/` shows, where no page of `pages` does. */
  readonly home: string
  /** What `/privacy` shows: what is stored, and for how long. */
  readonly privacy: string
  /** Pages by their own paths. */
  readonly pages: readonly Hono[]
  /** Where forms may lead besides this site: the GitHub that the App is registered on. */
  readonly webUrl: string
  /** Where people reach the App; null where that is the address that they asked. */
  readonly publicUrl: string | null
  /** How many proxies of the operator's own stand before the App. */
  readonly proxies: number
  readonly now: () => number
  readonly log: Log
}

/** What no page of ours asks a browser for. */
const UNUSED = ['camera', 'microphone', 'geolocation', 'payment', 'usb'] as const

/** Everything that is answered over HTTP: `/webhook`, `/healthz`, `/readyz`, `/metrics`, `/probes`, `/privacy` and the pages, each with headers that keep scripts and frames out. */
export function createSite({ receive, needs, metrics, home, privacy, pages, webUrl, publicUrl, proxies, now, log }: SiteParts): Hono {
  const site = new Hono()
  // Before the headers below, and so the last to touch an answer.
  site.use(async (context, next) => {
    await next()
    if (!context.res.headers.has('cache-control')) context.res.headers.set('cache-control', 'no-store')
    // A picture is shown on pages of other sites, which is what a badge is for; pages are not.
    if (context.res.headers.get('content-type')?.startsWith('image/') === true) context.res.headers.set('cross-origin-resource-policy', 'cross-origin')
  })
  site.use(secureHeaders({
    contentSecurityPolicy: { defaultSrc: ['\'none\''], styleSrc: ['\'self\''], imgSrc: ['\'self\'', 'data:'], formAction: ['\'self\'', webUrl], baseUri: ['\'none\''], frameAncestors: ['\'none\''] },
    referrerPolicy: 'no-referrer', xFrameOptions: 'DENY', strictTransportSecurity: publicUrl?.startsWith('https:') === true ? 'max-age=31536000' : false,
    permissionsPolicy: Object.fromEntries(UNUSED.map((feature) => [feature, []])),
  }))
  guardClients(site, { proxies, now })
  site.get('/healthz', (context) => context.json({ alive: true }))
  site.get('/readyz', async (context) => {
    // As Kubernetes' own servers take it: who leads webhooks here asks without what another process would not have, either.
    const excluded = context.req.queries('exclude') ?? []
    const readiness = await readinessOf(needs.filter(({ name }) => !excluded.includes(name)))
    return context.json(readiness, readiness.ready ? 200 : 503)
  })
  site.get('/metrics', async (context) => {
    const { text, contentType } = await metrics()
    return context.body(text, 200, { 'content-type': contentType })
  })
  site.get('/probes', (context) => context.text(PROBE_PAGE))
  site.post('/webhook', async (context) => receive === null ? context.text('The App is not set up yet.\n', 503) : receive(context.req.raw))
  site.get('/page.css', (context) => context.body(PAGE_STYLE + SITE_STYLE + ITEM_STYLE + GRADES_STYLE + APP_STYLE + WATCH_STYLE + STUDENT_STYLE, 200, { 'content-type': 'text/css; charset=utf-8', 'cache-control': 'public, max-age=300' }))
  site.get('/privacy', (context) => context.html(privacy))
  for (const part of pages) site.route('/', part)
  site.get('/', (context) => context.html(home))
  site.notFound((context) => context.html(shortPage('Nothing here', 'There is no page at this address.'), 404))
  site.onError((error, context) => {
    log.error('a request failed', { method: context.req.method, route: routePath(context) }, error)
    return context.html(shortPage('Something went wrong on our side', 'The log has the details. Trying again may help.'), 500)
  })
  return site
}
