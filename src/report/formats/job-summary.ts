import type { Outcome } from '../../model/criterion.ts'
import type { AssessmentRecord } from '../../model/record.ts'

/** How many of the items of the checklist have each outcome, and how many required ones are not at least present. */
export type ItemCounts = Readonly<Record<Outcome, number>> & { readonly open: number }

/** Counts the items of a record by their outcomes. */
export function countItems({ items }: Pick<AssessmentRecord, 'items'>): ItemCounts {
  const of = (outcome: Outcome): number => items.filter((item) => item.outcome === outcome).length
  const open = items.filter((item) => item.required && item.outcome !== 'verified' && item.outcome !== 'present').length
  return { verified: of('verified'), present: of('present'), partial: of('partial'), failing: of('failing'), missing: of('missing'), unknown: of('unknown'), open }
}

/** The summary of a job: the report as Markdown, below its heading points where they may be shown, and on whose word it rests. */
export function jobSummary({ grade, repository }: Pick<AssessmentRecord, 'grade' | 'repository'>, report: string, showsPoints: boolean): string {
  const points = showsPoints ? [`**${grade.percent} % of the checklist:** ${grade.credit} of ${grade.of}${grade.provisional ? ', and it may still change' : ''}.`, ''] : []
  const commit = repository.commit === null ? '' : ` of \`${repository.commit.slice(0, 7)}\``
  const [heading = '', ...rest] = report.trimEnd().split('\n')
  return [heading, '', ...points, ...rest.slice(rest[0] === '' ? 1 : 0), '', `This is the state${commit} by this workflow, which whoever can push here can change. It is for guidance; the course decides what counts.`, ''].join('\n')
}

/** The summary of a job in which nothing could be judged. */
export function failedSummary(why: string): string {
  return ['## Capstone checklist', '', `**Nothing was judged.** ${why}`, ''].join('\n')
}
