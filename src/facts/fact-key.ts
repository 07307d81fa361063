import type { Extractor } from './file-facts.ts'

/** An extractor at its revision, as it stands in the names of facts: what it wrote at an earlier revision is of another name. */
export function extractorName({ id, revision }: Pick<Extractor, 'id' | 'revision'>): string {
  return `${id} ${revision}`
}

/**
 * The name under which a file's facts are kept: blob SHA, extractor and its revision, and the path where the extractor looks at it.
 * The same name means the same facts, in whatever repository the file lies.
 */
export function factKey(extractor: Extractor, sha: string, path: string): string {
  const name = `${sha} ${extractorName(extractor)}`
  return extractor.dependsOnPath === true ? `${name} ${path}` : name
}

/** The extractor, as `extractorName` writes it, of a name that `factKey` made. */
export function extractorOf(key: string): string {
  return key.split(' ', 3).slice(1).join(' ')
}
