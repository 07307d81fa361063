import type { StageId, StageJob, StageRecord, StageReports } from '../../model/pipeline.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { addressOf } from '../text/addresses.ts'
import { code, codeLink, sentence } from '../text/markdown-text.ts'

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

function stageWords(stage: StageRecord, { repository }: AssessmentRecord): string {
  const { at, jobs } = stage
  const told = reportWords(stage, (text) => code(text))
  if (at === null) return '(no step of CI)'
  if (jobs.length === 0) return `(${codeLink(`${at.path.split('/').at(-1) ?? at.path}:${at.line}`, addressOf({ kind: 'file', path: at.path, line: at.line, blob: '', says: '' }, repository))}, not run)${told}`
  const rest = jobs.length - MOST_JOBS
  return `${jobs.slice(0, MOST_JOBS).map(jobWords).join(' and ')}${rest > 0 ? ` and ${rest} more` : ''}${told}`
}

function jobWords(job: StageJob): string {
  return `${codeLink(job.job, job.url)} ${resultWords(job)}`
}

/** The pipeline as lines of plain text, a stage each: its title, and what became of it. Empty where CI does nothing of it. Names are as GitHub has them, and are made safe where they land. */
export function pipelineLines({ pipeline }: AssessmentRecord): readonly { readonly title: string; readonly words: string }[] {
  if (pipeline.every(({ at }) => at === null)) return []
  return pipeline.map((stage) => {
    const { id, at, jobs } = stage
    const rest = jobs.length - MOST_JOBS
    const ran = `${jobs.slice(0, MOST_JOBS).map((job) => `${job.job} ${resultWords(job)}`).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
    return { title: TITLES[id], words: at === null ? 'no step of CI' : `${jobs.length === 0 ? `${at.path}:${at.line}, not run` : ran}${reportWords(stage, (text) => text)}` }
  })
}

/** What reports say of a stage's tests, behind what became of it: `, 42 tests, coverage 87 %`. Empty where none does. */
function reportWords({ reports }: StageRecord, say: (text: string) => string): string {
  if (reports === undefined) return ''
  const { tests, coverage } = reports
  return `${tests === null ? '' : `, ${countWords(tests)}`}${coverage === null ? '' : `, coverage ${Math.round(coverage.percent * 10) / 10} %${coverage.artifact === null ? ` by ${say(coverage.path)}, which is committed` : ''}`}`
}

function countWords({ passed, failed, error, skipped }: NonNullable<StageReports['tests']>): string {
  const all = passed + failed + error + skipped
  const apart = [...(failed + error > 0 ? [`${failed + error} failed`] : []), ...(skipped > 0 ? [`${skipped} skipped`] : [])]
  return `${all} ${all === 1 ? 'test' : 'tests'}${apart.length === 0 ? '' : ` (${apart.join(', ')})`}`
}

function resultWords({ result, seconds }: StageJob): string {
  return `${result}${seconds === null || result === 'skipped' ? '' : ` in ${durationOf(seconds)}`}`
}

function durationOf(seconds: number): string {
  if (seconds < 60) return `${seconds} s`
  return `${Math.floor(seconds / 60)} min${seconds % 60 === 0 ? '' : ` ${seconds % 60} s`}`
}
