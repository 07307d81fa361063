import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHECKS } from '../../src/checks/list.ts'
import { judgeAll } from '../../src/checks/frame/judge.ts'
import { EXTRACTORS } from '../../src/facts/extractors.ts'
import { ROOT } from '../house/source-files.ts'
import { readLiterateCases } from '../support/literate-cases.ts'
import { factsOf } from '../support/memory-repository.ts'

/** `FUZZ_RUNS=500 npx vitest run test/hostile/fuzz.test.ts` looks as many times longer. */
const TIMES = Number(process.env['FUZZ_RUNS'] ?? 1)

type Files = Readonly<Record<string, string>>

const sample = join(ROOT, 'samples', 'sentiment-service')
const SAMPLE: Files = Object.fromEntries((readdirSync(sample, { recursive: true }) as string[]).filter((path) => statSync(join(sample, path)).isFile())
  .map((path) => [path.replaceAll('\\', '/'), readFileSync(join(sample, path), 'utf8')]))
const cases = join(ROOT, 'test', 'checks')
const CASES: readonly Files[] = readdirSync(cases).filter((name) => name.endsWith('.md')).flatMap((name) => readLiterateCases(readFileSync(join(cases, name), 'utf8'), name).map((one) => one.files))
const REPOSITORIES: readonly Files[] = [SAMPLE, ...CASES]
const FILES = REPOSITORIES.flatMap((files) => Object.entries(files)).filter(([path]) => EXTRACTORS.some((one) => one.reads(path)))

const ODD = ['', '\0', '\uFEFF', '\u202e', '\ud800', '\u2028', '\r', '\t', '\\', '"', '\'', '`', '"""', '$', '${', '${{', '}}', '{{', '$(', '(', ')', '[', ']', '{', '}', '<<', '<<EOF', '&a', '*a', '!', '|', '>', '- ', ': ', ':', '#', '%', '@', ',', '=', '\n', '\n\n', '\n  ', '__proto__', 'constructor', 'toString', 'lambda: ', 'def ', 'class ', 'if ', 'return ', 'await ', 'import ', 'f"{', '~', '../', '/']

/** One change of a text, by fractions of its length: cut, double, swap two pieces, put something in. */
const change = fc.record({ how: fc.constantFrom('cut', 'double', 'swap', 'put', 'put', 'lines'), from: fc.double({ min: 0, max: 1, noNaN: true }), to: fc.double({ min: 0, max: 1, noNaN: true }), length: fc.nat(80), odd: fc.constantFrom(...ODD) })
type Change = typeof change extends fc.Arbitrary<infer One> ? One : never
const changes = fc.array(change, { minLength: 1, maxLength: 6 })

function changed(text: string, { how, from, to, length, odd }: Change): string {
  const at = Math.floor(from * text.length)
  const other = Math.floor(to * text.length)
  const piece = text.slice(at, at + length)
  if (how === 'cut') return text.slice(0, at) + text.slice(at + length)
  if (how === 'double') return text.slice(0, at) + piece + text.slice(at)
  if (how === 'put') return text.slice(0, at) + odd + text.slice(at)
  if (how === 'swap') return text.slice(0, at) + text.slice(other, other + length) + text.slice(at + length)
  const lines = text.split('\n')
  const moved = lines.splice(Math.floor(from * lines.length), 1 + length % 4)
  lines.splice(Math.floor(to * lines.length), 0, ...moved)
  return lines.join('\n')
}

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
