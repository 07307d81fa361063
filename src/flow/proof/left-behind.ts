import type { WorkItem } from '../../model/work.ts'
import { LEFT_OPEN } from './left-open.ts'
import { WENT_BACK } from './ways-back-of.ts'

/** Whether work looks at a commit for its own sake, also where it heads nothing any more: its deployments say something new, or its check run was left in progress. */
export function isOfLeftBehind({ reasons }: Pick<WorkItem, 'reasons'>): boolean {
  return reasons.includes(WENT_BACK) || reasons.includes(LEFT_OPEN)
}
