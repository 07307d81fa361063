import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judgeAll } from '../../src/checks/frame/judge.ts'
import { CHECKS } from '../../src/checks/list.ts'
import { indexRepository, type RepositoryInput } from '../../src/facts/repository-facts.ts'
import { keptFiles } from '../../src/judge/kept-files.ts'
import { joinParts, partsOf } from '../../src/judge/parts.ts'
import { readLiterateCases } from '../support/literate-cases.ts'
import { inputOf } from '../support/memory-repository.ts'

const CASES = new URL('../checks/', import.meta.url)
const fileOf = (path: string, sha = 'a'): string => JSON.stringify({ path, sha, facts: null })

describe('files that are kept', () => {
  it('are the same object for the same text, and another for any other', () => {
    const kept = keptFiles()
    const first = kept(fileOf('a.py'))
    expect(first).toEqual({ path: 'a.py', sha: 'a', facts: null })
    expect(kept(fileOf('a.py'))).toBe(first)
    expect(kept(fileOf('a.py', 'b'))).toEqual({ path: 'a.py', sha: 'b', facts: null })
    expect(kept(fileOf('a.py'))).toBe(first)
  })

  it('are those that were asked for last, as far as their text has room', () => {
    const kept = keptFiles(2 * fileOf('a.py').length)
    const [a, b] = [kept(fileOf('a.py')), kept(fileOf('b.py'))]
    expect(kept(fileOf('a.py'))).toBe(a)
    kept(fileOf('c.py'))
    expect(kept(fileOf('a.py'))).toBe(a)
    expect(kept(fileOf('b.py'))).not.toBe(b)
    expect(kept(fileOf('b.py'))).toEqual(b)
  })

  it('that are larger than all the room are read and not kept', () => {
    const kept = keptFiles(10)
    expect(kept(fileOf('a.py'))).toEqual(kept(fileOf('a.py')))
    expect(kept(fileOf('a.py'))).not.toBe(kept(fileOf('a.py')))
  })

  it.each(readdirSync(CASES).filter((name) => name.endsWith('.md')))('change no verdict of the repository that is judged next: the cases of %s one after the other and back', async (name) => {
    const checks = CHECKS.filter(({ id }) => `${id}.md` === name)
    expect(checks).toHaveLength(1)
    const judged = (input: RepositoryInput): unknown => judgeAll(checks, indexRepository(input))
    const inputs = await Promise.all(readLiterateCases(readFileSync(new URL(name, CASES), 'utf8'), name).map(({ files, expected }) => inputOf(files, expected)))
    const join = joinParts()
    for (const input of [...inputs, ...inputs.toReversed()]) {
      const joined = [...partsOf(input, null)].map(join).find((one) => one !== null)
      expect(joined && judged(joined.input)).toStrictEqual(judged(input))
    }
  })
})
