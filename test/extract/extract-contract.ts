import { describe, expect, it } from 'vitest'
import type { Extractor } from '../../src/facts/file-facts.ts'
import type { ExtractPort } from '../../src/flow/ports/repository-port.ts'

/** Says back what it was given, as a problem; throws where the text asks for it. Given as source too, for a worker to load. */
export const ECHO: Extractor = {
  id: 'python',
  revision: 1,
  reads: (path) => path.endsWith('.py'),
  extract: (text, path) => {
    if (text === 'throw') throw new Error('broken reader')
    if (text === 'hang') for (;;) text.slice()
    if (text === 'grow') for (const kept: unknown[] = [];;) kept.push(Array.from({ length: 100_000 }, () => ({})))
    return { facts: null, problems: [{ path, line: text.length, says: text }] }
  },
}

/** What every extractor keeps to, whichever thread it reads on. */
export function describeExtract(name: string, make: () => ExtractPort): void {
  const extractAll = async (files: readonly (readonly [string, Uint8Array | string])[]): Promise<readonly unknown[]> => {
    const port = make()
    const results = await Promise.all(files.map(([path, content]) => port.extract(path, typeof content === 'string' ? Buffer.from(content) : content)))
    await port.close()
    return results
  }
  const said = (path: string, text: string): unknown => ({ facts: null, problems: [{ path, line: text.length, says: text }] })

  describe(`reading ${name}`, () => {
    it('gives what the file\'s extractor says', async () => {
      expect(await extractAll([['a.py', 'text'], ['empty.py', '']])).toEqual([said('a.py', 'text'), said('empty.py', '')])
    })
    it('gives no facts where no extractor reads the path', async () => {
      expect(await extractAll([['a.csv', 'text']])).toEqual([{ facts: null, problems: [] }])
    })
    it('decodes before it extracts', async () => {
      expect(await extractAll([['a.py', Buffer.from('\uFEFFgrün', 'utf16le')], ['b.py', Buffer.from('grün', 'latin1')]])).toEqual([said('a.py', 'grün'), said('b.py', 'grün')])
    })
    it('tells a pointer into Git LFS and a binary file apart from text', async () => {
      const [pointer, binary] = await extractAll([['a.py', 'version https://git-lfs.github.com/spec/v1\noid sha256:1\nsize 1\n'], ['b.py', Uint8Array.from([0, 1, 2, 3])]])
      expect(pointer).toEqual({ gap: { what: 'LFS pointer', path: 'a.py', reason: 'its content is kept in Git LFS' } })
      expect(binary).toMatchObject({ facts: null, problems: [{ path: 'b.py', line: 0 }] })
    })
    it('makes a gap of a file whose extractor fails', async () => {
      expect(await extractAll([['a.py', 'throw'], ['b.py', 'fine']])).toEqual([{ gap: { what: 'fault', path: 'a.py', reason: 'its reader failed (broken reader)' } }, said('b.py', 'fine')])
    })
    it('answers each of many files asked for at once', async () => {
      const files = Array.from({ length: 300 }, (_, index) => [`file-${index}.py`, `text ${index} ${'x'.repeat(5000)}`] as const)
      expect(await extractAll(files)).toEqual(files.map(([path, text]) => said(path, text)))
    })
    it('leaves the bytes to the caller', async () => {
      const bytes = Buffer.from('text')
      await extractAll([['a.py', bytes]])
      expect(bytes.toString()).toBe('text')
    })
  })
}
