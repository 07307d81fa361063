import type { PullRequest } from '../../model/hosting.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { allEnded } from '../all-ended.ts'
import { earlierByFiles } from '../proof/earlier-by-files.ts'
import { isLastAttempt, type Evaluated } from '../evaluation.ts'
import { flagWorkflows } from './flag-workflows.ts'
import { countMark } from '../grades/count-mark.ts'
import { capstoneMark } from '../publishing/capstone-mark.ts'
import { isAskedAnew, lineOf, type Judged, type Judging } from './judging.ts'
import { keepAssessment } from './keep-assessment.ts'
import type { Published, PublishContext, Verdict } from '../ports/publish-port.ts'
import { withProgress, type Progressed } from './progress.ts'
import { seeHead, type HeadSeen } from './see-head.ts'
import type { Assessment, KeptReading } from '../ports/store-ports.ts'
import { stuckMark } from '../class/stuck-mark.ts'
import { endOfTrouble } from '../trouble.ts'
import { isOfLeftBehind } from '../proof/left-behind.ts'
import { markLeftOpen } from '../proof/left-open.ts'

/** What an input alone brings about comes again with it, and costs as much each time. A limit on the clock is none: the machine may have slept. */
const LASTING: ReadonlySet<string> = new Set(['JudgingTooLong', 'JudgingTooLarge'])

/** Until the default branch is judged, other branches wait this long for it, in steps: changes are told from it. */
const FOR_BASE = 30_000
const BASE_STEP = 10_000
/** A merge is told within minutes: so many commits of the default branch are looked through for the one before it. */
const MOST_SINCE_MERGE = 8

const LOST: Evaluated = { kind: 'dropped', says: 'its lease was lost' }

/**
 * Judges the head of a branch or pull request and publishes: the first word, unless the commit was judged before; the verdict, with CI as it stands; and
 * again when CI rests. A fault of ours is told on the check run, and handed back.
 */
export async function judgeHead(judged: Judged, parts: Judging): Promise<Evaluated> {
  const { port, head: { repository, commit, branch, pull }, course, item } = judged
  const context: PublishContext = { port, repository, commit, branch, pull, again: item.again, course }
  try {
    return await judgeAndPublish(context, judged, parts)
  } catch (fault) {
    const says = fault instanceof Error ? fault.name : 'unknown'
    const isLasting = LASTING.has(says)
    try {
      if (judged.isHeld()) await parts.publish.fault(context, isLasting || isLastAttempt(item) ? 'given-up' : 'tried-again')
    } catch (error) {
      parts.log.error('a fault of ours could not be published', { work: item.id }, error)
    }
    return { kind: 'failed', says: `a fault of ours (${says})`, fault, isLasting }
  }
}

/** First word, look, assessment, verdict. The lease is asked for before each write that others see. */
async function judgeAndPublish(context: PublishContext, judged: Judged, parts: Judging): Promise<Evaluated> {
  const { head: { repository, commit }, item, isHeld } = judged
  const known = await parts.assessments.newest(repository.id, { commit })
  const saysFirst = known === null || isAskedAnew(item)
  if (saysFirst && !isHeld()) return LOST
  // GitHub takes as long to write as to be read from. Neither waits for the other, but both end before anything else is written there.
  const [told, seen] = await allEnded([saysFirst ? parts.publish.checking(context) : null, seeHead(judged, parts)])
  if (told?.ok === false) return endOfTrouble(told.trouble)
  if (!seen.ok) return endOfTrouble(seen.trouble)
  if (!isHeld()) return LOST
  const kept = await keepAssessment(seen.value, known, judged, parts)
  if (!kept.ok) return endOfTrouble(kept.trouble)
  const assessment = kept.value
  const before = await toldFrom(isLeftBehind(judged) && known !== null ? known : assessment, judged, parts)
  if (before === null && await waitsForBase(judged, assessment, parts)) return { kind: 'waiting', until: parts.now() + BASE_STEP, reason: 'the default branch is judged first' }
  const verdict = await verdictOf(seen.value, await withProgress(assessment, seen.value, judged, parts), before, judged, parts)
  if (parts.hears && assessment.isDefaultBranch && (seen.value.rest.until === null || before === null)) await parts.work.mark([capstoneMark(item, parts.now(), 'verdict')], parts.now())
  if (parts.hears && seen.value.rest.until === null) await parts.work.mark([stuckMark(item, parts.now(), 'verdict')], parts.now())
  if (assessment.isDefaultBranch && seen.value.rest.until === null) await parts.work.mark([countMark(item, parts.now(), 'verdict')], parts.now())
  if (!isHeld()) return LOST
  const published = await parts.publish.verdict(context, verdict)
  if (published.ok) await markLeftOpen(item, { commit, line: lineOf(judged.head) }, parts, parts.now())
  return published.ok ? endOf(seen.value, published.value) : endOfTrouble(published.trouble)
}

