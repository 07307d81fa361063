import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readArtifactsInProcess } from '../../src/extract/reports/read-artifacts-in-process.ts'
import { makeZip } from '../support/make-zip.ts'

const JUNIT = '<testsuite><testcase classname="a" name="b"/></testsuite>'
const above = mkdtempSync(join(tmpdir(), 'capstone-coach-paths-'))
const earlier = process.cwd()
beforeAll(() => {
  mkdirSync(join(above, 'one', 'two'), { recursive: true })
  process.chdir(join(above, 'one', 'two'))
})
afterAll(() => {
  process.chdir(earlier)
  rmSync(above, { recursive: true })
})

it.each(['../zqout.xml', '../../zqout.xml', 'inner/../../zqout.xml', '/zqout.xml', 'C:\\zqout.xml', '..\\zqout.xml', '\u001b]0;t\u0007zqout\u202e.xml', 'zqout.xml/', '.git/hooks/zqout.xml', '~/zqout.xml', 'zqout\u0000.xml'])('an entry of a zip that is called %j is written nowhere, and the good report beside it is read', async (name) => {
  const { reports } = await readArtifactsInProcess().read(makeZip([{ name: 'junit.xml', content: JUNIT }, { name, content: JUNIT }]))
  expect(reports.map((report) => ('path' in report ? report.path : ''))).toContain('junit.xml')
  expect(readdirSync(above, { recursive: true, encoding: 'utf8' }).sort()).toEqual(['one', join('one', 'two')])
  expect([...readdirSync('/'), ...readdirSync(tmpdir())].filter((one) => one.includes('zqout'))).toEqual([])
})
