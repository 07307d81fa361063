import { isProse } from '../../facts/documents/documents.ts'
import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import type { DocumentTree } from '../../parse/document/tree.ts'
import { ownFiles } from './own-files.ts'
import { pathMatcher } from './path-matcher.ts'

/** The documents that a condition asks: those of its glob, else every one that is written for the project's readers. */
export function askedDocuments(facts: RepositoryFacts, file: string | null): readonly { readonly path: string; readonly tree: DocumentTree }[] {
  const accepts = file === null ? isProse : pathMatcher(file, facts)
  return ownFiles(facts).flatMap(({ path, facts: read }) => read?.kind === 'document' && accepts(path) ? [{ path, tree: read.tree }] : [])
}

/** Whether a document that could not be read may be among them. */
export function mayBeAsked(path: string, file: string | null): boolean {
  return file === null ? /\.(?:md|markdown|rst|txt)$/i.test(path) && isProse(path) : pathMatcher(file, { project: '.' })(path)
}

/** Whether a text only says that something is still to be written. */
export function isToDo(text: string): boolean {
  return /\b(?:to-?do|tbd|tba|fixme|coming soon|work in progress)\b/i.test(text)
}
