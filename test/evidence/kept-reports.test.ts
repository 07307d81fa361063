import { expect, it } from 'vitest'
import { keptReports } from '../../src/evidence/kept-reports.ts'
import type { ReportFacts } from '../../src/model/report-facts.ts'

const metrics = (path: string, count: number): ReportFacts => ({ kind: 'metrics', path, values: Array.from({ length: count }, (_, index) => ({ name: `accuracy_${index}`, value: index })), notFinite: [], cut: 0 })

it('leaves out a report that is too large, and keeps those behind it', () => {
  const { reports, gaps } = keptReports([metrics('a.json', 1), metrics('large.json', 20_000), metrics('b.json', 1), metrics('c.json', 2)])
  expect(reports.map(({ path }) => path)).toEqual(['a.json', 'b.json', 'c.json'])
  expect(gaps).toMatchObject([{ what: 'artifact', reason: 'it holds 4 reports; 3 are kept' }])
})

it('keeps at most forty, and no more than fits', () => {
  expect(keptReports(Array.from({ length: 50 }, (_, index) => metrics(`${index}.json`, 1))).reports).toHaveLength(40)
  const { reports } = keptReports(Array.from({ length: 5 }, (_, index) => metrics(`${index}.json`, 4_000)))
  expect(reports.length).toBeGreaterThan(0)
  expect(JSON.stringify(reports).length).toBeLessThan(401_000)
})
