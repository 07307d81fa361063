import type { Mark, WorkTarget } from '../../model/work.ts'
import { writtenOfDigest } from '../publishing/publish-written.ts'
import type { AssessmentStore, PublicationStore } from '../ports/store-ports.ts'

/** While a repository is paused, hardly another check run is written. */
const MOST_TOLD = 200

/**
 * Marks for all that was told in a check run that the course had paused, and has had no verdict since: the branches of those commits, and a commit alone where it was
 * of none. Asks GitHub for nothing; the same marks again do no harm.
 */
export async function marksOfPaused({ installationId, repositoryId }: Pick<Mark, 'installationId' | 'repositoryId'>, { publications, assessments }: { readonly publications: Pick<PublicationStore, 'newest'>; readonly assessments: Pick<AssessmentStore, 'newest'> }, dueAt: number): Promise<readonly Mark[]> {
  const marks = new Map<string, Mark>()
  for (const { place, digest } of await publications.newest(repositoryId, 'check-run', MOST_TOLD)) {
    if (writtenOfDigest(digest)?.phase !== 'paused') continue
    const branch = (await assessments.newest(repositoryId, { commit: place }))?.branch ?? null
    // A pull request from a fork is marked by itself. A commit of no branch was asked for by a button of its check run: so is it now.
    if (branch?.startsWith('refs/') === true) continue
    const target: WorkTarget = branch === null ? { kind: 'commit', sha: place } : { kind: 'branch', name: branch }
    marks.set(JSON.stringify(target), { installationId, repositoryId, target, dueAt, reason: branch === null ? 'check_run' : 'decision' })
  }
  return [...marks.values()]
}
