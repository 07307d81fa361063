import { isDeepStrictEqual } from 'node:util'
import { isPractice } from '../course/is-practice.ts'
import type { Course } from '../model/course.ts'
import type { HostedRepository } from '../model/hosting.ts'
import type { WorkItem, WorkTarget } from '../model/work.ts'
import type { Enrolment } from './courses/enrolment.ts'
import type { Evaluate, Evaluated } from './evaluation.ts'
import type { AppPort, FromGitHub, Head, InstallationPort } from './ports/github-ports.ts'
import { answerCommand } from './answers/answer-command.ts'
import { answerComment, type AnswerParts } from './answers/answer-comment.ts'
import { joinCourse } from './courses/join-course.ts'
import { capstoneMark, ISSUE_TOUCHED } from './publishing/capstone-mark.ts'
import { isCourseHome } from './courses/course-home.ts'
import { createClassMarker, type ClassMarking } from './class/class-mark.ts'
import { keepClass, type ClassParts } from './class/keep-class.ts'
import type { CourseWork } from './courses/keep-course.ts'
import { contributionMark } from './people/contribution-mark.ts'
import { countMark } from './grades/count-mark.ts'
import { countRepository, type CountParts } from './grades/count-repository.ts'
import { keepIssue, type IssueParts } from './publishing/keep-issue.ts'
import { judgeHead } from './judging/judge-head.ts'
import { readContributions, type ContributionParts } from './people/read-contributions.ts'
import { offerHint } from './answers/offer-hint.ts'
import { keepStandings, type StandingParts } from './class/standing.ts'
import { stuckMark } from './class/stuck-mark.ts'
import { tellProgress } from './judging/progress.ts'
import type { CourseStore, DeliveryStore, HostingStore } from './ports/store-ports.ts'
import { takePointsAway } from './publishing/take-points-away.ts'
import { paceWords } from '../report/words/pace-words.ts'
import { purposeOfWork } from './pace/purpose-of.ts'
import { endOfAll, endOfTrouble } from './trouble.ts'
import { isOfLeftBehind } from './proof/left-behind.ts'

/** Without webhooks (`hears`) work on a repository looks at its pull requests, too. */
export type Evaluating = CountParts & ContributionParts & AnswerParts & ClassParts & StandingParts & ClassMarking & Pick<IssueParts, 'capstone'> & {
  readonly app: Pick<AppPort, 'installation'>
  readonly hosting: Pick<HostingStore, 'installations' | 'repositoriesOf' | 'repository' | 'lastSeen' | 'saveRepositories' | 'removeRepositories'>
  readonly enrolment: Enrolment
  readonly deliveries: Pick<DeliveryStore, 'release'>
  readonly courses: ClassParts['courses'] & Pick<CourseStore, 'enrolmentsOf'>
  /** Takes the course that an account writes down in its `.github` repository (`createKeepCourse`); left out where none is taken from there. */
  readonly keepCourse?: (work: CourseWork) => Promise<Evaluated>
}

/** Work behind which a class may look otherwise. Verdicts and what people say bring the capstone issue to date. */
const SHOWN_IN_CLASS: ReadonlySet<WorkTarget['kind']> = new Set(['repository', 'capstone', 'stuck', 'count'])

const NOT_ENROLLED: Evaluated = { kind: 'dropped', says: 'the repository is not enrolled' }
const ARCHIVED: Evaluated = { kind: 'dropped', says: 'the repository is archived' }

/** Judges what one work item is about, as GitHub has it now, and publishes it; commands and answers of a comment are answered, and the capstone issue is kept. Nothing happens on a repository that is not enrolled, or archived, but that somebody who may brings it in, and that points go from one that became public. */
export function createEvaluate(parts: Evaluating): Evaluate {
  const work = createWork(parts)
  return async (item, isHeld) => {
    const end = await waitsForRoom(item, parts) ?? await work(item, isHeld)
    // Whatever was done, the class is to show it. What the standing is counted from is kept, so a fault here loses nothing: the next look counts anew.
    if (end.kind !== 'limited' && isHeld()) await keepStandings(item.repositoryId, parts).catch((error: unknown) => { parts.log.error('where a repository stands could not be counted', { repository: item.repositoryId }, error) })
    return end
  }
}

