import type { Mark } from '../../model/work.ts'
import { baseOf, marksForPulls } from '../proof/base-proof.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import { judgedByCourse } from '../courses/kept-checklists.ts'
import { isAskedAnew, lineOf, type Judged, type Judging } from './judging.ts'
import { openCommented } from '../publishing/open-commented.ts'
import { recordDigest } from './record-digest.ts'
import type { HeadSeen } from './see-head.ts'
import { seenOf } from './seen-then.ts'
import { settle } from '../proof/settle.ts'
import type { Assessment } from '../ports/store-ports.ts'
import { mayHaveMissed, tellsOfNoRun } from '../proof/watch-ci.ts'

/**
 * Settles what was seen of a head and keeps it as an assessment. Open pull requests that a record of the default branch says something new to are marked before:
 * that is not lost with a crash between. `known` is what was judged last of this commit.
 */
export async function keepAssessment(seen: HeadSeen, known: Assessment | null, judged: Judged, parts: Judging): Promise<FromGitHub<Assessment>> {
  const settled = await assessmentOf(seen, judged, parts)
  if (!settled.ok) return settled
  if (seen.isOfDefaultBranch) {
    const last = await parts.assessments.newest(settled.value.repositoryId, 'default-branch')
    const records = { before: known?.isDefaultBranch === true ? known.record : null, last: last?.record ?? null, after: settled.value.record }
    const marks = await marksForPulls(judged.port, judged.head.repository, judged.item, records, parts.now())
    if (!marks.ok) return marks
    await parts.work.mark([...marks.value, ...await marksOfMove(settled.value, { known, last }, judged, parts)], parts.now())
  }
  return { ok: true, value: await parts.assessments.add(settled.value) }
}

/** The work on open pull requests with a comment where the default branch is judged at another commit than before: each is compared with the branch as it is now, whichever of the two was judged first. */
async function marksOfMove({ repositoryId, commit, digest }: Assessment, { known, last }: { readonly known: Assessment | null; readonly last: Assessment | null }, { item: { installationId } }: Judged, parts: Judging): Promise<readonly Mark[]> {
  const isKept = known?.isDefaultBranch === true && known.digest === digest
  if (last === null || last.commit === commit || isKept) return []
  return (await openCommented(repositoryId, parts)).map((number) => ({ installationId, repositoryId, target: { kind: 'pull-request', number }, dueAt: parts.now(), reason: 'base' }))
}

/** Joins the reading with what CI, deployments and probes showed, here, at earlier commits with the same inputs, and on the base branch. */
async function assessmentOf({ kept, activity, service: { probes }, isOfDefaultBranch }: HeadSeen, { port, head, item, course }: Judged, parts: Judging): Promise<FromGitHub<Assessment>> {
  const { repository, commit } = head
  const { reading } = kept
  const { now } = parts
  const asks = isAskedAnew(item) || item.reasons.some(mayHaveMissed) ? 'anew' : item.reasons.every(tellsOfNoRun) ? 'never' : 'for-new'
  const besides = await seenOf({ port, repository, asks, until: null, kept, activity, probes }, parts)
  if (!besides.ok) return besides
  const base = await baseOf(repository, activity.heads, parts.assessments)
  const seen = { ...besides.value, base, claims: reading.claims, numbers: reading.numbers }
  const record = settle(reading.record, reading.plan, seen, { ...await judgedByCourse(course, parts), own: reading.own }, course.settings)
  const where = { repositoryId: repository.id, commit, branch: lineOf(head), isDefaultBranch: isOfDefaultBranch }
  return { ok: true, value: { ...where, id: parts.newId(), at: now(), digest: recordDigest(record), record } }
}
