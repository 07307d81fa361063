import type { Course } from '../model/course.ts'
import type { Probe } from '../model/probe.ts'
import type { AssessmentRecord } from '../model/record.ts'
import type { WorkItem } from '../model/work.ts'
import type { Evaluated } from './evaluation.ts'
import type { FromGitHub, Head, InstallationPort } from './github-ports.ts'
import { keepUploads } from './keep-uploads.ts'
import type { Log } from './operation-ports.ts'
import { earlierByFiles } from './earlier-by-files.ts'
import { askService, type AskParts } from './ask-service.ts'
import { baseOf, marksForPulls } from './base-proof.ts'
import { earlierRuns } from './earlier-runs.ts'
import { flagWorkflows } from './flag-workflows.ts'
import type { Publish, PublishContext } from './publish-port.ts'
import { isCurrent, readAndJudge, type ReadingParts } from './read-and-judge.ts'
import type { ReadArtifact } from './run-artifacts.ts'
import { recordDigest } from './record-digest.ts'
import { settle } from './settle.ts'
import { tellAlike } from './tell-alike.ts'
import type { ActivityStore, Assessment, AssessmentStore, CommitActivity, JournalStore, KeptReading, ReadingStore, WorkStore } from './store-ports.ts'
import { endOfTrouble } from './trouble.ts'
import { keepStarts, watchCi } from './watch-ci.ts'

export type Judging = ReadingParts & Pick<AskParts, 'prober' | 'probes'> & {
  readonly assessments: AssessmentStore
  readonly activities: ActivityStore
  readonly readings: ReadingStore
  readonly readArtifact: ReadArtifact
  readonly journal: Pick<JournalStore, 'eventsOf' | 'addEvents'>
  readonly work: Pick<WorkStore, 'mark'>
  readonly publish: Publish
  readonly now: () => number
  /** An id that no other assessment has. */
  readonly newId: () => string
  /** How long after which running CI is looked at again without having heard of it, in milliseconds. */
  readonly lookAgain: number
  readonly log: Log
}

/** What is judged now, for which course, and by which work. */
export type Judged = { readonly port: InstallationPort; readonly head: Head; readonly course: Course; readonly item: WorkItem; readonly isHeld: () => boolean }

/** What an input alone brings about comes again with it, and costs as much each time. */
const LASTING: ReadonlySet<string> = new Set(['JudgingTooLong', 'JudgingTooLarge'])

/** Until the default branch is judged, other branches wait this long for it, in steps: changes are told from it. */
const FOR_BASE = 30_000
const BASE_STEP = 10_000

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
    try {
      if (judged.isHeld()) await parts.publish.fault(context, says)
    } catch (error) {
      parts.log.error('a fault of ours could not be published', { work: item.id }, error)
    }
    return { kind: 'failed', says: `a fault of ours (${says})`, fault, isLasting: LASTING.has(says) }
  }
}

async function judgeAndPublish(context: PublishContext, judged: Judged, parts: Judging): Promise<Evaluated> {
  const { port, head: { repository, commit }, course, item, isHeld } = judged
  const { publish, assessments, now } = parts
  const known = await assessments.newest(repository.id, { commit })
  if (known === null || item.again.length > 0) {
    if (!isHeld()) return LOST
    const told = await publish.checking(context)
    if (!told.ok) return endOfTrouble(told.trouble)
  }
  const read = await readingOf(judged, parts)
  if (!read.ok) return endOfTrouble(read.trouble)
  const kept = read.value
  const rest = await watchCi({
    port, repository, commit, head: { branch: ownBranchOf(judged.head), base: context.pull?.base.branch ?? null },
    since: kept.since, reasons: item.reasons, again: item.again.length > 0, lookAgain: parts.lookAgain,
    onRuns: (before, runs) => tellAlike(item, { commit, branch: lineOf(judged.head) }, kept.reading.plan, before, runs, parts, now()),
  }, parts.activities, now())
  if (!rest.ok) return endOfTrouble(rest.trouble)
  const activity = await keepUploads({ port, repository, activity: rest.value.activity, plan: kept.reading.plan, again: item.again.length > 0 }, parts)
  if (!activity.ok) return endOfTrouble(activity.trouble)
  const isOfDefault = await isOfDefaultBranch(judged.head, assessments)
  const service = await askService(parts, {
    repositoryId: repository.id, commit, deployments: activity.value.deployments.filter(({ environment }) => !kept.reading.plan.idleEnvironments.ofService.includes(environment)), paths: kept.reading.plan.probePaths, askedAt: item.again.length > 0 ? item.since : null, isHeld,
    settings: { ...course.settings, probesEnabled: course.settings.probesEnabled && isOfDefault && rest.value.until === null },
  })
  if (!isHeld()) return LOST
  const settled = await settledOf(kept, activity.value, service.probes, isOfDefault, judged, parts)
  if (!settled.ok) return endOfTrouble(settled.trouble)
  const marks = isOfDefault ? await marksForPulls(port, repository, item, { before: known?.isDefaultBranch === true ? known.record : null, after: settled.value.record }, now()) : { ok: true, value: [] } as const
  if (!marks.ok) return endOfTrouble(marks.trouble)
  await parts.work.mark(marks.value, now())
  const assessment = await assessments.add(settled.value)
  const before = await assessments.before(assessment)
  if (before === null && await waitsForBase(judged, assessment, parts)) return { kind: 'waiting', until: now() + BASE_STEP, reason: 'the default branch is judged first' }
  const hint = await hintsAskedFor(repository.id, commit, parts.journal)
  const changes = await flagWorkflows(assessment, kept.reading.plan, course.settings, repository, parts, now())
  if (!isHeld()) return LOST
  const { ci, until } = rest.value
  const published = await publish.verdict(context, { assessment, ci, before: before === null ? null : await changesFrom(before, assessment, kept, parts.readings), hint, changes })
  if (!published.ok) return endOfTrouble(published.trouble)
  if (until !== null) return { kind: 'waiting', until, reason: 'CI has not come to rest' }
  return service.until === null ? { kind: 'done', writes: published.value.writes } : { kind: 'waiting', until: service.until, reason: 'the deployed service is asked once more' }
}

