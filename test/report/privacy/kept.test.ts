import { expect, it } from 'vitest'
import { KEPT } from '../../../src/report/privacy/kept.ts'
import { privacyPage } from '../../../src/report/privacy/privacy-page.ts'
import { TABLES } from '../../../src/store/tables.ts'

it('what is told to be stored is in every table of the store, each once', () => {
  expect(KEPT.flatMap(({ tables }) => tables).sort()).toEqual(TABLES.map(({ name }) => name).sort())
})

it('the page tells each kind with the times that hold where the App runs', () => {
  const page = privacyPage({ keepDays: 5, keepTextDays: 400, eraseAfterDays: 11 })
  for (const { what } of KEPT) expect(page).toContain(`<h2>${what}</h2>`)
  expect(page).toContain('The text 5 days; while it waits, until it is worked off. Id and kind 5 days.')
  expect(page).toContain('The texts are emptied 400 days after the course ended or closed.')
  expect(page).toContain('is erased 11 days later')
  for (const says of ['emptied', 'uninstalled']) expect(privacyPage({ keepDays: 5, keepTextDays: 0, eraseAfterDays: 0 })).not.toContain(says)
  expect(privacyPage({ keepDays: 90, keepTextDays: 0, eraseAfterDays: 0 })).toContain('The text 7 days; while it waits, until it is worked off. Id and kind 90 days.')
})
