import type { JudgedId, Outcome } from '../model/criterion.ts'
import type { AssessmentRecord, CriterionRecord, ItemRecord } from '../model/record.ts'

export type NextStep = { readonly item: ItemRecord; readonly criterion: CriterionRecord }

const OPEN: readonly Outcome[] = ['failing', 'missing', 'partial']

/**
 * At most `count` things to do next, the most important first: what fails, then what others wait for, then in the checklist's order.
 * A criterion appears once, and so does what is to be done; required items come before others, and nothing that waits for another criterion is proposed.
 */
export function nextSteps(record: AssessmentRecord, count: number): readonly NextStep[] {
  const waitedFor = new Set<JudgedId | null>(record.criteria.map((criterion) => criterion.blockedBy))
  const byId = new Map(record.criteria.map((criterion) => [criterion.id, criterion]))
  const told = new Set<JudgedId>()
  const steps: NextStep[] = []
  for (const item of record.items) {
    // What is excused, or decided to be in place, asks for nothing.
    if (item.excused !== undefined || (item.decided !== undefined && !OPEN.includes(item.outcome))) continue
    for (const id of item.criteria) {
      const criterion = byId.get(id)
      if (criterion === undefined || told.has(id) || criterion.excused !== null || !OPEN.includes(criterion.outcome) || criterion.blockedBy !== null || criterion.next === '') continue
      told.add(id)
      steps.push({ item, criterion })
    }
  }
  const urgency = ({ item, criterion }: NextStep) =>
    (item.required ? 0 : 4) + (criterion.outcome === 'failing' ? 0 : waitedFor.has(criterion.id) ? 1 : 2)
  const sorted = steps.toSorted((a, b) => urgency(a) - urgency(b))
  // One step that failed may fail several criteria: it is mended once.
  return sorted.filter(({ criterion }, at) => sorted.findIndex((other) => other.criterion.next === criterion.next) === at).slice(0, count)
}
