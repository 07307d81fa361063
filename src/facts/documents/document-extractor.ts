import { readMarkdown } from '../../parse/document/markdown.ts'
import { readPlainText, readRestructuredText } from '../../parse/document/plain-text.ts'
import type { Extractor } from '../file-facts.ts'

/** Reads prose: Markdown, reStructuredText, plain text, and a README without an ending. */
export const documentExtractor: Extractor = {
  id: 'document',
  revision: 2,
  dependsOnPath: true,
  reads: (path) => /\.(?:md|markdown|mdx|qmd|rst|txt)$/i.test(path) || /(?:^|\/)readme$/i.test(path),
  extract: (text, path) => {
    const source = text.replaceAll('\r\n', '\n')
    const tree = /\.rst$/i.test(path) ? readRestructuredText(source) : /\.txt$/i.test(path) ? readPlainText(source) : readMarkdown(source)
    return { facts: { kind: 'document', tree }, problems: [] }
  },
}
