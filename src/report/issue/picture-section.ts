import type { Part } from '../text/fit.ts'
import { sentence } from '../text/markdown-text.ts'
import { systemMarkdown } from '../picture/picture-markdown.ts'
import { explainedCount, explainedSoFar, type Explained } from './explained.ts'
import type { IssueInput } from './issue-input.ts'

/** A drawing with its text is about 9 KB; one that is much larger would leave no room for the rest. */
const LONGEST_PICTURE = 24_000

/** The system of this repository drawn, the invitation to explain it, and a table of what is explained, partly, and still to say. */
export function pictureSection({ record, conversation, ideas, saying }: Pick<IssueInput, 'record' | 'conversation' | 'ideas' | 'saying'>): readonly Part[] {
  const all = explainedSoFar(ideas, conversation)
  const [components, connections] = [explainedCount(all, 'B'), explainedCount(all, 'C')]
  const picture = record === null ? '' : systemMarkdown(record)
  return [
    record === null ? 'The picture of this system is drawn here once something of it was pushed.\n\n' : picture.length > LONGEST_PICTURE ? 'The picture of this system is too large to be shown here; `capstone-coach grade --picture` draws it.\n' : picture, '\n',
    `${saying('picture').map((line) => sentence(line)).join(' ')} Explain boxes and lines in comments below, in any order, one or several at a time.\n\n`,
    all.length === 0 ? '' : `**Explained so far: ${components.whole} of ${components.of} components, ${connections.whole} of ${connections.of} connections.**\n\n`,
    ...all.length === 0 ? [] : table(all),
  ]
}

function table(all: readonly Explained[]): readonly Part[] {
  return [
    '<details><summary>Which ones, and what is still to say</summary>\n\n| Component or connection | State | Said, and still to say |\n| --- | --- | --- |\n',
    { order: 3, entries: all.map(row), cut: (left) => `| and ${left} more rows | | |\n` },
    '\n</details>\n\n',
  ]
}

function row({ name, said, open }: Explained): string {
  const state = open.length === 0 ? '✔&nbsp;explained' : said.length > 0 ? '◔&nbsp;partly' : '○&nbsp;still to say'
  const words = [...said.map(({ title }) => sentence(title, 'cell')), ...said.length === 0 ? [] : open.map(({ asks }) => `*${sentence(asks, 'cell')}*`)]
  return `| ${sentence(name, 'cell')} | ${state} | ${words.join('; ')} |\n`
}
