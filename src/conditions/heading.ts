import { blockText, sectionsOf, type Section } from '../facts/documents/documents.ts'
import { fileEvidence } from '../facts/repository-facts.ts'
import { spokenWords } from '../parse/document/spoken-words.ts'
import { askedDocuments, isToDo, mayBeAsked } from './frame/asked-documents.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { sightingOf } from './frame/sightings.ts'

/** A heading with these words one after the other, and something below it. */
export const heading: ConditionCheck<'heading'> = {
  kind: 'heading',
  revision: 1,
  describe: ({ words, file }) => `a section "${words}"${file === null ? ' in a document' : ` in \`${file}\``}`,
  next: ({ words, file }) => `Write a section "${words}"${file === null ? ' in the README or a document beside it' : ` in \`${file}\``}.`,
  mayStandIn: ({ file }, path) => mayBeAsked(path, file),
  look: ({ words, file }, facts) => {
    const asked = ` ${spokenWords(words).join(' ')} `
    const sections = askedDocuments(facts, file).flatMap(({ path, tree }) => sectionsOf(tree).filter((section) => ` ${spokenWords(section.heading).join(' ')} `.includes(asked)).map((section) => ({ path, section })))
    const written = sections.filter(({ section }) => says(section)).map(({ path, section }) => ({ place: fileEvidence(facts, path, section.line, section.heading), why: null }))
    const [empty] = sections
    return sightingOf(written, empty === undefined ? null : fileEvidence(facts, empty.path, empty.section.line, 'the heading is there, with nothing written below it'))
  },
}

/** Whether anything stands below the heading but further headings and notes of what is still to be written. */
function says({ blocks }: Section): boolean {
  return blocks.some((block) => block.kind !== 'heading' && spokenWords(blockText(block)).length > 0 && !(isToDo(blockText(block)) && spokenWords(blockText(block)).length < 12))
}