/** Whether a commit is judged again for what became of its deployments or its CI alone, and heads nothing any more: its changes are told as they were. */
function isLeftBehind({ head: { branch, pull }, item }: Judged): boolean {
  return branch === null && pull === null && isOfLeftBehind(item)
}

/** Asks for the default branch to be judged, where it was not yet: what changed is then told alike, whichever delivery came first. */
async function waitsForBase({ head: { repository }, item }: Judged, { isDefaultBranch }: Assessment, { assessments, work, now }: Judging): Promise<boolean> {
  if (isDefaultBranch || now() - item.since >= FOR_BASE || await assessments.newest(repository.id, 'default-branch') !== null) return false
  await work.mark([{ installationId: item.installationId, repositoryId: repository.id, target: { kind: 'repository' }, dueAt: now(), reason: 'base' }], now())
  return true
}

/** All that is told of an assessment: how CI stands, what changed, what a pull request is compared with, the hints that were asked for, and what it changes of the course's workflows, which is kept for staff as well. */
async function verdictOf({ kept, rest: { ci } }: HeadSeen, progressed: Progressed, before: Assessment | null, judged: Judged, parts: Judging): Promise<Verdict> {
  const { head: { repository, commit }, course } = judged
  const { assessment } = progressed
  const hint = await hintsAskedFor(repository.id, commit, parts.journal)
  const changes = await flagWorkflows(assessment, kept.reading.plan, course.settings, repository, parts, parts.now())
  return { assessment, ci, before: before === null ? null : await changesFrom(before, assessment, kept, parts.readings), hint, changes, own: kept.reading.own, base: await baseOfPull(progressed, kept, judged, parts) }
}

/** What a pull request is compared with: the default branch as it was judged last, where it asks to be merged into that one and before it was, and the steps without it. */
async function baseOfPull({ assessment, without }: Progressed, kept: KeptReading, { head: { repository, pull } }: Judged, { assessments, readings }: Judging): Promise<Verdict['base']> {
  if (pull === null || without === null) return undefined
  const base = pull.base.branch === repository.defaultBranch ? await judgedBase(repository.id, pull, assessments) : null
  return { branch: pull.base.branch, record: base === null || base.commit === assessment.commit ? null : await changesFrom(base, assessment, kept, readings), steps: without }
}

/** What changes are told from. Where the merge of a pull request was judged first, nothing of its branch is told as changed since that. */
async function toldFrom(assessment: Assessment, { head: { repository, pull } }: Judged, { assessments }: Judging): Promise<Assessment | null> {
  const before = await assessments.before(assessment)
  return pull?.merged === true && before?.commit === pull.mergeSha ? judgedBase(repository.id, pull, assessments) : before
}

/** The default branch as it was judged last, and before a merge that is done. */
async function judgedBase(repositoryId: number, { merged, mergeSha, base }: PullRequest, assessments: Judging['assessments']): Promise<Assessment | null> {
  if (!merged) return assessments.newest(repositoryId, 'default-branch')
  // The merge itself may have been judged first: against that nothing would have moved.
  const before = (await assessments.ofDefaultBranch(repositoryId, MOST_SINCE_MERGE)).filter(({ commit }) => commit !== mergeSha)
  return before.find(({ commit }) => commit === base.sha) ?? before[0] ?? null
}

/** What is told as changed since: all of it on one branch; against another one, what the files say of it. */
async function changesFrom(before: Assessment, assessment: Assessment, { reading }: KeptReading, readings: Judging['readings']): Promise<AssessmentRecord> {
  const other = before.branch === assessment.branch ? null : await readings.of(before.repositoryId, before.commit)
  return other === null ? before.record : earlierByFiles(other.reading.record, reading.record, assessment.record)
}

async function hintsAskedFor(repositoryId: number, commit: string, journal: Judging['journal']): Promise<number> {
  const pressed = await journal.eventsOf(repositoryId, 'check_run.requested_action')
  return pressed.filter(({ facts }) => facts['pressed'] === 'hint' && facts['headSha'] === commit).length
}

/** Whether a published verdict is the last, or something is still to come: CI's rest first, then one more answer of the service. */
function endOf({ rest, service }: HeadSeen, { writes }: Published): Evaluated {
  if (rest.until !== null) return { kind: 'waiting', until: rest.until, reason: 'CI has not come to rest' }
  return service.until === null ? { kind: 'done', writes } : { kind: 'waiting', until: service.until, reason: 'the deployed service is asked once more' }
}
