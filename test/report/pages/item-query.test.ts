import { expect, it } from 'vitest'
import { itemQueryText, readItemQuery } from '../../../src/report/pages/items/item-query.ts'

it.each(['', '?outcome=failing', '?outcome=not-graded&sample=7', '?sample=999999999&page=3'])('the address %s is read and written alike', (address) => {
  expect(itemQueryText(readItemQuery(new URLSearchParams(address)))).toBe(address)
})

it.each(['?outcome=great', '?outcome=constructor', '?sample=-1', '?sample=1e9', '?sample=1234567890', '?page=0', '?page=x', '?page=1.5'])('what is not understood in %s is left out', (address) => {
  expect(itemQueryText(readItemQuery(new URLSearchParams(address)))).toBe('')
})
