import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judgeAll } from '../../src/checks/frame/judge.ts'
import { CHECKS } from '../../src/checks/list.ts'
import type { Finding } from '../../src/model/finding.ts'
import { placeOf, wordsOf } from '../../src/report/text/places.ts'
import { factsOf } from '../support/memory-repository.ts'
import { readPairs, type Side } from './read-pairs.ts'

const FOLDER = new URL('./repositories/', import.meta.url)
const WORTH: Readonly<Record<Finding['standing'], number>> = { unknown: 0, missing: 0, partial: 1, present: 2 }
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith('.md')).map((name) => ({ name, pairs: readPairs(readFileSync(new URL(name, FOLDER), 'utf8'), name) }))

/** What is judged of a criterion here; no check and no reader may fail on the way. */
async function judged(criterion: string, { files, links, modules }: Side): Promise<Finding> {
  const check = CHECKS.find(({ id }) => id === criterion)
  if (check === undefined) throw new Error(`${criterion} is not in the list of checks`)
  const facts = await factsOf(files, { links, modules })
  const all = judgeAll(CHECKS, facts)
  expect([all.problems, facts.gaps.filter(({ what }) => what === 'fault')]).toEqual([[], []])
  const finding = all.judged.find((one) => one.check.id === criterion)?.finding
  if (finding === undefined) throw new Error(`${criterion} was not judged`)
  return finding
}

function expectVerdict(finding: Finding, { expected }: Side): void {
  expect({ standing: finding.standing, found: finding.found }).toMatchObject({ standing: expected.standing })
  const [first] = finding.evidence
  if (expected.found !== undefined) expect(`${finding.found} ${first === undefined ? '' : wordsOf(first)}`).toContain(expected.found)
  if (expected.against !== undefined) expect(finding.against.map(placeOf)).toContain(expected.against)
}

for (const { name, pairs } of FILES) {
  describe(`a repository that tries to earn more than its work (${name})`, () => {
    for (const { criterion, adversary, twin } of pairs) {
      it(`${criterion}: ${adversary.title} (${name}:${adversary.line})`, async () => {
        const [deceit, work] = [await judged(criterion, adversary), await judged(criterion, twin)]
        expectVerdict(deceit, adversary)
        expectVerdict(work, twin)
        expect(WORTH[work.standing], 'the twin is judged better').toBeGreaterThan(WORTH[deceit.standing])
      })
    }
  })
}

it('there are sixty of them, about every criterion, and each tries something of its own', () => {
  const pairs = FILES.flatMap((file) => file.pairs)
  expect(pairs.length).toBeGreaterThanOrEqual(60)
  expect(new Set(pairs.map(({ adversary }) => adversary.title)).size).toBe(pairs.length)
  expect([...new Set(pairs.map(({ criterion }) => criterion))].sort()).toEqual(CHECKS.map(({ id }) => id).sort())
})
