import AxeBuilder from '@axe-core/playwright'
import { expect, it } from 'vitest'
import { LEFT_OUT } from '../support/browser.ts'
import { siteInBrowser } from '../support/site-in-browser.ts'
import { PEOPLE, siteStage, type SiteStage } from '../support/site-stage.ts'
import { delivery, mark } from '../store/samples.ts'

const MINUTE = 60_000

/** Something of everything that the page tells. */
async function busyApp(): Promise<SiteStage> {
  const stage = await siteStage()
  const { store: { work, deliveries }, whole, clock: { now } } = stage
  await work.mark([mark({ repositoryId: 42, dueAt: now - MINUTE }), mark({ repositoryId: 43, dueAt: now - MINUTE })], now)
  for (let item = await work.claim(now, 99); item !== null; item = await work.claim(now, 99)) await work.bury(item, `the runs of ${'3f2c1ab'.repeat(9)}: GitHub refuses it (403)`, now)
  await work.mark(Array.from({ length: 60 }, (_, at) => mark({ repositoryId: 42, target: { kind: 'pull-request', number: at }, dueAt: now - MINUTE })), now)
  await work.putOffInstallation(7, now + 30 * MINUTE)
  for (const id of ['odd-1', 'odd-2', 'good']) await deliveries.add(delivery(id, { receivedAt: now - 90 * MINUTE }))
  for (const id of ['odd-1', 'odd-2']) await deliveries.setAside(id, 'this push delivery lacks ref', now)
  whole.health = [{ name: 'github', ok: false, says: 'GitHub has not answered yet' }]
  whole.process = {
    ...whole.process, quotas: [{ installationId: 7, resource: 'core', remaining: 0, limit: 5000, resetAt: now + 30 * MINUTE, at: now }],
    log: [{ level: 'warn', says: 'deliveries could not be listed', fault: null, ids: [['delivery', 'd'.repeat(90)]], count: 3, lastAt: now }],
  }
  return stage
}

it.skipIf(LEFT_OUT)('who runs the App sees what was given up, has it tried again, and looks through the queue', async () => {
  const { signedIn, url } = await siteInBrowser(await busyApp(), PEOPLE)
  const page = await signedIn('olga')
  await page.getByRole('link', { name: 'App operations' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('App operations')
  await page.getByRole('button', { name: /^Try again ?: a branch of octo-org\/capstone-ana$/ }).click()
  expect(await page.getByRole('link', { name: 'Given up 1' }).count()).toBe(1)
  await page.getByRole('button', { name: 'Try all 2 again' }).click()
  expect(await page.getByText('Every webhook that is kept could be understood.').count()).toBe(1)
  await page.getByRole('link', { name: 'Resting 61' }).click()
  await page.getByRole('navigation', { name: 'Pages of the queue' }).getByRole('link', { name: 'Next' }).click()
  expect(await page.getByRole('region', { name: 'Queue: Resting' }).locator('tbody tr').count()).toBe(11)
  const other = await signedIn('ines')
  expect(await other.getByRole('link', { name: 'App operations' }).count()).toBe(0)
  expect((await other.goto(`${url}/operations`))?.status()).toBe(404)
})

it.skipIf(LEFT_OUT).each([[1280, false], [1280, true], [390, false], [390, true]])('the page of the App has nothing that axe finds, and is no wider than the screen, at %i px, dark: %s', async (width, dark) => {
  const { signedIn, url } = await siteInBrowser(await busyApp(), PEOPLE)
  const page = await signedIn('olga', { width, dark })
  for (const path of ['', '?queue=resting']) {
    await page.goto(`${url}/operations${path}`)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
})
