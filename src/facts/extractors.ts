import type { Extractor } from './file-facts.ts'

/** What reads files, in order: the first that accepts a path reads it. */
export const EXTRACTORS: readonly Extractor[] = []
