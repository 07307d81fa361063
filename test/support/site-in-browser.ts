import { createAdaptorServer } from '@hono/node-server'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Page } from 'playwright-core'
import { createSignIn } from '../../src/github/sign-in.ts'
import { peoplesPages } from '../../src/web/pages/peoples-pages.ts'
import { createSite } from '../../src/web/site.ts'
import { APP, sandboxWithApp } from './app-on-sandbox.ts'
import { startBrowser } from './browser.ts'
import { keptLog } from './quiet-log.ts'
import type { ServiceStage } from './service-stage.ts'
import { wholeApp, wholeParts, type WholeApp } from './whole-app.ts'

export type BrowserStage = {
  readonly url: string
  /** A page of its own browser window, in which somebody signed in through GitHub's page. */
  readonly signedIn: (login: string, how?: { readonly width?: number; readonly dark?: boolean }) => Promise<Page>
}

/** The site of a course over HTTP, with a GitHub to sign in at, and a browser. The people of `ids` have these numbers on that GitHub. */
export async function siteInBrowser({ store, parts, whole = wholeApp() }: ServiceStage & { readonly whole?: WholeApp }, ids: Readonly<Record<string, number>>): Promise<BrowserStage> {
  const sandbox = await sandboxWithApp()
  for (const [login, id] of Object.entries(ids)) sandbox.world.accounts.set(id, { id, login, kind: 'User', createdAt: 0 })
  let site: ReturnType<typeof createSite> | null = null
  const server = createAdaptorServer({ fetch: (request) => site?.fetch(request) ?? new Response(null, { status: 503 }) })
  await new Promise<void>((resolve) => { server.listen(0, '127.0.0.1', resolve) })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const webUrl = new URL(sandbox.url).origin
  const log = keptLog()
  const pages = peoplesPages({
    ...parts, ...store, ...wholeParts(store, whole), log, links: { passageOf: () => null, lessonsUrl: null }, publicUrl: url, clientSecret: APP.clientSecret, readStaff: () => Promise.resolve(), mayRead: () => Promise.resolve(true),
    signIn: createSignIn({ webUrl, apiUrl: sandbox.url, client: { id: APP.clientId, secret: APP.clientSecret }, userAgent: 'test' }),
  })
  site = createSite({ receive: null, needs: [], metrics: () => Promise.resolve({ text: '', contentType: 'text/plain' }), home: '', pages, privacy: '', webUrl, publicUrl: url, proxies: 0, now: Date.now, log })
  const browser = await startBrowser()
  onTestFinished(async () => {
    await browser.close()
    await new Promise<void>((resolve) => { server.close(() => { resolve() }); if ('closeAllConnections' in server) server.closeAllConnections() })
  })
  return {
    url,
    signedIn: async (login, { width = 1280, dark = false } = {}) => {
      const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: dark ? 'dark' : 'light' })
      const page = await context.newPage()
      await page.goto(`${url}/`)
      await page.getByRole('link', { name: 'Sign in with GitHub' }).first().click()
      await page.getByRole('link', { name: login, exact: true }).click()
      return page
    },
  }
}
