import type { Extractor } from './file-facts.ts'

/**
 * The name under which a file's facts are kept: blob SHA, extractor and its revision, and the path where the extractor looks at it.
 * The same name means the same facts, in whatever repository the file lies.
 */
export function factKey(extractor: Extractor, sha: string, path: string): string {
  const name = `${sha} ${extractor.id} ${extractor.revision}`
  return extractor.dependsOnPath === true ? `${name} ${path}` : name
}
