import AxeBuilder from '@axe-core/playwright'
import { expect, it } from 'vitest'
import { LEFT_OUT } from '../support/browser.ts'
import { siteInBrowser } from '../support/site-in-browser.ts'
import { PEOPLE, siteStage } from '../support/site-stage.ts'

it.skipIf(LEFT_OUT)('an instructor signs in at GitHub, sees their course, and signs out', async () => {
  const { signedIn, url } = await siteInBrowser(await siteStage(), PEOPLE)
  const page = await signedIn('ines')
  expect(page.url()).toBe(`${url}/`)
  expect(await page.getByRole('heading', { level: 2 }).allTextContents()).toEqual(['MLOps'])
  expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([])
  await page.getByRole('button', { name: 'Sign out' }).click()
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Capstone Coach is running')
  expect(await page.context().cookies()).toEqual([])
})
