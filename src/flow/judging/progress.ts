import { basisIn } from '../../evidence/trust.ts'
import type { Built } from '../../model/built.ts'
import type { CommitTrace } from '../../model/commit-trace.ts'
import type { Course } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { StepId, StepRecord } from '../../model/progress.ts'
import type { WorkItem } from '../../model/work.ts'
import { builtOf } from '../../steps/built.ts'
import { commitsNamed } from '../../steps/named.ts'
import { progressOf, takesWord } from '../../steps/progress.ts'
import { openPullsIn } from '../../steps/open-pulls.ts'
import { standingOf } from '../../steps/pull-moves.ts'
import { EVENTS_OF_STEPS, type ProgressSeen } from '../../steps/seen.ts'
import { traceOf } from '../../steps/trace.ts'
import { withoutPull } from '../../steps/without-pull.ts'
import { experimentsSeen } from '../proof/experiments-seen.ts'
import type { Judged, Judging } from './judging.ts'
import type { HeadSeen } from './see-head.ts'
import type { Assessment, DecisionStore, JournalStore, TraceStore } from '../ports/store-ports.ts'
import { tellSteps } from '../publishing/tell-steps.ts'

/** Where what shows the steps is kept. */
export type ProgressParts = { readonly journal: Pick<JournalStore, 'newestEventsOf'>; readonly traces: Pick<TraceStore, 'ofRepository'>; readonly decisions: Pick<DecisionStore, 'decisionsOf' | 'statementsOf'> }

/** A capstone takes some dozens of commits. */
const MOST_TRACES = 200
/** Of one kind; the fold takes all that is read at once. */
const MOST_EVENTS = 2_000

/** The kind of the journal's event that names a commit which a step rests on (`facts.commit`): its trace is read for ever, however many commits came after it. */
export const STEP_RESTS = 'step.rests'

/** Where the thirteen steps of a repository stand in a course, by all that is known now; `url` is the repository's page, null where none is known. */
export async function readProgress(repository: Pick<HostedRepository, 'id' | 'defaultBranch' | 'private'>, courseId: string, url: string | null, parts: ProgressParts): Promise<readonly StepRecord[]> {
  return progressOf(await progressSeen(repository, courseId, url, parts))
}

/** All that the capstone issue tells of the work: where the steps stand, what was built, and which pull requests are open. */
export async function readCapstone(repository: Pick<HostedRepository, 'id' | 'defaultBranch' | 'private'>, courseId: string, url: string | null, parts: ProgressParts): Promise<{ readonly steps: readonly StepRecord[]; readonly built: Built; readonly openPulls: readonly number[] }> {
  const seen = await progressSeen(repository, courseId, url, parts)
  const steps = progressOf(seen)
  return { steps, built: builtOf(seen, steps), openPulls: openPullsIn(seen) }
}

/** Whether a person's word can show a step of a repository: it does not where GitHub shows that step itself. */
export async function wordCounts(step: StepId, repository: Pick<HostedRepository, 'id' | 'defaultBranch' | 'private'>, courseId: string, parts: ProgressParts): Promise<boolean> {
  return takesWord(step, await progressSeen(repository, courseId, null, parts))
}

/** All by which the steps of a repository are judged in a course; `url` is the repository's page, null where none is known. */
export async function progressSeen(repository: Pick<HostedRepository, 'id' | 'defaultBranch' | 'private'>, courseId: string, url: string | null, { journal, traces, decisions }: ProgressParts): Promise<ProgressSeen> {
  const rests = (await journal.newestEventsOf(repository.id, MOST_TRACES, [STEP_RESTS])).flatMap(({ facts: { commit } }) => typeof commit === 'string' ? [commit] : [])
  const [events, left, said, decided] = await Promise.all([
    journal.newestEventsOf(repository.id, MOST_EVENTS, EVENTS_OF_STEPS), traces.ofRepository(repository.id, MOST_TRACES, rests), decisions.statementsOf(courseId, repository.id), decisions.decisionsOf(courseId, repository.id),
  ])
  return { repository, url, events, traces: left, statements: said, decisions: decided }
}

