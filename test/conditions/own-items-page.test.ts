import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judgeAll } from '../../src/checks/frame/judge.ts'
import { loadSchema } from '../../src/command-line/checklists.ts'
import { checkOfItem } from '../../src/conditions/frame/check-of-item.ts'
import { CONDITIONS } from '../../src/conditions/list.ts'
import { readCapstoneFile } from '../../src/grade/capstone-file.ts'
import { readChecklist } from '../../src/grade/checklist.ts'
import type { DeclaredItem } from '../../src/model/checklist.ts'
import { placeOf } from '../../src/report/text/places.ts'
import { readLiterateCases } from '../support/literate-cases.ts'
import { factsOf } from '../support/memory-repository.ts'
import { readYamlText } from '../support/read-yaml-text.ts'

const page = readFileSync(new URL('../../docs/own-items.md', import.meta.url), 'utf8')
const cases = readLiterateCases(page, 'docs/own-items.md', { heading: 'h4', prose: true })

function declared(item: unknown): DeclaredItem {
  const checklist = {
    id: 'page', title: 'Page', revision: 1, groups: [{ title: 'Own', items: [item] }],
    credit: { outcome: { verified: 1, present: 0.9, partial: 0.5, failing: 0.25, missing: 0 }, basis: { observed: 1, claimed: 0.9, attested: 0.75, decided: 1 } },
  }
  const reading = readChecklist(JSON.stringify(checklist), loadSchema('checklist'))
  if (!reading.ok) throw new Error(reading.problems.map(({ says }) => says).join('\n'))
  const [only] = reading.checklist.declared
  if (only === undefined) throw new Error('the item declares nothing')
  return only
}

describe('an example of the page', () => {
  for (const one of cases) {
    it(`${one.title} (docs/own-items.md:${one.line})`, async () => {
      const { judged, problems } = judgeAll([checkOfItem(declared(readYamlText(one.item ?? '')))], await factsOf(one.files))
      const finding = judged[0]?.finding
      expect(problems).toEqual([])
      expect({ standing: finding?.standing, found: finding?.found }).toMatchObject({ standing: one.expected.standing })
      const [first] = (finding?.evidence ?? []).map(placeOf)
      if (one.expected.at !== undefined) expect(one.expected.at.includes(':') ? first : first?.replace(/:\d+$/, '')).toBe(one.expected.at)
      if (one.expected.found !== undefined) expect(finding?.found).toContain(one.expected.found)
      if (one.expected.against !== undefined) expect((finding?.against ?? []).map(placeOf)).toContain(one.expected.against)
      if (one.expected.next !== undefined) expect(finding?.next).toContain(one.expected.next)
      expect(finding?.next === '').toBe(finding?.standing === 'present' || finding?.standing === 'unknown')
    })
  }
})

it('every kind of condition has a part of the page, with an example that holds and a twin that does not', () => {
  const parts = (page.split('\n## Every condition\n')[1] ?? '').split('\n## Items that people grade')[0]?.split(/^### /m).slice(1).map((part) => ({ kind: part.split('\n', 1)[0] ?? '', cases: readLiterateCases(part, 'docs/own-items.md', { heading: 'h4', prose: true }) })) ?? []
  expect(parts.map(({ kind }) => kind)).toEqual(Object.keys(CONDITIONS))
  for (const { kind, cases: own } of parts) {
    const standings = own.map(({ expected }) => expected.standing)
    expect([kind, standings.includes('present'), standings.includes('missing')]).toEqual([kind, true, true])
    expect(own.every(({ item }) => item?.includes(kind))).toBe(true)
  }
})

it('the page\'s .capstone.yml is one', () => {
  const text = /```yaml capstone\n([^`]+)```/.exec(page)?.[1] ?? ''
  const { file, problems } = readCapstoneFile(text, loadSchema('capstone'))
  expect(problems).toEqual([])
  expect(file).toMatchObject({ project: { folder: 'capstone' }, service: { name: 'api' }, items: [{ declared: { id: 'own:fairness-checked' } }] })
})

it('the three items to begin with are items', () => {
  const text = /```yaml\n( {5}- title: Our course\n[^`]+)```/.exec(page)?.[1] ?? ''
  const groups = readYamlText(text) as readonly { readonly items: readonly unknown[] }[]
  expect(groups.flatMap(({ items }) => items).map((item) => declared(item).id)).toEqual(['item:load-tested', 'item:runs-as-user', 'item:limits-told'])
})
