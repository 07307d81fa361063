import AxeBuilder from '@axe-core/playwright'
import { expect, it } from 'vitest'
import { keepStandings } from '../../src/flow/class/standing.ts'
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
  await page.getByRole('link', { name: 'Ana Kovac' }).click()
  expect(await page.locator('details:has(> #item-error-handling-complete)').getByText('Looked for').isVisible()).toBe(true)
  await page.goBack()
  await page.getByRole('link', { name: 'All 2' }).click()
  await page.getByRole('link', { name: 'Ten at random' }).click()
  const shown = await page.locator('ul.verdicts').textContent()
  await page.reload()
  expect([await page.locator('ul.verdicts').textContent(), await page.locator('ul.verdicts > li').count()]).toEqual([shown, 2])
  await page.getByRole('navigation', { name: 'Other items' }).getByRole('link').last().click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).not.toBe('Error handling complete')
})

it.skipIf(LEFT_OUT)('an instructor puts a wrong verdict on the list by its form, and downloads the list', async () => {
  const { signedIn, url } = await siteInBrowser(await judgedSite(), PEOPLE)
  const page = await signedIn('ines')
  await page.goto(`${url}/courses/mlops/items/tests-pass?sample=4`)
  await page.getByText('This verdict is wrong').first().click()
  await page.getByLabel('Which of them').first().selectOption('tests-ci')
  await page.getByLabel('What is right instead').first().selectOption('partial')
  await page.getByLabel('Why').first().fill('`pytest` runs on a schedule alone')
  await page.getByRole('button', { name: 'Put it on the list' }).first().click()
  expect(page.url()).toMatch(/tests-pass\?sample=4#r4[23]$/)
  expect(await page.locator('ul.verdicts .note').allTextContents()).toEqual([expect.stringContaining('pytest runs on a schedule alone')])
  await page.getByRole('link', { name: 'list', exact: true }).click()
  expect(await page.locator('ul.verdicts > li').allTextContents()).toEqual([expect.stringContaining('Open. No later judgement says otherwise.')])
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Export all as JSON Lines' }).click()])
  expect(download.suggestedFilename()).toBe('wrong-verdicts.jsonl')
})

it.skipIf(LEFT_OUT).each([[1280, false], [1280, true], [390, false], [390, true]])('the pages of items have nothing that axe finds, at %i px, dark: %s', async (width, dark) => {
  const site = await judgedSite()
  const { call } = site
  const { signedIn, url } = await siteInBrowser(site, PEOPLE)
  await call('wrong.report', { of: 's1', assessment: 'a-42', item: 'linting-passes', criterion: 'lint', right: 'missing', reason: 'See `setup.cfg`' })
  const page = await signedIn('ines', { width, dark })
  for (const path of ['/items/linting-passes', '/items', '/items/tests-pass', '/wrong-verdicts', '/items/health-check-works?sample=3']) {
    await page.goto(`${url}/courses/mlops${path}`)
    const form = page.getByText('This verdict is wrong')
    if (await form.count() > 0) await form.first().click()
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
})
