import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/list.ts'
import { CRITERION_IDS } from '../../src/model/criterion.ts'
import { ROOT } from './source-files.ts'

const namesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)).sort()

const judged = CRITERION_IDS.filter((id) => CHECKS.some((check) => check.id === id))

it('the list of checks holds criteria once each, in the order of the rubric', () => {
  expect(CHECKS.map((check) => check.id)).toEqual(judged)
})
it('every file in src/checks is a check of the list', () => {
  expect(namesIn('src/checks', '.ts').filter((name) => name !== 'list')).toEqual([...judged].sort())
})
it('every check has its cases in test/checks', () => {
  expect(namesIn('test/checks', '.md')).toEqual([...judged].sort())
})
