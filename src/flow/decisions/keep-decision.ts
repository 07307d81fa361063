import { auditedBy, type Decision, type Statement } from '../../model/decision.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { Mark } from '../../model/work.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import { capstoneMark } from '../publishing/capstone-mark.ts'
import { countMark } from '../grades/count-mark.ts'
import { setToWords } from '../../report/gradebook/graded-by-people.ts'
import type { AuditEntry, DecisionStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'
import { stuckMark } from '../class/stuck-mark.ts'

export type Keeping = { readonly decisions: Pick<DecisionStore, 'decide' | 'state'>; readonly work: Pick<WorkStore, 'mark'>; readonly now: () => number }

/** Where something is decided or said: the repository, the installation through which it is reached, and what gives the numbers of its open pull requests. */
export type KeepingPlace = { readonly repository: HostedRepository; readonly installationId: number; readonly openPulls: () => Promise<FromGitHub<readonly number[]>> }

/**
 * Keeps a decision with its entry for the audit, then lets the default branch, the capstone issue and every open pull request be shown anew. Doing it again keeps nothing twice, and shows anew again: a crash between
 * the two loses nothing. `place` is null where the repository is not reached, and nothing can be shown. The work is marked after the decision is stored, so that judging that runs meanwhile is done once more and finds it. Gives whether it was new.
 */
export async function keepDecision(decision: Decision, place: KeepingPlace | null, parts: Keeping): Promise<FromGitHub<boolean>> {
  const isNew = await parts.decisions.decide(decision, auditOf(decision))
  return showAnew(isNew, place, parts)
}

/** The same for what a participant said, which has no entry in the audit. */
export async function keepStatement(statement: Statement, place: KeepingPlace | null, parts: Keeping): Promise<FromGitHub<boolean>> {
  const isNew = await parts.decisions.state(statement)
  return showAnew(isNew, place, parts)
}

async function showAnew(isNew: boolean, place: KeepingPlace | null, { work, now }: Keeping): Promise<FromGitHub<boolean>> {
  if (place === null) return { ok: true, value: isNew }
  const { repository, installationId, openPulls } = place
  const at = now()
  const mark = (target: Mark['target']): Mark => ({ installationId, repositoryId: repository.id, target, dueAt: at, reason: 'decision' })
  await work.mark([mark({ kind: 'branch', name: repository.defaultBranch }), capstoneMark({ installationId, repositoryId: repository.id }, at, 'decision'), countMark({ installationId, repositoryId: repository.id }, at, 'decision'), stuckMark({ installationId, repositoryId: repository.id }, at, 'decision')], at)
  const pulls = await openPulls()
  if (!pulls.ok) return pulls
  await work.mark(pulls.value.map((number) => mark({ kind: 'pull-request', number })), at)
  return { ok: true, value: isNew }
}

/** Reasons stay with the decision: the audit says what was done. */
function auditOf(decision: Decision): AuditEntry {
  const { id, at, by, kind, repositoryId } = decision
  return { id, at, action: `decision.${kind}`, subject: `repository ${repositoryId}`, ...auditedBy(by, saysOf(decision)) }
}

function saysOf(decision: Decision): string {
  switch (decision.kind) {
    case 'set': return `${decision.subject.kind} ${decision.subject.id}: ${setToWords(decision)}`
    case 'clear': case 'excuse': return `${decision.subject.kind} ${decision.subject.id}`
    case 'extend': return new Date(decision.until).toISOString()
    case 'close': return `dispute ${decision.dispute}`
    case 'pause': case 'resume': return ''
  }
}
