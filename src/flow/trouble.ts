import type { Evaluated } from './evaluation.ts'
import type { GitHubTrouble } from './ports/github-ports.ts'

/** How work ends that GitHub's trouble stopped. */
export function endOfTrouble(trouble: GitHubTrouble): Evaluated {
  switch (trouble.kind) {
    case 'limited': return trouble
    case 'passing': return { kind: 'unanswered', says: trouble.says }
    case 'forbidden': case 'refused': return { kind: 'failed', says: trouble.says }
    case 'gone': case 'no-issues': case 'suspended': case 'locked': return { kind: 'dropped', says: trouble.says }
  }
}

/** From what must come first to what may: one row stands for all that was worked on under it. */
const ORDER = ['failed', 'limited', 'unanswered', 'waiting', 'done', 'dropped'] as const

/** How work ends that had several parts: as the worst of them, at the earliest of their times, with all their writes. */
export function endOfAll(ends: readonly Evaluated[]): Evaluated {
  const kind = ORDER.find((one) => ends.some((end) => end.kind === one))
  const alike = ends.filter((end) => end.kind === kind)
  const [first] = alike
  if (first === undefined) return { kind: 'dropped', says: 'nothing to judge' }
  if (first.kind === 'done') return { kind: 'done', writes: alike.reduce((sum, end) => sum + (end.kind === 'done' ? end.writes : 0), 0) }
  return alike.reduce((earliest, end) => 'until' in end && 'until' in earliest && end.until < earliest.until ? end : earliest, first)
}
