import { nameables } from '../../grade/name-subject.ts'
import type { HostedRepository, PullRequest } from '../../model/hosting.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { CourseRole } from '../../model/role.ts'
import type { FromGitHub } from '../github-ports.ts'
import { judgedByCourse } from '../kept-checklists.ts'
import { readProgress } from '../progress.ts'
import { shownRecord } from '../shown-record.ts'
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
  const { repository, course } = asked
  const judgedBy = await judgedByCourse(course, parts)
  const newest = await newestOf(repository, pull, parts)
  const record = newest === null ? null : await recordAsShown(newest, asked, parts)
  return { ...asked, role, pull, record, automatic: newest?.record ?? null, judgedBy, all: nameables([judgedBy.checklist, judgedBy.practices], record) }
}

async function newestOf({ id }: HostedRepository, pull: PullRequest | null, { assessments }: Answering): Promise<Assessment | null> {
  const own = pull === null ? null : await assessments.newest(id, { commit: pull.head.sha })
  return own ?? await assessments.newest(id, 'default-branch')
}

async function recordAsShown(newest: Assessment, { repository, course }: Asked, parts: Answering): Promise<AssessmentRecord> {
  return shownRecord(newest, await readProgress(repository, course.id, newest.record.repository.url, parts), repository, course.id, parts)
}
