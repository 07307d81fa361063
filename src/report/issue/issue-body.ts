import type { AssessmentRecord } from '../../model/record.ts'
import { fitted } from '../text/fit.ts'
import { lessonWords, type LessonLinks } from '../words/lesson-words.ts'
import { checklistTable } from '../formats/markdown-report.ts'
import { nextLine, whereLine } from '../formats/markdown-standing.ts'
import { code, sentence } from '../text/markdown-text.ts'
import { nextAction } from '../next-action.ts'
import { beyondSection } from './beyond-section.ts'
import type { IssueInput } from './issue-input.ts'
import { levelTable } from './levels.ts'
import { ownSection } from './own-section.ts'
import { partsSection } from './parts-section.ts'
import { pictureSection } from './picture-section.ts'
import { sentenceSection } from './sentence-section.ts'
import { isWhole } from './whole.ts'
import { wrapUpSection } from './wrap-up.ts'

/** GitHub refuses an issue of more than 65,536 characters; in bytes the limit holds for characters too. */
const LONGEST_BODY = 65_535

/** What stands hidden in the first line of a repository's capstone issue, with the version of its form. */
export function issueMarker(repositoryId: number): string {
  return `<!-- capstone-coach:issue version:1 repository:${repositoryId} -->`
}

/** The title that the capstone issue is opened with; one that a person changes stays as they write it. */
export function issueTitle(): string {
  return 'The capstone: one whole cycle'
}

/**
 * The body of the capstone issue, top to bottom: the opener with where the repository stands and what the four levels left in it, the one question first, the
 * whole picture, the four parts, the checklist, own items, what comes next, the wrap-up. The same input gives the same text. Where it grows too long, rows are cut.
 */
export function issueBody(input: IssueInput): string {
  const { record, steps, branch, pulls, saying, links } = input
  const done = record !== null && isWhole(record)
  return fitted([
    `${issueMarker(input.repositoryId)}\n${saying('opening').map((line) => sentence(line)).join(' ')}\n\n`,
    record === null ? `Nothing was judged on ${code(branch)} yet. **Next:** push the service as it is; what it shows is read from there.\n\n` : `${whereLine(record)}\n\n${done ? '**Next:** the wrap-up below.' : `${nextLine(record)}${lessonOfNext(record, links)}`}\n\n`,
    pulls.length === 0 ? '' : `Open now: ${pulls.map((number) => `#${number}`).join(', ')}. What a pull request moves stands in its own comment; here stands ${code(branch)}.\n\n`,
    record === null ? '' : levelTable(record),
    ...done ? ['## Wrap-up\n\n', wrapUpSection(input)] : [],
    '## One question first\n\n', sentenceSection(input),
    '## The whole picture\n\n', ...pictureSection(input),
    '## The cycle\n\n', ...partsSection(steps, record),
    '## The production checklist\n\n', ...record === null ? ['It is read once something was pushed.\n\n'] : checklistTable(record, 'an issue'),
    '## Your own items\n\n', ownSection(input),
    `<details><summary>What comes next</summary>\n\n${beyondSection(input)}</details>\n\n`,
    ...done ? [] : ['## Wrap-up\n\n', wrapUpSection(input)],
    `---\n\n<sub>This text is kept current and written over: what you say belongs into comments. ${code('/hint')} with the number of a step or the name of an item gives a hint, ${code('/done 4.3')} and what was seen shows a step that no program can see, ${code('/help')} lists the rest.</sub>\n`,
  ], LONGEST_BODY)
}

/** The lesson in which the next thing to do was taught, as a sentence; empty where none teaches it. */
function lessonOfNext(record: AssessmentRecord, links: LessonLinks): string {
  const lesson = nextAction(record)?.lesson ?? ''
  return lesson === '' ? '' : ` You met this in lesson ${lessonWords(lesson, links)}.`
}
