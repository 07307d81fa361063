import AxeBuilder from '@axe-core/playwright'
import { Buffer } from 'node:buffer'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { gradebookOf } from '../../src/flow/grades/gradebook.ts'
import { keepStandings } from '../../src/flow/class/standing.ts'
import { GRADE_FORMATS } from '../../src/report/gradebook/formats.ts'
import { LEFT_OUT } from '../support/browser.ts'
import { aRejudging } from '../support/service-stage.ts'
import { siteInBrowser } from '../support/site-in-browser.ts'
import { PEOPLE, siteStage, type SiteStage } from '../support/site-stage.ts'

async function gradedSite(): Promise<SiteStage> {
  const stage = await siteStage({ list: 'student id,name,email,github,section,SIS User ID\ns1,Ana Kovac,ana@uni.example,ana,A,1001\ns2,Ben Okafor,ben@uni.example,ben,B,1002\n' })
  for (const id of [42, 43]) await keepStandings(id, { ...stage.parts, ...stage.store })
  return stage
}

it.skipIf(LEFT_OUT)('the Canvas file that an instructor downloads is the one that export writes, and a list comes in by a file', async () => {
  const stage = await gradedSite()
  const { signedIn, url } = await siteInBrowser(stage, PEOPLE)
  const page = await signedIn('ines')
  await page.goto(`${url}/courses/mlops`)
  await page.getByRole('link', { name: 'Grades', exact: true }).click()
  await page.getByRole('link', { name: 'Canvas', exact: true }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('link', { name: 'Download the file' }).click()])
  const { course, parts } = stage
  const written = GRADE_FORMATS.canvas.write(await gradebookOf(course, parts), { assignment: { title: course.title, canvasId: null }, dueAt: course.settings.dueAt, moodleIdentity: null, withBom: false })
  expect([download.suggestedFilename(), readFileSync(await download.path(), 'utf8')]).toEqual(['mlops-canvas.csv', written.text])
  await page.getByRole('link', { name: 'Roster', exact: true }).click()
  await page.getByLabel('The file').setInputFiles({ name: 'list.csv', mimeType: 'text/csv', buffer: Buffer.from('student id,name,github\ns1,Ana Kovač,ana\n') })
  await page.getByRole('button', { name: 'See what would change' }).click()
  await page.getByRole('button', { name: 'Bring in this list' }).click()
  expect(await page.getByRole('rowheader').allTextContents()).toEqual(['Ana Kovač'])
})

it.skipIf(LEFT_OUT).each([[1280, false], [1280, true], [390, false], [390, true]])('grades, roster and course have nothing that axe finds, at %i px, dark: %s', async (width, dark) => {
  const stage = await gradedSite()
  const rejudging = await aRejudging(stage)
  const { signedIn, url } = await siteInBrowser(stage, PEOPLE)
  const page = await signedIn('ines', { width, dark })
  for (const path of ['grades', 'grades/files/canvas', 'grades/fill', 'grades/release', 'grades/rejudgings', `grades/rejudgings/${rejudging}`, 'roster', 'course', 'course/preview', 'course/tokens']) {
    await page.goto(`${url}/courses/mlops/${path}`)
    expect([path, (await new AxeBuilder({ page }).analyze()).violations]).toEqual([path, []])
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
  }
})
