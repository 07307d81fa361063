import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/list.ts'
import { judgeAll } from '../../src/checks/frame/judge.ts'
import { EXTRACTORS } from '../../src/facts/extractors.ts'
import { factsOf } from '../support/memory-repository.ts'
import { changed, changes, ODD } from './doors/change.ts'
import { CASES, SAMPLE, type Files } from './doors/seeds.ts'

/** `FUZZ_RUNS=500 npx vitest run test/hostile/fuzz.test.ts` looks as many times longer. */
const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1)

const REPOSITORIES: readonly Files[] = [SAMPLE, ...CASES]
const FILES = REPOSITORIES.flatMap((files) => Object.entries(files)).filter(([path]) => EXTRACTORS.some((one) => one.reads(path)))

/** Every number that a fact gives as a line. */
function linesIn(value: unknown): readonly number[] {
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, inner]: readonly [string, unknown]) => (key === 'line' || key === 'endLine') && typeof inner === 'number' ? [inner] : linesIn(inner))
}

/** What a reader makes of a text, beside what it must equal: itself after a copy between threads and through JSON, and no line outside of the file. */
function reading(path: string, text: string): readonly [given: unknown, wanted: unknown] {
  const extractor = EXTRACTORS.find((one) => one.reads(path))
  if (extractor === undefined) throw new Error(`nothing reads ${path}`)
  const extracted = extractor.extract(text, path)
  const last = text.split(/\r\n?|\n/).length
  const outside = linesIn(extracted).filter((line) => !(line >= 0 && line <= last))
  return [[structuredClone(extracted), JSON.parse(JSON.stringify(extracted)), outside], [extracted, extracted, []]]
}

describe('what a reader makes of a damaged file is plain, and its lines are lines of the file', () => {
  it('files of the sample and of the checks\' cases, changed', () => {
    fc.assert(fc.property(fc.constantFrom(...FILES), changes, ([path, text], edits) => {
      const [given, wanted] = reading(path, edits.reduce(changed, text))
      expect(given).toEqual(wanted)
    }), { numRuns: 400 * TIMES })
  })
  it('texts of no format, under every name', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 400 }), fc.array(fc.oneof(fc.constantFrom(...ODD), fc.string({ maxLength: 8 })), { maxLength: 120 }).map((parts) => parts.join('')))
    fc.assert(fc.property(fc.constantFrom(...FILES), text, ([path], odd) => {
      const [given, wanted] = reading(path, odd)
      expect(given).toEqual(wanted)
    }), { numRuns: 400 * TIMES })
  })
  it('one format under the name of another', () => {
    fc.assert(fc.property(fc.constantFrom(...FILES), fc.constantFrom(...FILES), ([path], [, text]) => {
      const [given, wanted] = reading(path, text)
      expect(given).toEqual(wanted)
    }), { numRuns: 200 * TIMES })
  })
})

describe('a damaged repository', () => {
  it('is judged without a fault of a check or a reader', async () => {
    await fc.assert(fc.asyncProperty(fc.constantFrom(...REPOSITORIES, ...Array.from({ length: 20 }, () => SAMPLE)), fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), changes), { minLength: 1, maxLength: 8 }), async (files, edits) => {
      const paths = Object.keys(files)
      const damaged = new Map(Object.entries(files))
      for (const [which, inner] of edits) {
        const path = paths[Math.floor(which * paths.length)] ?? paths[0] ?? ''
        damaged.set(path, inner.reduce(changed, damaged.get(path) ?? ''))
      }
      const facts = await factsOf(Object.fromEntries(damaged))
      expect(facts.gaps.filter((gap) => gap.what === 'fault')).toEqual([])
      const { judged, problems } = judgeAll(CHECKS, facts)
      expect(problems).toEqual([])
      expect(judged).toHaveLength(CHECKS.length)
    }), { numRuns: 40 * TIMES })
  }, 60_000 * Math.max(1, TIMES))
})
