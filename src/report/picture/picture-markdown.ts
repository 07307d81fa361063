import type { AssessmentRecord } from '../../model/record.ts'
import { pictureDiagram } from './picture-diagram.ts'
import { pictureText, systemText } from './picture-text.ts'

/**
 * The whole picture as Markdown that GitHub draws: a Mermaid diagram, and the same as text folded below it, for terminals, screen readers and
 * places. Both stand in fenced blocks that nothing in a repository's texts can end.
 */
export function pictureMarkdown(record: AssessmentRecord): string {
  return drawn(record, pictureText)
}

/** The same without what lies beyond the capstone. */
export function systemMarkdown(record: AssessmentRecord): string {
  return drawn(record, systemText)
}

function drawn(record: AssessmentRecord, textOf: typeof pictureText): string {
  return [
    fenced('mermaid', pictureDiagram(record)),
    '<details>',
    '<summary>The same as text, with the place of each</summary>',
    '',
    fenced('text', textOf(record, { width: 80, paint: (_style, text) => text }).trimEnd()),
    '</details>',
    '',
  ].join('\n')
}

/** A block whose fence is longer than every run of backticks inside it. */
function fenced(language: string, text: string): string {
  const longest = (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 2)
  const fence = '`'.repeat(longest + 1)
  return `${fence}${language}\n${text}\n${fence}\n`
}