/** Why work does not begin, where what it asks for would be asked in vain. */
async function waitsForRoom(item: WorkItem, { app }: Evaluating): Promise<Evaluated | null> {
  const purpose = purposeOfWork(item)
  const room = await app.installation(item.installationId, purpose).room(purpose)
  return room === null ? null : { kind: 'limited', until: room.until, paced: room.reason, says: `slowed down before GitHub does: ${paceWords(room.reason)}` }
}

function createWork(parts: Evaluating): Evaluate {
  const markClass = createClassMarker(parts)
  return async (item, isHeld) => {
    const port = parts.app.installation(item.installationId, purposeOfWork(item))
    const { target } = item
    if (target.kind === 'join') return joinCourse(target, item, port, isHeld, parts)
    const found = await repositoryOf(item, port, parts)
    if (!found.ok) return endOfTrouble(found.trouble)
    const repository = found.value
    if (target.kind === 'class') return keepClass(target.courseId, { item, port, repository, isHeld }, parts)
    if (!repository.private && (target.kind === 'repository' || target.kind === 'capstone')) {
      // Whatever becomes of its course, points must not stand in a repository that everybody reads.
      const taken = await takePointsAway(port, repository, parts)
      if (!taken.ok && taken.trouble.kind !== 'gone') return endOfTrouble(taken.trouble)
    }
    if (isCourseHome(repository)) return await parts.keepCourse?.({ item, port, repository, isHeld }) ?? NOT_ENROLLED
    const course = target.kind === 'repository' ? await parts.enrolment.enrol(repository, parts.now()) : await parts.enrolment.courseOf(repository)
    // What was told of it meanwhile waits for this.
    if (target.kind === 'repository' && repository.template !== undefined) await parts.deliveries.release({ repositoryId: repository.id })
    if (course === null) return NOT_ENROLLED
    if (SHOWN_IN_CLASS.has(target.kind)) await markClass(course, target.kind)
    // What counts in an archived repository counts all the same.
    if (target.kind === 'count') return isPractice(repository, course) ? { kind: 'dropped', says: 'it is for practice, and counts nowhere' } : countRepository({ item, port, repository, course, isHeld }, parts)
    if (repository.archived) return ARCHIVED
    if (target.kind === 'command') return answerCommand({ target, item, port, repository, course, isHeld }, parts)
    if (target.kind === 'answer') return answerComment({ target, item, port, repository, course, isHeld }, parts)
    if (target.kind === 'capstone') return keepIssue({ item, port, repository, course, isHeld }, parts)
    if (target.kind === 'contributions') return readContributions({ item, port, repository, course, isHeld }, parts)
    if (target.kind === 'stuck') return offerHint({ item, port, repository, course, isHeld }, parts)
    if (target.kind === 'repository' && parts.hears) await parts.work.mark([capstoneMark(item, parts.now(), isInstalled(item) ? ISSUE_TOUCHED : 'repository'), stuckMark(item, parts.now(), 'repository')], parts.now())
    if (target.kind === 'repository') await parts.work.mark([countMark(item, parts.now(), 'repository'), contributionMark(item, parts.now(), 'repository')], parts.now())
    const heads = await headsOf(item, target, repository, port, parts)
    if (!heads.ok) return endOfTrouble(heads.trouble)
    if (heads.value.length === 0) await tellProgress(repository, course, item, parts)
    const judge = async (head: Head): Promise<Evaluated> => {
      // GitHub tells with the head what became of the repository meanwhile.
      const present = head.repository
      if (!isDeepStrictEqual(present, repository)) await parts.hosting.saveRepositories([present], parts.now())
      if (repository.private && !present.private) await parts.work.mark([capstoneMark(item, parts.now(), 'publicized')], parts.now())
      if (present.archived) return ARCHIVED
      const presentCourse = present.ownerId === repository.ownerId ? course : await parts.enrolment.courseOf(present)
      return presentCourse === null ? NOT_ENROLLED : judgeHead({ port, head, course: presentCourse, item, isHeld }, parts)
    }
    const pulls = target.kind === 'repository' ? await markPullRequests(item, repository, port, course, parts) : null
    const ends: Evaluated[] = []
    for (const head of heads.value) ends.push(await judge(head))
    return endOfAll(pulls === null ? ends : [...ends, pulls])
  }
}

