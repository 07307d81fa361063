import type { Purpose } from '../../model/purpose.ts'
import type { WorkItem, WorkTarget } from '../../model/work.ts'
import { LEFT_OPEN } from '../proof/left-open.ts'

/** What work is for, by what it is about and why it is done: a person asked for an answer; a verdict is awaited; or nobody waits. */
export function purposeOf(target: WorkTarget, reasons: readonly string[], isAsked: boolean): Purpose {
  switch (target.kind) {
    case 'command': case 'answer': case 'join': return 'answer'
    // The capstone issue says what the verdict said already.
    case 'capstone': case 'stuck': case 'count': case 'contributions': case 'class': return 'upkeep'
    case 'repository': return reasons.every((reason) => reason === 'sweep') ? 'upkeep' : 'verdict'
    case 'branch': case 'pull-request': case 'commit':
      if (isAsked) return 'answer'
      // A commit that was left behind has had its verdict; what is left is to say how its CI ended.
      return reasons.length === 1 && reasons[0] === LEFT_OPEN ? 'upkeep' : 'verdict'
  }
}

/** The same of work that is held. */
export function purposeOfWork({ target, reasons, again }: Pick<WorkItem, 'target' | 'reasons' | 'again'>): Purpose {
  return purposeOf(target, reasons, again.length > 0)
}
