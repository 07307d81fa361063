import { memoise } from '../facts/memoise.ts'
import { fileEvidence } from '../facts/repository-facts.ts'
import type { DocumentTree } from '../parse/document/tree.ts'
import { spokenWords } from '../parse/document/spoken-words.ts'
import { askedDocuments, isToDo, mayBeAsked } from './frame/asked-documents.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { sightingOf } from './frame/sightings.ts'

type Line = { readonly line: number; readonly text: string; readonly spoken: string; readonly toDo: boolean }

/** More lines of one document than these are not looked at. */
const MOST = 5_000

/** These words, one after the other, in the prose of a document: not in its code. */
export const words: ConditionCheck<'words'> = {
  kind: 'words',
  revision: 1,
  describe: ({ words: asked, file }) => `the words "${asked}"${file === null ? ' in a document' : ` in \`${file}\``}`,
  next: ({ words: asked, file }) => `Write about "${asked}"${file === null ? ' in the README or a document beside it' : ` in \`${file}\``}, in those words.`,
  mayStandIn: ({ file }, path) => mayBeAsked(path, file),
  look: ({ words: asked, file }, facts) => {
    const spoken = ` ${spokenWords(asked).join(' ')} `
    const lines = askedDocuments(facts, file).flatMap(({ path, tree }) => proseOf(tree).filter((one) => one.spoken.includes(spoken)).map((one) => ({ ...one, path })))
    const found = lines.filter(({ toDo }) => !toDo).map(({ path, line, text }) => ({ place: fileEvidence(facts, path, line, text), why: null }))
    const [planned] = lines
    return sightingOf(found, planned === undefined ? null : fileEvidence(facts, planned.path, planned.line, `${planned.text}: this is still to be written`))
  },
}

/** The prose of a document with its words, a line each; a line that wraps is joined with the beginning of the next one, so that words over its end are found. */
const proseOf = memoise((tree: DocumentTree): readonly Line[] => tree.blocks.flatMap((block) => {
  if (block.kind === 'code') return []
  if (block.kind === 'table') return [{ cells: block.header, line: block.line }, ...block.rows].map(({ cells, line }) => lineOf(cells.join(' | '), line, ''))
  const lines = block.text.split('\n')
  return lines.map((text, index) => lineOf(text, block.line + index, lines[index + 1] ?? ''))
}).slice(0, MOST))

function lineOf(text: string, line: number, following: string): Line {
  return { line, text, toDo: isToDo(text), spoken: ` ${spokenWords(`${text} ${following.split(/\s+/, 8).join(' ')}`).join(' ')} ` }
}
