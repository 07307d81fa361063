import { isLastAttempt, type Evaluated } from '../flow/evaluation.ts'
import type { WorkStore } from '../flow/ports/work-port.ts'
import type { PaceStore, SlowedDown } from '../flow/ports/pace-port.ts'
import { purposeOfWork } from '../flow/pace/purpose-of.ts'
import type { PaceReason } from '../model/pace.ts'
import type { WorkItem } from '../model/work.ts'
import { backOff, waitForGitHub } from './back-off.ts'

export type Settling = { readonly work: Pick<WorkStore, 'finish' | 'putOff' | 'retry' | 'bury' | 'putOffInstallation'>; readonly pace: Pick<PaceStore, 'slow'>; readonly onSlow?: (slowed: SlowedDown) => void; readonly now: () => number; readonly random: () => number }

/** For so long GitHub's passing failures do not count as attempts: no outage of theirs lasts longer, and what does is of this repository alone. */
const LONGEST_OUTAGE = 24 * 60 * 60_000
/** The other work of an installation rests a little, too, where GitHub failed. */
const REST = 10_000

/** Writes what came of work to its row; nothing is changed where the lease was lost. */
export async function settleWork(item: WorkItem, evaluated: Evaluated, parts: Settling): Promise<void> {
  const { work, now, random } = parts
  const at = now()
  switch (evaluated.kind) {
    case 'done': case 'dropped':
      await work.finish(item, at)
      return
    case 'waiting':
      await work.putOff(item, evaluated.until, evaluated.reason)
      return
    case 'limited':
      if (evaluated.paced === undefined) await work.putOffInstallation(item.installationId, evaluated.until)
      else await slow(item, evaluated.until, evaluated.paced, parts)
      await work.putOff(item, evaluated.until, evaluated.says)
      return
    case 'unanswered':
      if (at - item.since > LONGEST_OUTAGE) return failed(item, evaluated.says, parts)
      await work.putOffInstallation(item.installationId, at + REST)
      await work.putOff(item, at + Math.max(REST, waitForGitHub(at - item.since, random())), evaluated.says)
      return
    case 'failed':
      if (evaluated.isLasting === true) await work.bury(item, evaluated.says, at)
      else return failed(item, evaluated.says, parts)
  }
}

/** What serves the same purpose, or one that may wait longer, is not tried before either. */
async function slow(item: WorkItem, until: number, reason: PaceReason, { pace, onSlow, now }: Settling): Promise<void> {
  const slowed = { installationId: item.installationId, purpose: purposeOfWork(item), until, reason }
  await pace.slow(slowed, now())
  onSlow?.({ ...slowed, how: 'put-off', seconds: Math.max(0, until - now()) / 1000 })
}

async function failed(item: WorkItem, says: string, { work, now, random }: Settling): Promise<void> {
  if (isLastAttempt(item)) await work.bury(item, says, now())
  else await work.retry(item, now() + backOff(item.attempts + 1, random()), says)
}
