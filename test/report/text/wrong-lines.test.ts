import { expect, it } from 'vitest'
import { wrongLines } from '../../../src/report/text/wrong-lines.ts'
import { wrongVerdict } from '../../store/wrong-verdicts-contract.ts'

const SEEN = { ...wrongVerdict('a', { reason: 'two\r\nlines \u2028 "🙂"' }), repository: { name: 'octo-org/capstone-ana', url: null }, since: null }
const LATER = { commit: SEEN.commit, at: SEEN.at, outcome: 'present', engine: { version: '1.0.0', revision: 39 } } as const

it('gives one object a line, each with what was judged, what is right, and whether that is settled', () => {
  const text = wrongLines([SEEN, { ...SEEN, id: 'b', since: LATER }, { ...SEEN, id: 'c', since: { ...LATER, commit: 'd'.repeat(40) } }])
  expect(text.endsWith('\n')).toBe(true)
  const lines = text.trimEnd().split('\n').map((line): unknown => JSON.parse(line))
  expect(lines).toMatchObject([
    { schema: 1, id: 'a', course: 'mlops', repository: { id: SEEN.repositoryId, name: 'octo-org/capstone-ana' }, commit: SEEN.commit, item: 'health-check-works', criterion: 'health', engine: { revision: 38 }, said: { outcome: 'missing', against: [{ path: 'app/main.py' }] }, right: 'present', reason: SEEN.reason, by: 'kim', state: 'open', since: null },
    { id: 'b', state: 'settled', since: { outcome: 'present', isSameCommit: true, engine: { revision: 39 } } },
    { id: 'c', state: 'settled', since: { isSameCommit: false } },
  ])
})

it('is empty where nothing was said', () => {
  expect(wrongLines([])).toBe('')
})
