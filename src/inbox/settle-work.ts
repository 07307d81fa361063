import { isLastAttempt, type Evaluated } from '../flow/evaluation.ts'
import type { WorkStore } from '../flow/ports/store-ports.ts'
import type { WorkItem } from '../model/work.ts'
import { backOff, waitForGitHub } from './back-off.ts'

export type Settling = { readonly work: Pick<WorkStore, 'finish' | 'putOff' | 'retry' | 'bury' | 'putOffInstallation'>; readonly now: () => number; readonly random: () => number }

/** For so long GitHub's passing failures do not count as attempts: no outage of theirs lasts longer, and what does is of this repository alone. */
const LONGEST_OUTAGE = 24 * 60 * 60_000
/** The other work of an installation rests a little, too, where GitHub failed. */
const REST = 10_000

/** Writes what came of work to its row; nothing is changed where the lease was lost. */
export async function settleWork(item: WorkItem, evaluated: Evaluated, { work, now, random }: Settling): Promise<void> {
  const at = now()
  switch (evaluated.kind) {
    case 'done': case 'dropped':
      await work.finish(item, at)
      return
    case 'waiting':
      await work.putOff(item, evaluated.until, evaluated.reason)
      return
    case 'limited':
      await work.putOffInstallation(item.installationId, evaluated.until)
      await work.putOff(item, evaluated.until, evaluated.says)
      return
    case 'unanswered':
      if (at - item.since > LONGEST_OUTAGE) return failed(item, evaluated.says, { work, now, random })
      await work.putOffInstallation(item.installationId, at + REST)
      await work.putOff(item, at + Math.max(REST, waitForGitHub(at - item.since, random())), evaluated.says)
      return
    case 'failed':
      if (evaluated.isLasting === true) await work.bury(item, evaluated.says, at)
      else return failed(item, evaluated.says, { work, now, random })
  }
}

async function failed(item: WorkItem, says: string, { work, now, random }: Settling): Promise<void> {
  if (isLastAttempt(item)) await work.bury(item, says, now())
  else await work.retry(item, now() + backOff(item.attempts + 1, random()), says)
}