/** The repository as it is known; as GitHub has it now, where it is not known or the work is about itself. */
async function repositoryOf({ installationId, repositoryId, target }: WorkItem, port: InstallationPort, { hosting, now }: Evaluating): Promise<FromGitHub<HostedRepository>> {
  const known = await hosting.repository(repositoryId)
  if (known !== null && target.kind !== 'repository') return { ok: true, value: known }
  const asked = await port.repository(repositoryId)
  if (asked.ok) await hosting.saveRepositories([asked.value], now())
  else if (asked.trouble.kind === 'gone') await hosting.removeRepositories(installationId, [repositoryId], now())
  return asked
}

async function headsOf(item: WorkItem, target: Exclude<WorkTarget, { readonly kind: 'join' | 'command' | 'answer' | 'capstone' | 'stuck' | 'count' | 'contributions' | 'class' }>, repository: HostedRepository, port: InstallationPort, { assessments }: Pick<Evaluating, 'assessments'>): Promise<FromGitHub<readonly Head[]>> {
  switch (target.kind) {
    case 'repository': return listed(await port.branchHead(repository, repository.defaultBranch))
    case 'branch': return listed(await port.branchHead(repository, target.name))
    case 'pull-request': {
      const head = await port.pullRequest(repository, target.number)
      if (!head.ok || head.value.pull?.state !== 'closed') return listed(head)
      // What was merged is told once more, so that its comment does not go on asking for the merge.
      const wasTold = head.value.pull.merged && await assessments.newest(repository.id, { commit: head.value.commit }) !== null
      return wasTold ? listed(head) : { ok: true, value: [] }
    }
    case 'commit': {
      const pulls = await port.openPullRequests(repository, target.sha)
      if (!pulls.ok) return pulls
      const heads = pulls.value.map((pull): Head => ({ repository, commit: target.sha, branch: pull.head.branch, pull }))
      // A commit that was left behind is answered where a person asks: by Re-run, or by a button of its check run; where an environment went back to it or from it; and where its check run would stay in progress.
      const isAsked = item.again.length > 0 || item.reasons.includes('check_run') || isOfLeftBehind(item)
      return { ok: true, value: heads.length > 0 || !isAsked ? heads : [{ repository, commit: target.sha, branch: null, pull: null }] }
    }
  }
}

/** Whether the App came to the repository, perhaps again: what happened there meanwhile it did not hear. */
function isInstalled({ reasons }: WorkItem): boolean {
  return ['installation', 'installation_repositories', 'enrolled'].some((one) => reasons.includes(one))
}

function listed(head: FromGitHub<Head>): FromGitHub<readonly Head[]> {
  return head.ok ? { ok: true, value: [head.value] } : head
}

/** Marks the open pull requests of a repository that is new here, or of any where webhooks do not reach us; null where there is nothing to say of it. */
async function markPullRequests(item: WorkItem, repository: HostedRepository, port: InstallationPort, course: Course, { hears, assessments, work, now, log }: Evaluating): Promise<Evaluated | null> {
  if (hears && await assessments.newest(repository.id, 'default-branch') !== null) return null
  const pulls = await port.openPullRequests(repository, null)
  if (!pulls.ok) return endOfTrouble(pulls.trouble)
  log.info('pull requests were looked for', { repository: repository.id, course: course.id, pulls: pulls.value.length })
  const at = now()
  await work.mark(pulls.value.map(({ number }) => ({ installationId: item.installationId, repositoryId: repository.id, target: { kind: 'pull-request', number }, dueAt: at, reason: 'sweep' })), at)
  return null
}
