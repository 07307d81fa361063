import type { Mark, WorkItem } from '../../model/work.ts'
import { writtenOfDigest } from '../publishing/publish-written.ts'
import type { AssessmentStore, PublicationStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'

type Parts = { readonly publications: Pick<PublicationStore, 'newest'>; readonly assessments: Pick<AssessmentStore, 'newest'>; readonly work: Pick<WorkStore, 'mark'> }

/** Why work on a commit is due whose check run was left in progress: a newer commit heads its branch, or nothing is left that it heads. */
export const LEFT_OPEN = 'left-open'

/** Of a repository's newest check runs so many are looked at: more are not pushed within the hour after which one is closed. */
const MOST = 30
/** CI on a commit that was left behind has mostly ended after this time, in milliseconds, so that one look is enough. */
const FOR_CI = 10 * 60_000
/** CI is waited for half as long: what is still in progress after this time, in milliseconds, nobody else brings to its end. */
const CLOSED_BY_NOW = 60 * 60_000

/**
 * Marks the commits of a repository whose check run says that CI is awaited, and that no other work brings to an end: those that a newer one of the same line left behind, and all that were told so an hour ago (their branch
 * was deleted, or their pull request closed). GitHub shows a check run that nobody ends as in progress for 14 days. `line` is that of the head `commit` that was judged now. Asks GitHub for nothing; the same marks again do no harm.
 */
export async function markLeftOpen({ installationId, repositoryId }: Pick<WorkItem, 'installationId' | 'repositoryId'>, { commit, line }: { readonly commit: string; readonly line: string | null }, { publications, assessments, work }: Parts, now: number): Promise<void> {
  // A head of no line is one that was left behind itself: two of them would go on marking each other.
  if (line === null) return
  const marks: Mark[] = []
  for (const { place: sha, digest, at } of await publications.newest(repositoryId, 'check-run', MOST)) {
    if (sha === commit || writtenOfDigest(digest)?.phase !== 'open') continue
    const isForgotten = now - at > CLOSED_BY_NOW
    const isLeft = (await assessments.newest(repositoryId, { commit: sha }))?.branch === line
    if (isForgotten || isLeft) marks.push({ installationId, repositoryId, target: { kind: 'commit', sha }, dueAt: isForgotten ? now : now + FOR_CI, reason: LEFT_OPEN })
  }
  if (marks.length > 0) await work.mark(marks, now)
}
