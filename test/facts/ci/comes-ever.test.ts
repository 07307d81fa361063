import { expect, it } from 'vitest'
import { comesEver } from '../../../src/facts/ci/comes-ever.ts'

it.each([
  ['0 3 31 2 *', false], ['0 3 30,31 feb *', false], ['0 3 31 2,4,6,9,11 *', false], ['0 3 31-31 4 *', false], ['0 3 30/2 2 *', false],
  ['0 3 29 2 *', true], ['0 3 31 * *', true], ['0 3 31 2-3 *', true], ['0 3 28,31 2 *', true], ['0 3 31 2 1', true], ['0 3 */5 2 *', true], ['0 3 L 2 *', true], ['0 3 31 odd *', true], ['0 3 31 2-', true], ['', true], ['@daily', true],
])('the cron %j comes: %j', (cron, comes) => {
  expect(comesEver(cron)).toBe(comes)
})
