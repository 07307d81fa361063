import { pausedBy } from '../../grade/newest-decision.ts'
import { answersNow } from '../../grade/answers-now.ts'
import type { AnswerBook } from '../../lesson/answers/book.ts'
import { conversationOf } from '../../lesson/conversation.ts'
import type { Course } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { WorkItem } from '../../model/work.ts'
import { issueBody, issueMarker, issueTitle } from '../../report/issue/issue-body.ts'
import type { IssueInput } from '../../report/issue/issue-input.ts'
import type { LessonLinks } from '../../report/words/lesson-words.ts'
import { ISSUE_TOUCHED } from './capstone-mark.ts'
import type { Evaluated } from '../evaluation.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { Log } from '../ports/operation-ports.ts'
import { keepGrade, gradePage, type GradeParts } from '../grades/keep-grade.ts'
import { readCapstone, type ProgressParts } from '../judging/progress.ts'
import { capstoneIssue, writeIssue } from './publish-issue.ts'
import type { Published } from '../ports/publish-port.ts'
import { seenGrade, type SeenGrade } from '../grades/seen-grade.ts'
import { shownRecord, type ShownParts } from '../judging/shown-record.ts'
import type { AssessmentStore, PublicationStore } from '../ports/store-ports.ts'
import { takePointsAway } from './take-points-away.ts'
import { tellNotices } from './tell-notices.ts'
import { endOfTrouble } from '../trouble.ts'

/** What the capstone issue is made of besides the repository: what the lessons say, and where a repository's badge can be had (null where it cannot). */
type CapstoneTexts = Pick<IssueInput, 'saying'> & { readonly badgeUrlOf: (repositoryId: number) => string | null }

/** Without webhooks (`hears`) nobody would hear what is said on the issue: none is opened. */
export type IssueParts = ProgressParts & ShownParts & GradeParts & {
  readonly assessments: GradeParts['assessments'] & Pick<AssessmentStore, 'newest'>
  readonly publications: PublicationStore
  readonly lessons: LessonLinks
  readonly capstone: CapstoneTexts
  readonly answerBook: Pick<AnswerBook, 'ideas'>
  readonly hears: boolean
  readonly now: () => number
  readonly log: Log
}

/** Whose capstone issue is brought to date, by which work. */
export type IssueKept = { readonly item: WorkItem; readonly port: InstallationPort; readonly repository: HostedRepository; readonly course: Course; readonly isHeld: () => boolean }

/**
 * Opens the capstone issue of a repository, or brings it to what it is to say now: the newest verdict of the default branch with what was decided, the steps, and what was
 * answered. While the course has paused the repository it stays as it is. What GitHub refuses for a reason of the people's own (issues are turned off, the conversation is
 * locked, a permission is missing) ends the work; the next mark tries again.
 */
export async function keepIssue({ item, port, repository, course, isHeld }: IssueKept, parts: IssueParts): Promise<Evaluated> {
  const { assessments, decisions, publications, lessons, capstone: { saying, badgeUrlOf }, answerBook: { ideas }, hears, now, log } = parts
  if (!hears) return { kind: 'dropped', says: 'no webhooks reach the App: nobody would be heard on an issue' }
  const seen = await seenGrade(repository, course, parts)
  if (!seen.isShown) {
    const taken = await takePointsAway(port, repository, parts)
    if (!taken.ok) return endOfTrouble(taken.trouble)
  }
  if (pausedBy(await decisions.decisionsOf(course.id, repository.id)) !== null) {
    // What was done to it meanwhile is seen to once the course goes on.
    const { known } = await capstoneIssue(repository.id, publications)
    if (item.reasons.includes(ISSUE_TOUCHED) && known !== null && known.remoteId !== null) await publications.record({ ...known, digest: '', at: now() })
    return { kind: 'dropped', says: 'the repository is paused' }
  }
  const newest = await assessments.newest(repository.id, 'default-branch')
  const url = newest?.record.repository.url ?? null
  const { steps, built, openPulls } = await readCapstone(repository, course.id, url, parts)
  const record = newest === null ? null : await shownRecord(newest, steps, repository, course.id, parts)
  const body = issueBody({
    repositoryId: repository.id, branch: repository.defaultBranch, url, steps, built, pulls: openPulls, links: lessons, saying, ideas, badgeUrl: badgeUrlOf(repository.id),
    record, conversation: conversationOf(answersNow(await decisions.statementsOf(course.id, repository.id))),
  })
  if (!isHeld()) return { kind: 'dropped', says: 'its lease was lost' }
  const written = await writeIssue(repository, { title: issueTitle(), body, marker: issueMarker(repository.id) }, item.reasons.includes(ISSUE_TOUCHED), { port, publications, now })
  const after = written.ok ? await afterIssue({ item, port, repository, course, isHeld }, { seen, steps, record, url }, parts) : written
  if (written.ok && after.ok) return { kind: 'done', writes: written.value.writes + after.value.writes }
  if (after.ok) return { kind: 'done', writes: 0 }
  const { trouble } = after
  if (trouble.kind !== 'forbidden' && trouble.kind !== 'refused') return endOfTrouble(trouble)
  log.warn(`the capstone issue could not be written: ${trouble.says}`, { work: item.id, repository: repository.id })
  return { kind: 'dropped', says: trouble.says }
}

/** The comments below the issue that nobody asked for at that moment: the one with the grade, and what people wanted to be told of. */
async function afterIssue({ port, repository, course, isHeld }: IssueKept, { seen, steps, record, url }: { readonly seen: SeenGrade; readonly steps: readonly StepRecord[]; readonly record: AssessmentRecord | null; readonly url: string | null }, parts: IssueParts): Promise<FromGitHub<Published>> {
  const number = (await capstoneIssue(repository.id, parts.publications)).known?.remoteId ?? null
  if (number === null) return { ok: true, value: { writes: 0 } }
  const kept = await keepGrade({ port, repository, course, number, seen, isHeld }, parts)
  if (!kept.ok) return kept
  const told = await tellNotices({ port, repository, course, number, seen, steps, record, gradeUrl: await gradePage(repository.id, number, url, parts), isHeld }, parts)
  return told.ok ? { ok: true, value: { writes: kept.value.writes + told.value.writes } } : told
}
