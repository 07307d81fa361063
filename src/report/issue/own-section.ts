import type { AssessmentRecord } from '../../model/record.ts'
import { outcomeWords, titleOf } from '../formats/markdown-rows.ts'
import { sentence } from '../text/markdown-text.ts'
import type { IssueInput } from './issue-input.ts'

const MOST_OWN = 30

/** The question for items of one's own, how to add them, and those that are there. */
export function ownSection({ record, saying }: Pick<IssueInput, 'record' | 'saying'>): string {
  const own = record?.own ?? []
  return [
    `> ${saying('own-items').map((line) => sentence(line)).join(' ')}\n\n`,
    'Write `/add` and a title in a comment, and the staff judges it; or give it conditions in `.capstone.yml`, and it is judged with everything else.\n\n',
    record === null || own.length === 0 ? '' : `| Own item | Outcome |\n| --- | --- |\n${own.slice(0, MOST_OWN).map((item) => ownRow(item, record)).join('')}${own.length > MOST_OWN ? `| and ${own.length - MOST_OWN} more | |\n` : ''}\n`,
  ].join('')
}

function ownRow(item: AssessmentRecord['own'][number], record: AssessmentRecord): string {
  return `| ${titleOf(item.title, 'cell')} | ${outcomeWords(item.outcome, item, record, 'cell')} |\n`
}
