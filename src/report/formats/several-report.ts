import { isNotGradedYet } from '../gradebook/graded-by-people.ts'
import type { Graded } from '../graded.ts'
import { nextSteps } from '../next-steps.ts'
import type { Layout } from './terminal-report.ts'
import { safeForTerminal } from '../text/terminal-text.ts'

/** Several repositories for a terminal, one line each: percent, name, commit, and how many required items are still open (what waits to be graded is not); or why there is no grade. */
export function severalReport(graded: readonly Graded[], { paint }: Layout): string {
  const width = Math.max(0, ...graded.map((one) => nameOf(one).length))
  return graded.map((one) => `${lineOf(one, width, paint)}\n`).join('')
}

function lineOf(one: Graded, width: number, paint: Layout['paint']): string {
  const name = nameOf(one).padEnd(width)
  if ('problem' in one) return `      –  ${name}  ${paint('dim', safeForTerminal(one.problem))}`
  const { grade, items } = one.record
  const open = items.filter((item) => item.required && item.excused === undefined && item.outcome !== 'verified' && item.outcome !== 'present' && !isNotGradedYet(item, one.record)).length
  const [first] = nextSteps(one.record, 1)
  const state = open === 0 ? 'every required item is at least present' : `${open} of ${items.length} items open, first ${first?.criterion.id ?? 'what could not be seen'}`
  return `${grade.percent.toFixed(1).padStart(5)} %  ${name}  ${paint('dim', `${state}${grade.provisional ? '; provisional' : ''}`)}`
}

function nameOf(one: Graded): string {
  if ('problem' in one) return safeForTerminal(one.path)
  const { name, commit } = one.record.repository
  return safeForTerminal(commit === null ? name : `${name} ${commit.slice(0, 7)}`)
}
