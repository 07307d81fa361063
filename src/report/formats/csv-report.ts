import type { AssessmentRecord } from '../../model/record.ts'
import { csvLine } from '../text/csv-text.ts'
import type { Graded } from '../graded.ts'

const FIRST = ['repository', 'path', 'commit', 'percent', 'credit', 'of', 'provisional'] as const

/**
 * Repositories as a table: one row each, in the order given. A column an item and one a criterion hold its outcome; `decided` and `excused` name what the staff decided of, `problem` says why a repository has no grade.
 * Comma-separated as RFC 4180 says, with CRLF, in UTF-8 without a mark.
 */
export function csvReport(graded: readonly Graded[]): string {
  const records = graded.flatMap((one) => ('record' in one ? [one.record] : []))
  const items = columns(records, (record) => record.items)
  const criteria = columns(records, (record) => record.criteria)
  return [
    csvLine([...FIRST, ...items.map((id) => `item:${id}`), ...criteria.map((id) => `criterion:${id}`), 'decided', 'excused', 'problem']),
    ...graded.map((one) => csvLine([...cellsOf(one, items, criteria), 'problem' in one ? one.problem : ''])),
  ].join('')
}

function cellsOf(one: Graded, items: readonly string[], criteria: readonly string[]): readonly (string | number)[] {
  if ('problem' in one) return [one.path, one.path, ...FIRST.slice(2).map(() => ''), ...items.map(() => ''), ...criteria.map(() => ''), '', '']
  const { record: { repository, grade, ...record } } = one
  const itemOutcomes = new Map(record.items.map(({ id, outcome }) => [id, outcome]))
  const criterionOutcomes = new Map<string, string>(record.criteria.map(({ id, outcome }) => [id, outcome]))
  return [
    repository.name, one.path, repository.commit ?? '', grade.percent, grade.credit, grade.of, grade.provisional ? 'yes' : 'no',
    ...items.map((id) => itemOutcomes.get(id) ?? ''), ...criteria.map((id) => criterionOutcomes.get(id) ?? ''),
    namesOf(record, ({ decided }) => decided !== undefined), namesOf(record, ({ excused }) => (excused ?? null) !== null),
  ]
}

function namesOf({ items, criteria }: Pick<AssessmentRecord, 'items' | 'criteria'>, isMeant: (one: Pick<AssessmentRecord['items'][number], 'decided'> & { readonly excused?: string | null }) => boolean): string {
  return [...items.filter(isMeant).map(({ id }) => `item:${id}`), ...criteria.filter(isMeant).map(({ id }) => `criterion:${id}`)].join(' ')
}

function columns(records: readonly AssessmentRecord[], list: (record: AssessmentRecord) => readonly { readonly id: string }[]): readonly string[] {
  return [...new Set(records.flatMap((record) => list(record).map(({ id }) => id)))]
}
