import type { CiRest } from '../proof/ci-rest.ts'
import { askService, type ServiceSeen, type ServiceToAsk } from '../proof/ask-service.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import { isAskedAnew, lineOf, ownBranchOf, type Judged, type Judging } from './judging.ts'
import { judgedByCourse } from '../courses/kept-checklists.ts'
import { keepUploads } from '../proof/keep-uploads.ts'
import { isCurrent, readAndJudge } from './read-and-judge.ts'
import { keepLogs } from '../proof/run-logs.ts'
import type { CommitActivity, KeptReading } from '../ports/store-ports.ts'
import { tellAlike } from '../proof/tell-alike.ts'
import { keepStarts, watchCi } from '../proof/watch-ci.ts'
import { tellWaysBack } from '../proof/ways-back-of.ts'

/** All that was seen of a head: its files, what ran and was deployed, how CI stands, and what the deployed service answered. */
export type HeadSeen = {
  readonly kept: KeptReading
  readonly activity: CommitActivity
  readonly rest: CiRest
  readonly isOfDefaultBranch: boolean
  readonly service: ServiceSeen
}

/** Looks at a head as far as its work asks for it, and keeps what it sees: reads its files, watches its CI with what that uploaded, asks its service. */
export async function seeHead(judged: Judged, parts: Judging): Promise<FromGitHub<HeadSeen>> {
  const kept = await readingOf(judged, parts)
  if (!kept.ok) return kept
  const watched = await watchHead(judged, kept.value, parts)
  if (!watched.ok) return watched
  const { activity, rest } = watched.value
  const isOfDefaultBranch = await isOfDefault(judged, parts)
  const service = await askService(parts, serviceToAsk(judged, { kept: kept.value, activity, rest, isOfDefaultBranch }))
  return { ok: true, value: { kept: kept.value, activity, rest, isOfDefaultBranch, service } }
}

/** What the files of the commit say: as it is kept while that holds, else read anew. */
export async function readingOf({ port, head: { repository, commit }, course, item }: Pick<Judged, 'port' | 'head' | 'course' | 'item'>, parts: Judging): Promise<FromGitHub<KeptReading>> {
  const known = await parts.readings.of(repository.id, commit)
  const by = await judgedByCourse(course, parts)
  const wasAsked = isAskedAnew(item) && known !== null && known.at < item.since
  if (known !== null && isCurrent(known.reading, { ...parts.assessor, ...by }) && !wasAsked) return { ok: true, value: known }
  const at = parts.now()
  const read = await readAndJudge(port, repository, commit, new Date(at).toISOString(), by, parts)
  if (!read.ok) return read
  const kept = { repositoryId: repository.id, commit, since: known?.since ?? at, at, reading: read.value }
  await keepStarts(repository.id, commit, read.value.starts, parts.activities)
  await parts.readings.save(kept)
  return { ok: true, value: kept }
}

/** What ran on the commit with what it uploaded and why it failed, where it was deployed, and whether CI has come to rest. Other commits that a new run shows something of are told. */
export async function watchHead({ port, head, item }: Pick<Judged, 'port' | 'head' | 'item'>, { since, reading: { plan } }: KeptReading, parts: Judging): Promise<FromGitHub<Pick<HeadSeen, 'activity' | 'rest'>>> {
  const { repository, commit, pull } = head
  const now = parts.now()
  const watched = await watchCi({
    port, repository, commit, head: { branch: ownBranchOf(head), base: pull?.base.branch ?? null },
    since, reasons: item.reasons, again: isAskedAnew(item), lookAgain: parts.lookAgain,
    onRuns: (before, runs) => tellAlike(item, { commit, branch: lineOf(head) }, plan, before, runs, parts, parts.now()),
    onDeployments: (deployments) => tellWaysBack(item, commit, deployments, parts, parts.now()),
  }, parts.activities, now)
  if (!watched.ok) return watched
  const { activity, ...rest } = watched.value
  const uploaded = await keepUploads({ port, repository, activity, plan, again: isAskedAnew(item) }, parts)
  if (!uploaded.ok) return uploaded
  const told = await keepLogs({ port, repository, activity: uploaded.value, again: isAskedAnew(item) }, parts.activities)
  return told.ok ? { ok: true, value: { activity: told.value, rest } } : told
}

/** Whether a head is that of the default branch. Where a person asks for a commit, that is told by what was judged last there. */
async function isOfDefault({ head }: Judged, { assessments }: Judging): Promise<boolean> {
  if (ownBranchOf(head) === head.repository.defaultBranch) return true
  return head.branch === null && head.pull === null && (await assessments.newest(head.repository.id, 'default-branch'))?.commit === head.commit
}

/** What of the service is asked: only that of the default branch, once CI rests, where the course allows it, and never an environment that delivers nothing. */
function serviceToAsk({ head: { repository, commit }, course: { settings }, item, isHeld }: Judged, { kept, activity, rest, isOfDefaultBranch }: Omit<HeadSeen, 'service'>): ServiceToAsk {
  const { idleEnvironments, probePaths } = kept.reading.plan
  return {
    repositoryId: repository.id, commit, isHeld,
    settings: { ...settings, probesEnabled: settings.probesEnabled && isOfDefaultBranch && rest.until === null },
    deployments: activity.deployments.filter(({ environment }) => !idleEnvironments.ofService.includes(environment)),
    paths: probePaths, askedAt: isAskedAnew(item) ? item.since : null,
  }
}
