import { baseShownBy, decidedByService } from '../../evidence/base-shown.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { BaseShown } from '../../model/proof-seen.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { CommitHead } from '../../model/run.ts'
import type { Mark, WorkItem } from '../../model/work.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { AssessmentStore } from '../ports/store-ports.ts'

/** A course's students deploy a few times a day, and what they deployed last is what counts. */
const MOST_COMMITS = 8

/**
 * What deployments and probes showed on the default branch, for a commit that asks to be merged into it; null for every other commit. It goes by all that the
 * commit was seen to be the head of, so that the order of deliveries does not matter.
 */
export async function baseOf({ id, defaultBranch }: HostedRepository, heads: readonly CommitHead[], assessments: Pick<AssessmentStore, 'ofDefaultBranch'>): Promise<BaseShown | null> {
  if (heads.some(({ branch }) => branch === defaultBranch) || !heads.some(({ base }) => base === defaultBranch)) return null
  return baseShownBy(defaultBranch, (await assessments.ofDefaultBranch(id, MOST_COMMITS)).map(({ record }) => record))
}

/**
 * The work on open pull requests that a new record of the default branch makes: where deployments or probes decide something else than before, or the model has other numbers, it is shown there, too.
 * `before` is the record of the same commit, `last` that of the default branch, whichever commit it was of: what that says was shown already, and a commit that says nothing yet takes nothing away.
 */
export async function marksForPulls(port: Pick<InstallationPort, 'openPullRequests'>, repository: HostedRepository, { installationId }: WorkItem, { before, last, after }: { readonly before: AssessmentRecord | null; readonly last: AssessmentRecord | null; readonly after: AssessmentRecord }, now: number): Promise<FromGitHub<readonly Mark[]>> {
  const [said, there] = [shownToPulls(after), before ?? last]
  if ((before === null && said === '') || (there !== null && said === shownToPulls(there))) return { ok: true, value: [] }
  const pulls = await port.openPullRequests(repository, null)
  if (!pulls.ok) return pulls
  const own = pulls.value.filter(({ base }) => base.branch === repository.defaultBranch)
  return { ok: true, value: own.map(({ number }) => ({ installationId, repositoryId: repository.id, target: { kind: 'pull-request', number }, dueAt: now, reason: 'base' })) }
}

function shownToPulls(record: AssessmentRecord): string {
  const numbers = (record.metrics ?? []).map(({ artifact, path, values }) => JSON.stringify([artifact, path, values]))
  return [decidedByService(record), ...numbers].join('\n')
}