const LOST: Evaluated = { kind: 'dropped', says: 'its lease was lost' }

/** What the files of the commit say: as it is kept while that holds, else read anew. */
async function readingOf({ port, head: { repository, commit }, item }: Judged, parts: Judging): Promise<FromGitHub<KeptReading>> {
  const known = await parts.readings.of(repository.id, commit)
  const wasAsked = item.again.length > 0 && known !== null && known.at < item.since
  if (known !== null && isCurrent(known.reading, parts.assessor) && !wasAsked) return { ok: true, value: known }
  const at = parts.now()
  const read = await readAndJudge(port, repository, commit, new Date(at).toISOString(), parts)
  if (!read.ok) return read
  const kept = { repositoryId: repository.id, commit, since: known?.since ?? at, at, reading: read.value }
  await keepStarts(repository.id, commit, read.value.starts, parts.activities)
  await parts.readings.save(kept)
  return { ok: true, value: kept }
}

/** What is told as changed since: all of it on one branch; against another one, what the files say of it. */
async function changesFrom(before: Assessment, assessment: Assessment, { reading }: KeptReading, readings: Judging['readings']): Promise<AssessmentRecord> {
  const other = before.branch === assessment.branch ? null : await readings.of(before.repositoryId, before.commit)
  return other === null ? before.record : earlierByFiles(other.reading.record, reading.record, assessment.record)
}

/** Joins the reading with what CI, deployments and probes showed. */
async function settledOf({ reading }: KeptReading, { runs, deployments, heads }: CommitActivity, probes: readonly Probe[], isDefaultBranch: boolean, { port, head, item, course }: Judged, parts: Judging): Promise<FromGitHub<Assessment>> {
  const { repository, commit } = head
  const { assessor: { checklist, practices }, now } = parts
  const mayAsk = item.again.length > 0 || item.reasons.some((reason) => reason !== 'push' && reason !== 'pull_request')
  const earlier = await earlierRuns({ port, repository, commit, plan: reading.plan, runs, mayAsk }, parts, now())
  if (!earlier.ok) return earlier
  const record = settle(reading.record, reading.plan, { runs, earlier: earlier.value, deployments, probes, base: await baseOf(repository, heads, parts.assessments), claims: reading.claims }, { checklist, practices, own: reading.own }, course.settings)
  const where = { repositoryId: repository.id, commit, branch: lineOf(head), isDefaultBranch }
  return { ok: true, value: { ...where, id: parts.newId(), at: now(), digest: recordDigest(record), record } }
}

/** Branches of forks bear the names of ours. */
function lineOf({ branch, repository, pull }: Head): string | null {
  return pull !== null && pull.head.repositoryId !== repository.id ? `refs/pull/${pull.number}/head` : branch
}

function ownBranchOf({ branch, repository, pull }: Head): string | null {
  return pull !== null && pull.head.repositoryId !== repository.id ? null : branch
}

/** Whether a head is that of the default branch. Where a person asks for a commit, that is told by what was judged last there. */
async function isOfDefaultBranch(head: Head, assessments: Judging['assessments']): Promise<boolean> {
  if (ownBranchOf(head) === head.repository.defaultBranch) return true
  return head.branch === null && head.pull === null && (await assessments.newest(head.repository.id, 'default-branch'))?.commit === head.commit
}

/** Asks for the default branch to be judged, where it was not yet: what changed is then told alike, whichever delivery came first. */
async function waitsForBase({ head: { repository }, item }: Judged, { isDefaultBranch }: Assessment, { assessments, work, now }: Judging): Promise<boolean> {
  if (isDefaultBranch || now() - item.since >= FOR_BASE || await assessments.newest(repository.id, 'default-branch') !== null) return false
  await work.mark([{ installationId: item.installationId, repositoryId: repository.id, target: { kind: 'repository' }, dueAt: now(), reason: 'base' }], now())
  return true
}

async function hintsAskedFor(repositoryId: number, commit: string, journal: Judging['journal']): Promise<number> {
  const pressed = await journal.eventsOf(repositoryId, 'check_run.requested_action')
  return pressed.filter(({ facts }) => facts['pressed'] === 'hint' && facts['headSha'] === commit).length
}
