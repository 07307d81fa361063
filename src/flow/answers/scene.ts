import { nameables } from '../../grade/name-subject.ts'
import { readersOf } from '../../grade/shown-decisions.ts'
import type { CourseRole } from '../../model/command.ts'
import type { HostedRepository, PullRequest } from '../../model/hosting.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { decidedRecord } from '../decided-record.ts'
import type { FromGitHub } from '../github-ports.ts'
import { readProgress } from '../progress.ts'
import { asReached, DECISION_REACHED } from '../reached-decisions.ts'
import type { Assessment } from '../store-ports.ts'
import type { Answering, Asked, Scene } from './command-parts.ts'

/** Looks at how things stand where the comment was written: one request on a pull request, none on an issue. */
export async function sceneOf(asked: Asked, role: CourseRole, parts: Answering): Promise<FromGitHub<Scene>> {
  const { target, port, repository } = asked
  const head = target.onPullRequest ? await port.pullRequest(repository, target.number) : null
  if (head !== null && !head.ok && head.trouble.kind !== 'gone') return head
  const found = head?.ok === true ? head.value.pull : null
  return { ok: true, value: await sceneNow(asked, role, found?.state === 'open' ? found : null, parts) }
}

/** How things stand by what is stored now, without a request: for a command that comes after one that kept something. */
export async function sceneNow(asked: Asked, role: CourseRole, pull: PullRequest | null, parts: Answering): Promise<Scene> {
  const { repository } = asked
  const newest = await newestOf(repository, pull, parts)
  const record = newest === null ? null : await shownRecord(newest, asked, parts)
  return { ...asked, role, pull, record, automatic: newest?.record ?? null, all: nameables([parts.assessor.checklist, parts.assessor.practices], record) }
}

async function newestOf({ id }: HostedRepository, pull: PullRequest | null, { assessments }: Answering): Promise<Assessment | null> {
  const own = pull === null ? null : await assessments.newest(id, { commit: pull.head.sha })
  return own ?? await assessments.newest(id, 'default-branch')
}

/** With the steps and what was decided as they are now: neither is kept with a commit. */
async function shownRecord({ record, isDefaultBranch }: Assessment, { repository, course }: Asked, parts: Answering): Promise<AssessmentRecord> {
  const { decisions, journal, readings, assessor: { checklist, practices } } = parts
  const { commit, url } = record.repository
  const reading = commit === null ? null : await readings.of(repository.id, commit)
  const own = reading?.reading.own ?? { id: 'own', title: 'Own items', revision: 1, credit: checklist.credit, items: [], declared: [] }
  const decided = asReached(await decisions.decisionsOf(course.id, repository.id), await journal.eventsOf(repository.id, DECISION_REACHED))
  const said = { decisions: decided, statements: await decisions.statementsOf(course.id, repository.id) }
  const steps = await readProgress(repository, course.id, url, parts)
  return decidedRecord({ ...record, steps }, { checklist, practices, own }, said, readersOf(repository), isDefaultBranch ? 'default-branch' : 'other')
}
