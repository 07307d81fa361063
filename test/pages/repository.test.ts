import AxeBuilder from '@axe-core/playwright'
import { expect, it } from 'vitest'
import type { Page } from 'playwright-core'
import { keepStandings } from '../../src/flow/class/standing.ts'
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
  await item.getByRole('link', { name: 'Decide on this item' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Decide on the item “/)
  await page.getByLabel('Decide').selectOption('verified')
  await page.getByLabel('Reason').fill('Shown in the lab')
  await page.getByRole('button', { name: 'Preview' }).click()
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

it.skipIf(LEFT_OUT)('an instructor decides a criterion and a step where they are shown, and sees what they were at there again', async () => {
  const stage = await siteStage()
  await stage.store.journal.addEvents([{ id: 'b', kind: 'push', installationId: 7, repositoryId: 42, actor: { id: 5, login: 'ana' }, at: 1, facts: { branch: 'tune', before: '0'.repeat(40), after: 'b'.repeat(40), created: true, forced: false, toDefault: false } }])
  const { signedIn, url } = await siteInBrowser(stage, PEOPLE)
  const page = await signedIn('ines')
  await page.goto(`${url}${ANA}`)
  // A criterion of an item that asks for several, and the first of the steps.
  const several = page.locator('.items details:has(.criterion + .criterion)').first()
  for (const [within, link, to, mark] of [[several, /Decide on this criterion/, 'verified', /verified/], [page.locator('details:has(> [id^="step-"])').first(), /Decide on this step/, 'done', /done/]] as const) {
    await within.locator('summary').click()
    await within.getByRole('link', { name: link }).first().click()
    await page.getByLabel('Decide').selectOption(to)
    await page.getByLabel('Reason').fill('Shown in the lab')
    await page.getByRole('button', { name: 'Decide', exact: true }).click()
    const [, anchor = ''] = page.url().split('#')
    const shown = page.locator(`details:has([id="${anchor}"])`)
    expect(await shown.textContent()).toMatch(mark)
    expect(await shown.getAttribute('open')).not.toBeNull()
  }
  expect((await stage.store.decisions.decisionsOf('mlops', 42)).map((one) => 'subject' in one ? one.subject.kind : null)).toEqual(['criterion', 'step'])
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
  const page = await signedIn('ines', { width, dark: scheme === 'dark' })
  for (const on of ['', '?on=health-check-works', '?on=health', '?on=3.2']) {
    await page.goto(`${url}${ANA}/decide${on}`)
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