/** An assessment with the steps as they stand; `without` are those that stand without the pull request that it is of, null where it is of none. */
export type Progressed = { readonly assessment: Assessment; readonly without: readonly StepRecord[] | null }

/**
 * Keeps what a judged head leaves behind for the steps, and gives its assessment with the steps as they stand then, to be told. What is kept of an assessment is
 * without them: they are of the repository, and move on while its commits stay as they are. Without webhooks nobody sees a merge, nor hears what a student says:
 * no steps are told then, rather than steps that could never be done.
 */
export async function withProgress(assessment: Assessment, seen: HeadSeen, judged: Judged, parts: Judging): Promise<Progressed> {
  await parts.traces.save(traceOfHead({ ...assessment, ...await lineOfTrace(assessment, parts.traces) }, seen, judged))
  const { head, head: { repository, pull }, course, item } = judged
  if (!parts.hears) return { assessment, without: pull === null ? null : [] }
  const known = await progressSeen(repository, course.id, assessment.record.repository.url, parts)
  const standing = standingOf(known)
  const { steps } = standing
  if (known.traces.length >= MOST_TRACES) await keepRests(known, steps, item, parts)
  await tellSteps(standing, head, item, parts)
  return { assessment: { ...assessment, record: { ...assessment.record, steps } }, without: pull === null ? null : progressOf(withoutPull(known, { ...pull, merge: pull.merged ? pull.mergeSha : null }, repository)) }
}

/** Notes what the steps rest on, before commits that come after it hide it. What a decision of the staff stands over is kept as well: it may be taken back. */
async function keepRests(known: ProgressSeen, steps: readonly StepRecord[], { installationId, repositoryId }: WorkItem, { journal, now }: Pick<Judging, 'journal' | 'now'>): Promise<void> {
  const at = now()
  const commits = commitsNamed(known, [...steps, ...progressOf({ ...known, decisions: [] })])
  await journal.addEvents(commits.map((commit) => ({ id: `${STEP_RESTS}:${repositoryId}:${commit}`, kind: STEP_RESTS, installationId, repositoryId, actor: null, at, facts: { commit } })))
}

/** Tells the heads of a repository where its steps stand after something that no head of its own tells of: a pull request that was merged or closed. */
export async function tellProgress(repository: HostedRepository, course: Course, item: WorkItem, parts: Judging): Promise<void> {
  if (!parts.hears) return
  const url = (await parts.assessments.newest(repository.id, 'default-branch'))?.record.repository.url ?? null
  await tellSteps(standingOf(await progressSeen(repository, course.id, url, parts)), { repository, branch: null, pull: null }, item, parts)
}

/**
 * The line that a commit's trace is of. What was of the default branch once is so for ever, whichever branches are made from it, and keeps the branch that it was judged on before it came there; and where a commit is judged for its
 * own sake now, it is of the branch where it was seen before.
 */
async function lineOfTrace({ repositoryId, commit, branch, isDefaultBranch }: Assessment, traces: Pick<TraceStore, 'of'>): Promise<Pick<CommitTrace, 'branch' | 'isDefaultBranch' | 'firstBranch'>> {
  const known = await traces.of(repositoryId, commit)
  const first = known?.firstBranch ?? (known?.isDefaultBranch === false && isDefaultBranch && known.branch !== branch ? known.branch : null)
  const before = first === null ? {} : { firstBranch: first }
  if (known?.isDefaultBranch === true) return { branch: known.branch ?? branch, isDefaultBranch: true, ...before }
  return { branch: branch ?? known?.branch ?? null, isDefaultBranch, ...before }
}

function traceOfHead({ repositoryId, commit, branch, isDefaultBranch, firstBranch, record }: Assessment & Pick<CommitTrace, 'firstBranch'>, { kept: { reading, since }, activity: { runs, deployments } }: HeadSeen, { course: { settings } }: Judged): CommitTrace {
  const experiments = experimentsSeen(reading, runs, settings)
  return traceOf({ reading, experiments, record, runs, deployments, basisOf: basisIn(reading.plan.workflows, settings) }, { repositoryId, commit, branch, isDefaultBranch, ...firstBranch === undefined ? {} : { firstBranch }, since })
}
