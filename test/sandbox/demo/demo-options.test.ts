import { expect, it } from 'vitest'
import { readDemoOptions } from '../../../src/sandbox/demo/demo-options.ts'

it('plays the class on a free port and stays, unless it is told otherwise', () => {
  expect(readDemoOptions([])).toEqual({ ok: true, repository: null, port: 0, stays: true })
  expect(readDemoOptions(['--repo', '../churn', '--port', '4000', '--exit'])).toEqual({ ok: true, repository: '../churn', port: 4000, stays: false })
})

it.each([
  [['--repo'], '--repo needs a value'],
  [['--repo', '--exit'], '--repo needs a value'],
  [['--port', '99999'], '--port: expected a number up to 65535; found 99999'],
  [['--verbose'], '--verbose: no such option'],
])('says what is wrong with %j', (words, says) => {
  expect(readDemoOptions(words)).toEqual({ ok: false, says })
})
