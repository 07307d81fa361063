import AxeBuilder from '@axe-core/playwright'
import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { keepStandings } from '../../src/flow/standing.ts'
import { LEFT_OUT } from '../support/browser.ts'
import { siteInBrowser } from '../support/site-in-browser.ts'
import { PEOPLE, siteStage } from '../support/site-stage.ts'

const ANA = '/courses/mlops/repositories/42'

/** What is wrong with a page for who cannot see it or not well, with every item of it open. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  await page.evaluate('document.querySelectorAll(".items details").forEach((one) => { one.open = true })')
  return (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ''}`)
}

it.skipIf(LEFT_OUT)('an instructor opens a student, an item of theirs, previews what a decision would bring, and makes it', async () => {
  const stage = await siteStage()
  await keepStandings(42, stage.parts)
  const { signedIn, url } = await siteInBrowser(stage, PEOPLE)
  const page = await signedIn('ines')
  await page.goto(`${url}/courses/mlops`)
  await page.getByRole('link', { name: 'Ana Kovac' }).click()
  expect(page.url()).toBe(`${url}${ANA}`)
  const item = page.locator('details:has(> #item-health-check-works)')
  await item.locator('summary').focus()
  await page.keyboard.press('Enter')
  await item.getByLabel('Decide').selectOption('verified')
  await item.getByLabel('Reason').fill('Shown in the lab')
  await item.getByRole('button', { name: 'Preview' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Nothing is decided yet')
  const then = /[\d.]+/.exec(await page.locator('dt:text-is("Points then") + dd').textContent() ?? '')?.[0] ?? 'none'
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByRole('button', { name: 'Decide it' }).click()
  expect(page.url()).toBe(`${url}${ANA}#item-health-check-works`)
  // Where one lands, what was decided stands open.
  expect(await item.getByText('Shown in the lab').first().isVisible()).toBe(true)
  expect(await page.locator('.points').textContent()).toContain(then)
  await page.getByRole('link', { name: 'MLOps' }).click()
  expect(await page.locator('tr', { hasText: 'Ana Kovac' }).textContent()).toContain(then)
})

it.skipIf(LEFT_OUT).each([['light', 1280], ['dark', 1280], ['light', 390], ['dark', 390]] as const)('the page of a repository is clean for assistive technology and no wider than the screen, %s at %i', async (scheme, width) => {
  const stage = await siteStage()
  await stage.store.decisions.state({ id: 'd', kind: 'dispute', subject: { kind: 'item', id: 'health-check-works' }, text: 'It answers', courseId: 'mlops', repositoryId: 42, at: Date.UTC(2026, 11, 20), by: { id: 5, login: 'ana' }, said: null })
  const { signedIn, url } = await siteInBrowser(stage, PEOPLE)
  for (const login of ['ines', 'ana']) {
    const page = await signedIn(login, { width, dark: scheme === 'dark' })
    await page.goto(`${url}${ANA}`)
    expect(await faultsOf(page)).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  }
})

it.skipIf(LEFT_OUT)('a page that is printed shows every item whole, and no form', async () => {
  const { signedIn, url } = await siteInBrowser(await siteStage(), PEOPLE)
  const page = await signedIn('ines')
  await page.goto(`${url}${ANA}`)
  const found = page.locator('details:has(> #item-health-check-works) dd').first()
  expect(await found.isVisible()).toBe(false)
  await page.emulateMedia({ media: 'print' })
  expect((await page.locator('details:has(> #item-health-check-works)').boundingBox())?.height).toBeGreaterThan(100)
  expect(await page.locator('form:visible, nav:visible').count()).toBe(0)
})
