import type { AssessmentRecord } from '../../model/record.ts'
import { placeLink } from '../formats/markdown-rows.ts'
import { sentence } from '../text/markdown-text.ts'
import type { IssueInput } from './issue-input.ts'

type Beyond = AssessmentRecord['beyond'][number]

/** What brings a service like this one on at once; the others are for the field. */
const NEAREST: ReadonlySet<Beyond['id']> = new Set(['api-authentication', 'dashboard', 'canary'])

/** What comes after the capstone: what this repository lacks, the nearest first, what of it is here already, and the ways that lead on. */
export function beyondSection({ record, saying }: Pick<IssueInput, 'record' | 'saying'>): string {
  const beyond = record?.beyond ?? []
  const lacking = beyond.filter(({ outcome }) => outcome === 'missing' || outcome === 'partial')
  const here = beyond.filter(({ outcome }) => outcome === 'present' || outcome === 'verified')
  const near = lacking.filter(({ id }) => NEAREST.has(id))
  const far = lacking.filter(({ id }) => !NEAREST.has(id))
  return [
    near.length === 0 ? '' : `For this service:\n\n${near.map(line).join('')}\n`,
    far.length === 0 ? '' : `For the field:\n\n${far.map(line).join('')}\n`,
    record === null || here.length === 0 ? '' : `Here already: ${here.map((one) => hereWords(one, record)).join('; ')}.\n\n`,
    `Ways that lead on:\n\n${saying('ways-on').map((way) => `- ${way}\n`).join('')}\n`,
  ].join('')
}

function line({ title, outcome, brings, found }: Beyond): string {
  return `- **${sentence(title)}.** ${sentence(brings)}${outcome === 'partial' ? ` Begun: ${sentence(found)}` : ''}\n`
}

function hereWords({ title, evidence }: Beyond, record: AssessmentRecord): string {
  const [first] = evidence
  return `${sentence(title)}${first === undefined ? '' : ` (${placeLink(first, record)})`}`
}
