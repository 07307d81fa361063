import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/list.ts'
import { assess } from '../../src/flow/judging/assess.ts'
import { BEYOND_IDS, COMPONENT_IDS, CONNECTION_IDS } from '../../src/model/picture.ts'
import type { AssessmentRecord } from '../../src/model/record.ts'
import { placeOf } from '../../src/report/text/places.ts'
import { CHECKLISTS } from '../support/checklists.ts'
import { factsOf } from '../support/memory-repository.ts'
import { readPictureCases } from '../support/picture-cases.ts'

const FOLDER = new URL('./', import.meta.url)
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.md'))
const cases = files.flatMap((file) => readPictureCases(readFileSync(new URL(file, FOLDER), 'utf8'), file).map((one) => ({ file, ...one })))

async function recordOf(repository: Readonly<Record<string, string>>, plain: boolean): Promise<AssessmentRecord> {
  return assess(await factsOf(repository, plain ? { branches: [] } : {}), { checks: CHECKS, ...CHECKLISTS, engineVersion: 'test' })
}

describe.each(files)('%s', (file) => {
  for (const one of cases.filter((candidate) => candidate.file === file)) {
    it(`${one.title} (${file}:${one.line})`, async () => {
      const record = await recordOf(one.files, one.plain)
      const all = [...record.components, ...record.components.flatMap(({ connections }) => connections), ...record.beyond]
      expect(record.problems.filter(({ says }) => says.startsWith('picture'))).toEqual([])
      for (const expected of one.expected) {
        const seen = all.find(({ id }) => id === expected.id)
        if (seen === undefined) throw new Error(`${expected.id} is nothing in the picture`)
        const [first] = seen.evidence
        const place = first === undefined ? null : placeOf(first)
        expect({ id: seen.id, outcome: seen.outcome, found: seen.found, place }).toMatchObject({ id: expected.id, outcome: expected.outcome })
        if (expected.at !== null) expect(expected.at.includes(':') ? place : place?.replace(/:\d+$/, '')).toBe(expected.at)
        if (expected.tool !== null) expect('tools' in seen ? seen.tools : []).toContain(expected.tool)
        expect(seen.found).not.toBe('')
      }
    })
  }
})

it.each([...COMPONENT_IDS, ...CONNECTION_IDS, ...BEYOND_IDS])('there is a case in which %s stands, and a twin in which it does not', (id) => {
  const states = cases.flatMap(({ expected }) => expected.filter((one) => one.id === id).map(({ outcome }) => outcome))
  expect(states.some((outcome) => outcome === 'verified' || outcome === 'present')).toBe(true)
  expect(states.some((outcome) => outcome === 'missing' || outcome === 'partial')).toBe(true)
})
