import { createHash } from 'node:crypto'
import type { RepositoryFile } from '../facts/repository-facts.ts'

/** How much text is kept as what it says, in characters: some ten student repositories, or one of 200 Python files. */
const MOST = 4 * 1024 * 1024

/**
 * Reads files from their JSON text and gives the same object for the same text, for as long as it is among the `most` characters that were asked for last.
 * What `memoise` keeps of a file lives as long as the object: a push that changes one file, or the next repository of the same template, finds it.
 */
export function keptFiles(most = MOST): (text: string) => RepositoryFile {
  const kept = new Map<string, { readonly file: RepositoryFile; readonly length: number }>()
  let length = 0
  return (text) => {
    // By its digest: the engine's own hash of a long text is its length alone, which a student may choose.
    const key = createHash('sha256').update(text).digest('base64')
    const known = kept.get(key)
    const one = known ?? { file: JSON.parse(text) as RepositoryFile, length: text.length }
    if (known === undefined) length += text.length
    kept.delete(key)
    kept.set(key, one)
    for (const [oldest, { length: given }] of kept) {
      if (length <= most) break
      kept.delete(oldest)
      length -= given
    }
    return one.file
  }
}
