import type { Built } from '../../model/built.ts'
import type { CriterionId } from '../../model/criterion.ts'
import type { Evidence } from '../../model/evidence.ts'
import type { StepId } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { askedWords } from '../answers/reply.ts'
import { counted, inWords } from '../gradebook/counted.ts'
import { placeLink } from '../formats/markdown-rows.ts'
import { sentence } from '../text/markdown-text.ts'
import { proofOf } from '../text/places.ts'
import { stepNumber } from '../words/step-words.ts'
import type { IssueInput } from './issue-input.ts'
import { quoted } from './quoted.ts'
import { isWhole, stillToCome } from './whole.ts'

/** Where a repository shows each idea of the one sentence, the best place first. */
export const SHOWN_BY: Readonly<Record<string, readonly (CriterionId | StepId)[]>> = {
  a1: ['step-4.2', 'cicd'], a2: ['tests-ci', 'step-2.2', 'tests-unit'], a3: ['data-versioning', 'data-validation', 'step-2.3'],
  a4: ['drift', 'step-4.4', 'step-4.3', 'metrics'], a5: ['cicd', 'retrain', 'step-3.2'], a6: ['step-4.1', 'rollback', 'readme'],
}

/** The wrap-up once all is done; until then, what it still waits for. */
export function wrapUpSection(input: IssueInput): string {
  const { record } = input
  if (record === null || !isWhole(record)) return waiting(record)
  return [
    'The whole cycle is done: a change went from an idea to its users, with everything that keeps it there!\n\n',
    sentenceOnceMore(input, record), `**In facts:** ${factWords(input.built)}.\n\n`,
    `What the course gives along:\n\n${listed(input.saying('advice'))}\n`, `And from here:\n\n${listed(input.saying('encouragement'))}\n`,
    feedback(), badge(input),
  ].join('')
}

function waiting(record: AssessmentRecord | null): string {
  if (record === null || record.steps.length === 0) return 'Here stands what was built, in facts, once all is done.\n\n'
  const { steps, items } = stillToCome(record)
  const left = [...steps === 0 ? [] : [counted(steps, 'step')], ...items === 0 ? [] : [`${counted(items, 'required item')} of the checklist`]]
  return `Here stands what was built, in facts, once all is done. Still to come: ${inWords(left)}.\n\n`
}

/** The student's first sentence, and where the repository shows what it speaks of and what it left out. */
function sentenceOnceMore({ conversation: { first }, ideas, url, saying }: IssueInput, record: AssessmentRecord): string {
  if (first === null) return `The course's sentence once more: *${saying('sentence').map((line) => sentence(line)).join(' ')}* How would you say it now? A comment is read even today.\n\n`
  const covered = new Set(first.covers.map(({ id }) => id))
  const own = ideas.filter(({ question }) => question === 'A')
  const lines = (of: readonly typeof own[number][]): string => of.flatMap(({ id, title }) => { const place = shownBy(id, record); return place === null ? [] : [`- **${sentence(title)}**: ${place}\n`] }).join('')
  const [said, added] = [lines(own.filter(({ id }) => covered.has(id))), lines(own.filter(({ id }) => !covered.has(id)))]
  return [
    `It began with your sentence: “${quoted(first.text)}” (${askedWords({ ...first, repositoryUrl: url })})\n\n`,
    said === '' ? '' : `This repository shows it now:\n\n${said}\n`,
    added === '' ? '' : `${said === '' ? 'This repository says it in its own way' : 'And it says more than the sentence did'}:\n\n${added}\n`,
  ].join('')
}

function shownBy(idea: string, record: AssessmentRecord): string | null {
  for (const id of SHOWN_BY[idea] ?? []) {
    const criterion = record.criteria.find((one) => one.id === id && (one.outcome === 'verified' || one.outcome === 'present'))
    if (criterion !== undefined) return `${sentence(criterion.title)}${placed(proofOf(criterion), record)}`
    const step = record.steps.find((one) => one.id === id && one.state === 'done')
    if (step !== undefined) return `step ${stepNumber(step)}, ${sentence(step.title)}${placed(step.evidence[0] ?? null, record)}`
  }
  return null
}

function placed(evidence: Evidence | null, record: AssessmentRecord): string {
  return evidence === null ? '' : ` (${placeLink(evidence, record)})`
}

function factWords({ commits, runs, failed, experiments, tests, deployments, days }: Built): string {
  const red = failed === 0 ? '' : ` (${failed} failed on the way)`
  const counts = inWords([
    ...commits === 0 ? [] : [counted(commits, 'judged commit')], ...experiments === 0 ? [] : [`${counted(experiments, 'run')} of MLflow`],
    ...tests === null || tests === 0 ? [] : [counted(tests, 'passing test')], ...runs === 0 ? [] : [`${counted(runs, 'run')} of workflows${red}`],
    ...deployments === 0 ? [] : [counted(deployments, 'deployment')],
  ])
  return days === null ? counts : `${counts}, in ${counted(days, 'day')}`
}

function listed(lines: readonly string[]): string {
  return lines.map((line) => `- ${line}\n`).join('')
}

function feedback(): string {
  return '**Tell the course how it was:** write `/feedback`, a number from 1 to 5 and some words in a comment, for example `/feedback 4 The drift check took longest to understand.` It goes to the staff.\n\n'
}

function badge({ badgeUrl, url }: IssueInput): string {
  if (badgeUrl === null) return ''
  const picture = `![Capstone: the whole cycle done](${badgeUrl})`
  return `${picture}\n\nThe badge for a README:\n\n\`\`\`markdown\n${url === null ? picture : `[${picture}](${url})`}\n\`\`\`\n\n`
}
