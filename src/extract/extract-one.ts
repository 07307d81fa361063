import type { Extracted, Extractor } from '../facts/file-facts.ts'
import { decode } from '../parse/decode.ts'
import type { Gap } from '../model/repository.ts'

export type Extraction = Extracted | { readonly gap: Gap }

/** Reads one file with the first extractor that accepts its path. Bytes that are no text are a problem of the file; a pointer into Git LFS is a gap. Never throws. */
export function extractOne(extractors: readonly Extractor[], path: string, bytes: Uint8Array): Extraction {
  const extractor = extractors.find((candidate) => candidate.reads(path))
  if (extractor === undefined) return { facts: null, problems: [] }
  try {
    const decoded = decode(bytes)
    if (decoded.kind === 'lfs-pointer') return { gap: { what: 'LFS pointer', path, reason: 'its content is kept in Git LFS' } }
    if (decoded.kind === 'binary') return { facts: null, problems: [{ path, line: 0, says: 'this is a binary file, where text was expected' }] }
    return extractor.extract(decoded.text, path)
  } catch (error) {
    return { gap: { what: 'fault', path, reason: `its reader failed (${error instanceof Error ? error.message.slice(0, 200) : 'unknown error'})` } }
  }
}
