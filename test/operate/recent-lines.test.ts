import { expect, it } from 'vitest'
import { createLog } from '../../src/operate/log.ts'
import { createQuotaBook } from '../../src/operate/quota-book.ts'
import { createRecentLines } from '../../src/operate/recent-lines.ts'

const KEY = `ghs_${'a'.repeat(36)}`

it('keeps warnings and errors of the log, those that say the same but for numbers as one, the newest in front, without secrets', () => {
  const recent = createRecentLines()
  const log = createLog('debug', recent.keep)
  log.info('work ended', { repository: 1 })
  log.debug('branch tune')
  for (const repository of [42, 43]) log.with({ work: `w-${repository}` }).warn(`repository ${repository} took 12 s`, { repository, size: 9 })
  log.error(`asked with ${KEY}`, { delivery: 'd-1' }, new TypeError('cannot read "what a student wrote"'))
  const groups = recent.groups()
  expect(groups.map(({ level, says, fault, ids, count }) => ({ level, says, fault, ids, count })).toSorted((one, other) => one.level < other.level ? -1 : 1)).toEqual([
    { level: 'error', says: 'asked with [token]', fault: 'TypeError', ids: [['delivery', 'd-1']], count: 1 },
    { level: 'warn', says: 'repository 43 took 12 s', fault: null, ids: [['repository', '43'], ['work', 'w-43']], count: 2 },
  ])
  expect(groups.every(({ lastAt }) => lastAt > 1_700_000_000_000)).toBe(true)
  expect(JSON.stringify(groups)).not.toMatch(/student wrote|ghs_/)
})

it('keeps the last lines alone, cut to size', () => {
  const recent = createRecentLines(3)
  const line = (at: number, msg: string): string => JSON.stringify({ level: 'warn', time: new Date(at).toISOString(), msg })
  for (const [at, says] of ['a', 'b', 'c', `d${'x'.repeat(9000)}`].entries()) recent.keep(line(at, says))
  for (const odd of ['', 'no JSON', '[]', '7', '{"level":"warn"}', '{"level":"fatal","msg":"x"}']) recent.keep(odd)
  expect(recent.groups().map(({ says }) => says.slice(0, 1))).toEqual(['d', 'c', 'b'])
  expect(recent.groups()[0]?.says.length).toBe(500)
})

it('knows of each limit what was told last', () => {
  let now = 1
  const book = createQuotaBook(() => now)
  const made = { resource: 'core', status: 200, limit: 5000, resetAt: 99 }
  book.note({ ...made, installationId: 9, remaining: 10 })
  book.note({ ...made, installationId: null, remaining: 4 })
  now = 2
  book.note({ ...made, installationId: 9, remaining: 8 })
  // No answer came, or one that tells none.
  book.note({ ...made, installationId: 9, remaining: null, limit: null })
  expect(book.all().map(({ installationId, remaining, at }) => [installationId, remaining, at])).toEqual([[null, 4, 1], [9, 8, 2]])
})
