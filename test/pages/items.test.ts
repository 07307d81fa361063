import AxeBuilder from '@axe-core/playwright'
import { expect, it } from 'vitest'
import { keepStandings } from '../../src/flow/standing.ts'
import { LEFT_OUT } from '../support/browser.ts'
import { siteInBrowser } from '../support/site-in-browser.ts'
import { PEOPLE, siteStage, type SiteStage } from '../support/site-stage.ts'

async function judgedSite(): Promise<SiteStage> {
  const stage = await siteStage()
  for (const id of [42, 43]) await keepStandings(id, { ...stage.parts, ...stage.store })
  return stage
}

it.skipIf(LEFT_OUT)('an instructor goes from the items to the verdicts on one, draws some, and on to the next item', async () => {
  const { signedIn, url } = await siteInBrowser(await judgedSite(), PEOPLE)
  const page = await signedIn('ines')
  await page.goto(`${url}/courses/mlops`)
  await page.getByRole('navigation', { name: 'The course' }).getByRole('link', { name: 'Items' }).click()
  await page.getByRole('row', { name: /Error handling/ }).getByRole('link').click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Error handling complete')
  await page.getByRole('link', { name: 'missing 1' }).click()
  expect(await page.locator('ul.verdicts h3').allTextContents()).toEqual([expect.stringContaining('Ana Kovac')])
  await page.getByRole('link', { name: 'All 2' }).click()
  await page.getByRole('link', { name: 'Ten at random' }).click()
  const shown = await page.locator('ul.verdicts').textContent()
  await page.reload()
  expect([await page.locator('ul.verdicts').textContent(), await page.locator('ul.verdicts > li').count()]).toEqual([shown, 2])
  await page.getByRole('navigation', { name: 'Other items' }).getByRole('link').last().click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toBe('Error handling complete')
})

it.skipIf(LEFT_OUT).each([[1280, false], [1280, true], [390, false], [390, true]])('the pages of items have nothing that axe finds, at %i px, dark: %s', async (width, dark) => {
  const { signedIn, url } = await siteInBrowser(await judgedSite(), PEOPLE)
  const page = await signedIn('ines', { width, dark })
  for (const path of ['/items', '/items/tests-pass', '/items/health-check-works?sample=3']) {
    await page.goto(`${url}/courses/mlops${path}`)
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
})
