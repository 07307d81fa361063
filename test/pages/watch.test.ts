import AxeBuilder from '@axe-core/playwright'
import { expect, it } from 'vitest'
import { LEFT_OUT } from '../support/browser.ts'
import { siteInBrowser } from '../support/site-in-browser.ts'
import { PEOPLE, siteStage, type SiteStage } from '../support/site-stage.ts'
import { mark } from '../store/samples.ts'
import { standing } from '../store/standings-contract.ts'

const DAY = 86_400_000

/** Ana is stuck, and Ben's decision is one that the App says something else of since. */
async function stuckSite(): Promise<SiteStage> {
  const stage = await siteStage()
  const { store, clock: { now } } = stage
  const base = { at: now, failures: [], failingSince: null, pushes: [now - DAY], dueAt: now + DAY }
  await store.standings.save(standing({ ...base, repositoryId: 42, name: 'octo-org/capstone-ana', workers: [{ id: 5, login: 'ana' }], stuck: [{ kind: 'same-failure', since: now - 3 * DAY, subject: 'ci', branch: '<b>tune</b>', number: 4, step: null, found: 'The module `mlflow` was not found.', heads: 4, job: { name: 'test', step: 'Run', url: 'https://github.com/octo-org/capstone-ana/actions/runs/1' }, hint: null }] }))
  await store.standings.save(standing({ ...base, repositoryId: 43, name: 'octo-org/capstone-ben', workers: [{ id: 6, login: 'ben' }], disagreements: [{ subject: 'item alerts', outcome: 'verified', automatic: 'missing', commit: 'c'.repeat(40), at: now - DAY }] }))
  return stage
}

it.skipIf(LEFT_OUT)('the staff sees who is stuck at what, notes on it, and each sees what the other noted', async () => {
  const { signedIn, url } = await siteInBrowser(await stuckSite(), PEOPLE)
  const page = await signedIn('ines')
  await page.goto(`${url}/courses/mlops`)
  await page.getByRole('navigation', { name: 'The course' }).getByRole('link', { name: 'Watch list' }).click()
  expect(await page.locator('li.matter h2').allTextContents()).toEqual([expect.stringContaining('Ana Kovac'), expect.stringContaining('Ben Okafor')])
  expect(await page.locator('li.matter').first().textContent()).toContain('on <b>tune</b> (#4)')
  await page.getByRole('link', { name: 'Stuck 1' }).click()
  await page.getByLabel('Note for the staff on Ana Kovac').fill('Met her on Monday')
  await page.getByRole('button', { name: 'Mark as seen for Ana Kovac' }).click()
  // The list is shown as it was before.
  expect([new URL(page.url()).search, await page.getByText('Nothing waits here.').count()]).toEqual(['?kind=stuck', 1])
  const other = await signedIn('aki')
  await other.goto(`${url}/courses/mlops/watch?state=seen`)
  expect(await other.locator('ul.notes li').allTextContents()).toEqual([expect.stringMatching(/^Seen by ines, .*: Met her on Monday$/)])
  await other.getByRole('button', { name: 'Open again for Ana Kovac' }).click()
  await page.goto(`${url}/courses/mlops/watch`)
  expect(await page.locator('li.matter').first().locator('ul.notes li').allTextContents()).toEqual([expect.stringMatching(/^Seen by ines/), expect.stringMatching(/^Opened again by aki/)])
  await page.getByLabel('Name, login or repository').fill('BEN')
  await page.getByRole('button', { name: 'Show' }).click()
  expect(await page.locator('li.matter h2').allTextContents()).toEqual([expect.stringContaining('Ben Okafor')])
})

it.skipIf(LEFT_OUT).each([[1280, false], [1280, true], [390, false], [390, true]])('the watch list has nothing that axe finds, at %i px, dark: %s', async (width, dark) => {
  const { signedIn, url } = await siteInBrowser(await stuckSite(), PEOPLE)
  const page = await signedIn('ines', { width, dark })
  for (const path of ['/watch', '/watch?state=seen']) {
    await page.goto(`${url}/courses/mlops${path}`)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
})

it.skipIf(LEFT_OUT).each([[1280, false], [390, true]])('the page of operations has nothing that axe finds, and is no wider than the screen, at %i px, dark: %s', async (width, dark) => {
  const stage = await stuckSite()
  const { store: { work }, clock: { now } } = stage
  await work.mark([mark({ repositoryId: 42, dueAt: now }), mark({ repositoryId: 43, dueAt: now })], now)
  const item = await work.claim(now, 99)
  if (item !== null) await work.bury(item, 'the tree could not be read', now)
  const { signedIn, url } = await siteInBrowser(stage, PEOPLE)
  const page = await signedIn('ines', { width, dark })
  await page.goto(`${url}/courses/mlops/operations`)
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  await page.getByRole('button', { name: /^Try again/ }).click()
  expect(await page.getByRole('heading', { name: /^Given up/ }).count()).toBe(0)
})
