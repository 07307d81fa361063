import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judgeAll } from '../../src/checks/frame/judge.ts'
import { CHECKS } from '../../src/checks/list.ts'
import { placeOf, wordsOf } from '../../src/report/text/places.ts'
import { readLiterateCases } from '../support/literate-cases.ts'
import { factsOf } from '../support/memory-repository.ts'

const FOLDER = new URL('./', import.meta.url)

it('reads cases from Markdown', () => {
  const [one] = readLiterateCases('## A case\n\n```py file=a.py\nx = 1\n```\n\n```expect\nstanding: missing\n```\n', 'cases.md')
  expect(one).toMatchObject({ title: 'A case', files: { 'a.py': 'x = 1\n' }, expected: { standing: 'missing' } })
})

for (const file of readdirSync(FOLDER).filter((name) => name.endsWith('.md'))) {
  const id = file.replace('.md', '')
  const check = CHECKS.find((candidate) => candidate.id === id)
  describe(id, () => {
    const cases = readLiterateCases(readFileSync(new URL(file, FOLDER), 'utf8'), file)

    it('shows at least one case of present, partial and missing', () => {
      const standings = new Set(cases.map((one) => one.expected.standing))
      expect([...standings]).toEqual(expect.arrayContaining(['present', 'partial', 'missing']))
    })

    for (const one of cases) {
      it(`${one.title} (${file}:${one.line})`, async () => {
        if (check === undefined) throw new Error(`${id} is not in the list of checks`)
        const { judged, problems } = judgeAll([check], await factsOf(one.files, one.expected))
        const finding = judged[0]?.finding
        expect(problems).toEqual([])
        expect({ standing: finding?.standing, found: finding?.found }).toMatchObject({ standing: one.expected.standing })
        const [first] = finding?.evidence ?? []
        if (one.expected.at !== undefined) {
          const place = first === undefined ? 'nowhere' : placeOf(first)
          expect(one.expected.at.includes(':') ? place : place.replace(/:\d+$/, '')).toBe(one.expected.at)
        }
        if (one.expected.found !== undefined) expect(`${finding?.found} ${first === undefined ? '' : wordsOf(first)}`).toContain(one.expected.found)
        if (one.expected.against !== undefined) expect((finding?.against ?? []).map(placeOf)).toContain(one.expected.against)
        if (one.expected.next !== undefined) expect(finding?.next).toContain(one.expected.next)
        expect(finding?.found).not.toBe('')
        expect(finding?.next === '').toBe(finding?.standing === 'present' || finding?.standing === 'unknown')
      })
    }
  })
}
