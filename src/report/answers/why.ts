import { shownDay, type Calendar } from '../../course/shown-time.ts'
import type { Basis } from '../../model/criterion.ts'
import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord, CriterionRecord, ItemRecord } from '../../model/record.ts'
import { quotedLevel } from '../gradebook/graded-by-people.ts'
import { lessonWords, type LessonLinks } from '../words/lesson-words.ts'
import { placesLine } from '../formats/markdown-places.ts'
import { outcomeWords, titleOf } from '../formats/markdown-rows.ts'
import { code, sentence } from '../text/markdown-text.ts'
import { PROOF_WORDS } from '../words/outcome-words.ts'
import { stateWords } from '../words/step-words.ts'

/** How many places are shown of each kind. */
const MOST_PLACES = 5

const BASIS_WORDS: Readonly<Record<Basis, string>> = {
  observed: 'observed: the App saw it itself', claimed: 'claimed: a file or report of this repository says so', attested: 'attested: a person of this repository said so', decided: 'decided by the staff of the course',
}

/** `/why` of an item: its outcome, then each of its criteria in full. */
export function whyItem(item: ItemRecord, record: AssessmentRecord, links: LessonLinks, calendar: Calendar): string {
  const criteria = record.criteria.filter(({ id }) => item.criteria.includes(id))
  return [
    `**${titleOf(item.title)}** (${code(item.id)}): ${outcomeWords(item.outcome, { ...item, blockedBy: null }, record)}${item.required ? '' : ' (optional)'}\n\n`,
    decidedLine(item, calendar),
    criteria.length > 1 ? `It takes the worst of what it asks for, ${criteria.length} criteria:\n\n` : '',
    ...criteria.map((criterion) => (criteria.length > 1 ? `**${titleOf(criterion.title)}** (${code(criterion.id)}): ${outcomeWords(criterion.outcome, criterion, record)}\n\n` : '') + fieldsOf(criterion, record, links)),
  ].join('')
}

/** `/why` of a criterion: looked for, found, where, what speaks against it, its basis, next, lesson. */
export function whyCriterion(criterion: CriterionRecord, record: AssessmentRecord, links: LessonLinks, calendar: Calendar): string {
  return `**${titleOf(criterion.title)}** (${code(criterion.id)}): ${outcomeWords(criterion.outcome, criterion, record)}\n\n${decidedLine(criterion, calendar)}${fieldsOf(criterion, record, links)}`
}

/** `/why` of a step of the capstone. */
export function whyStep(step: StepRecord, record: AssessmentRecord, links: LessonLinks): string {
  return [
    `**Step ${step.id.slice('step-'.length)}, ${titleOf(step.title)}**: ${stateWords(step)}\n\n`,
    `- **Looked for:** ${sentence(step.lookedFor)}\n`, `- **Found:** ${sentence(step.found)}\n`,
    placesLine('Shown by', step.evidence, record, MOST_PLACES), placesLine('Held back by', step.against, record, MOST_PLACES),
    step.evidence.length === 0 ? '' : `- **Basis:** ${BASIS_WORDS[step.basis]}\n`,
    step.next === '' ? '' : `- **Next:** ${sentence(step.next)}\n`,
    step.lesson === '' ? '\n' : `- **Lesson:** ${lessonWords(step.lesson, links)}\n\n`,
  ].join('')
}

function fieldsOf(criterion: CriterionRecord, record: AssessmentRecord, links: LessonLinks): string {
  return [
    `- **Looked for:** ${sentence(criterion.lookedFor)}\n`, `- **Found:** ${sentence(criterion.found)}\n`,
    placesLine('Where', criterion.evidence, record, MOST_PLACES), placesLine('Against', criterion.against, record, MOST_PLACES),
    `- **Basis:** ${BASIS_WORDS[criterion.basis]}. What proves it: ${PROOF_WORDS[criterion.proof]}${criterion.proofFrom === null ? '' : `, seen at ${code(criterion.proofFrom.slice(0, 7))}`}\n`,
    criterion.next === '' ? '' : `- **Next:** ${sentence(criterion.next)}\n`,
    criterion.lesson === '' ? '\n' : `- **Lesson:** ${lessonWords(criterion.lesson, links)}\n\n`,
  ].join('')
}

function decidedLine({ decided }: Pick<ItemRecord, 'decided'>, calendar: Calendar): string {
  if (decided === undefined) return ''
  const { by, at, level } = decided
  const reason = decided.reason === null ? '' : ` ${level === undefined ? 'Reason' : 'Comment'}: ${sentence(decided.reason)}`
  const who = `by ${code(by)} on ${shownDay(Date.parse(at), calendar)}`
  if (level !== undefined) return `Graded ${sentence(quotedLevel(level))} ${who}.${reason}\n\n`
  const differs = decided.disagrees ? ' That is no longer what it said when it was decided.' : ''
  return `Decided ${who}; the App's own verdict is ${decided.automatic}.${differs}${reason}\n\n`
}

/** `/why` of a step where the steps were not folded yet. */
export function stepNotFolded(): string {
  return 'The steps of this repository are told with its next verdict. Until then nothing is known of this one.\n'
}
