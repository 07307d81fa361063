import type { Problem } from '../model/repository.ts'
import type { PythonTree } from '../parse/python/tree.ts'

/** What one file says, as plain JSON: it crosses threads and is kept by blob SHA. Each kind has one extractor. */
export type FileFacts =
  | { readonly kind: 'python'; readonly tree: PythonTree }

export type Extracted = { readonly facts: FileFacts | null; readonly problems: readonly Problem[] }

/**
 * Reads one kind of file. `extract` is pure, never throws on any input and is given at most the size cap of text.
 * Raise `revision` whenever the same text may give other facts: kept facts of older revisions are then left alone.
 */
export type Extractor = {
  readonly id: FileFacts['kind']
  readonly revision: number
  readonly reads: (path: string) => boolean
  /** Set where `extract` looks at the path: its facts are then kept for that path only. */
  readonly dependsOnPath?: true
  readonly extract: (text: string, path: string) => Extracted
}
