import type { StageId, StageJob, StageRecord } from '../model/pipeline.ts'
import type { AssessmentRecord } from '../model/record.ts'
import { addressOf } from './addresses.ts'
import { codeLink, sentence } from './markdown-text.ts'

const TITLES: Readonly<Record<StageId, string>> = { lint: 'Lint', test: 'Test', build: 'Build', validate: 'Validate', deploy: 'Deploy' }
const MOST_JOBS = 3

/** The pipeline in one line of Markdown, stage by stage: its jobs with their results, or that no step of CI does it; below, what is wrong with their order. Empty where CI does nothing of it. */
export function pipelineParagraph(record: AssessmentRecord): string {
  const { pipeline } = record
  if (pipeline.every(({ at }) => at === null)) return ''
  const stages = pipeline.map((stage) => `${TITLES[stage.id]} ${stageWords(stage, record)}`).join(' → ')
  const remarks = pipeline.flatMap(({ id, order, at }) => [
    ...(order === null ? [] : [`${TITLES[id]}: ${sentence(order)}.`]),
    ...(at?.doubt === null || at === null ? [] : [`${TITLES[id]} does not hold anything back: ${sentence(at.doubt)}.`]),
  ])
  return `**The pipeline:** ${stages}.${remarks.length === 0 ? '' : ` ${remarks.join(' ')}`}\n\n`
}

function stageWords({ at, jobs }: StageRecord, { repository }: AssessmentRecord): string {
  if (at === null) return '(no step of CI)'
  if (jobs.length === 0) return `(${codeLink(`${at.path.split('/').at(-1) ?? at.path}:${at.line}`, addressOf({ kind: 'file', path: at.path, line: at.line, blob: '', says: '' }, repository))}, not run)`
  const rest = jobs.length - MOST_JOBS
  return `${jobs.slice(0, MOST_JOBS).map(jobWords).join(' and ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function jobWords({ job, result, seconds, url }: StageJob): string {
  return `${codeLink(job, url)} ${result}${seconds === null || result === 'skipped' ? '' : ` in ${durationOf(seconds)}`}`
}

function durationOf(seconds: number): string {
  return seconds < 90 ? `${seconds} s` : `${Math.round(seconds / 60)} min`
}
