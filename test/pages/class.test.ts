import AxeBuilder from '@axe-core/playwright'
import { describe, expect, it } from 'vitest'
import { courseStateOf } from '../../src/flow/courses/course-state.ts'
import { keepStandings } from '../../src/flow/class/standing.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { dispute, itemSubject } from '../support/decisions.ts'
import { LEFT_OUT } from '../support/browser.ts'
import { siteInBrowser, type BrowserStage } from '../support/site-in-browser.ts'
import { aRepository } from '../support/hosting.ts'
import { PEOPLE, siteStage } from '../support/site-stage.ts'
import { DUE } from '../support/service-stage.ts'
import { standing } from '../store/standings-contract.ts'

const [FIRST = ''] = CHECKLISTS.checklist.items.map(({ id }) => id)
/** More than are shown at once. */
const MANY = 110

/** The class of the stage, in which ana waits for an answer, and so many others without a list, whose CI fails. */
async function aClass(others: number): Promise<BrowserStage> {
  const stage = await siteStage({ list: '' })
  const { store, parts } = stage
  await store.decisions.state({ ...dispute('d', itemSubject(FIRST), DUE), repositoryId: 42 })
  for (const id of [42, 43]) await keepStandings(id, { ...parts, ...store })
  const countedBy = await courseStateOf('mlops', store)
  for (let at = 0; at < others; at += 1) {
    const repositoryId = 1000 + at
    await store.hosting.saveRepositories([aRepository({ id: repositoryId, name: `capstone-${at}` })], 0)
    await store.courses.enrol({ courseId: 'mlops', repositoryId, by: 'name', since: 0 })
    await store.standings.save(standing({ repositoryId, countedBy, name: `octo-org/capstone-${at}`, workers: [{ id: 2000 + at, login: `student-${at}` }] }))
  }
  return siteInBrowser(stage, PEOPLE)
}

describe.skipIf(LEFT_OUT)('the page of a class', () => {
  it('shows who needs somebody first, and finds people by words, kinds, order and pages', async () => {
    const { signedIn, url } = await aClass(MANY)
    const page = await signedIn('ines')
    await page.getByRole('link', { name: 'MLOps' }).click()
    // Rows are counted once all of them have come.
    await page.waitForLoadState()
    const first = (): Promise<string | null> => page.locator('table.heat tbody tr').first().locator('th a').textContent()
    expect(await first()).toBe('ana')
    expect(await page.locator('table.heat tbody tr').count()).toBe(100)
    expect(await page.getByRole('status').textContent()).toBe(`${MANY + 2} rows.`)
    await page.getByRole('link', { name: 'Next' }).click()
    await page.waitForLoadState()
    expect(await page.locator('table.heat tbody tr').count()).toBe(MANY + 2 - 100)
    await page.getByRole('link', { name: /^CI fails/ }).click()
    expect(await page.getByRole('status').textContent()).toBe(`${MANY} of ${MANY + 2} rows.`)
    await page.getByLabel('Name, login or repository').fill('STUDENT-7')
    await page.getByLabel('Order').selectOption('Name')
    await page.getByRole('button', { name: 'Show' }).click()
    expect(await first()).toBe('student-7')
    expect(page.url()).toBe(`${url}/courses/mlops?search=STUDENT-7&sort=name&show=failing`)
    expect(await page.getByRole('heading', { name: 'The same failure of CI in several repositories' }).count()).toBe(1)
  })

  it.each([['light', 1280], ['dark', 1280], ['light', 390], ['dark', 390]] as const)('has nothing that axe finds in %s at a width of %d, and only its table is wider than the screen', async (scheme, width) => {
    const { signedIn, url } = await aClass(3)
    const page = await signedIn('ines', { width, dark: scheme === 'dark' })
    await page.goto(`${url}/courses/mlops`)
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html).slice(0, 3)])).toEqual([])
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(width)
  })

  it('is worked by the keyboard: the first Tab leads past the navigation', async () => {
    const { signedIn, url } = await aClass(3)
    const page = await signedIn('ines')
    await page.goto(`${url}/courses/mlops`)
    await page.keyboard.press('Tab')
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Skip to the content')
    await page.keyboard.press('Enter')
    expect(page.url()).toBe(`${url}/courses/mlops#main`)
  })
})
