import type { Extractor } from '../facts/file-facts.ts'
import { EXTRACTORS } from '../facts/extractors.ts'
import type { ExtractPort } from '../flow/ports.ts'
import { extractOne } from './extract-one.ts'

/** Reads files in this thread, without a limit of time: for trusted text. */
export function extractInProcess(extractors: readonly Extractor[] = EXTRACTORS): ExtractPort {
  return {
    extract: (path, bytes) => Promise.resolve(extractOne(extractors, path, bytes)),
    close: () => Promise.resolve(),
  }
}
