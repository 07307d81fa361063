import type { Levels } from '../../model/criterion.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { Passage } from '../../model/lesson.ts'
import type { AssessmentRecord, CriterionRecord } from '../../model/record.ts'
import { OUTCOME_MARKS, PROOF_WORDS } from '../words/outcome-words.ts'
import { placeOf, wordsOf } from '../text/places.ts'
import { hanging, safeForTerminal } from '../text/terminal-text.ts'
import type { Layout } from './terminal-report.ts'

/** One criterion of a record in full: looked for, found, where, what speaks against it, next, proof, what each standing asks; why it matters and where it is taught, where a lesson does. */
export function explanation(record: AssessmentRecord, criterion: CriterionRecord, levels: Levels | undefined, passage: Passage | null, layout: Layout): string {
  const { paint, width } = layout
  const at = record.repository.commit === null ? 'as it lies on disk' : `at ${record.repository.commit.slice(0, 7)}`
  return [
    paint('heading', safeForTerminal(`${criterion.title} (${criterion.id})`)),
    `${paint(criterion.outcome, `${OUTCOME_MARKS[criterion.outcome]} ${criterion.outcome}`)}, ${criterion.basis}; ${safeForTerminal(record.repository.name)} ${at}`,
    '',
    ...hanging('Looked for  ', safeForTerminal(criterion.lookedFor), width),
    ...hanging('Found       ', safeForTerminal(criterion.found), width),
    ...places('Where       ', criterion.evidence, layout),
    ...places('Against     ', criterion.against, layout),
    ...(criterion.blockedBy === null ? [] : [`Blocked by  ${criterion.blockedBy}`]),
    ...(criterion.next === '' ? [] : hanging('Next        ', safeForTerminal(criterion.next), width)),
    ...hanging('Proof       ', proofWords(criterion), width),
    ...(levels === undefined ? [] : asked(levels, width)),
    ...(passage === null ? criterion.lesson === '' ? [] : [`Lesson      ${safeForTerminal(criterion.lesson)}`] : taught(passage, width)),
    '',
  ].join('\n')
}

function asked({ present, partial, missing }: Levels, width: number): readonly string[] {
  return [...hanging('Present     ', present, width), ...hanging('Partial     ', partial, width), ...hanging('Missing     ', missing, width)]
}

function taught({ lesson, section }: Passage, width: number): readonly string[] {
  return [
    ...hanging('Why         ', section.why, width),
    ...hanging('Lesson      ', `${lesson.title}: ${section.heading}`, width),
    `            ${lesson.path}:${section.line}`,
  ]
}

function places(label: string, evidence: readonly Evidence[], { width, paint }: Layout): readonly string[] {
  return evidence.flatMap((one, index) => [
    `${index === 0 ? label : ' '.repeat(label.length)}${safeForTerminal(placeOf(one))}`,
    ...hanging(' '.repeat(label.length + 2), safeForTerminal(wordsOf(one)), width).map((line) => paint('dim', line)),
  ])
}

function proofWords({ proof, outcome, basis, proofFrom }: CriterionRecord): string {
  const words = PROOF_WORDS[proof]
  if (proof === 'reading' || proof === 'decision') return words
  if (outcome === 'failing') return `${words}; seen, and it failed`
  if (outcome !== 'verified') return `${words}; not seen yet, so "present" is the most it can be`
  return basis === 'claimed' ? `${words}; not seen, a report claims it` : `${words}; seen${proofFrom === null ? '' : ` at ${proofFrom.slice(0, 7)}`}`
}
