import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/list.ts'
import { CRITERION_IDS } from '../../src/model/criterion.ts'
import { ROOT } from './source-files.ts'

const namesIn = (folder: string, ending: string): readonly string[] =>
  readdirSync(join(ROOT, folder)).filter((name) => name.endsWith(ending)).map((name) => name.slice(0, -ending.length)).sort()

it('the list of checks holds every criterion once, in the order of the rubric', () => {
  expect(CHECKS.map((check) => check.id)).toEqual(CRITERION_IDS)
})
it('every file in src/checks is a check of the list', () => {
  expect(namesIn('src/checks', '.ts').filter((name) => name !== 'list')).toEqual([...CRITERION_IDS].sort())
})
it('every check has its cases in test/checks', () => {
  expect(namesIn('test/checks', '.md')).toEqual([...CRITERION_IDS].sort())
})
