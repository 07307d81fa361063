import type { CountedHead, CountedJudgement, SeenThen } from '../../model/counted.ts'
import type { Course } from '../../model/course.ts'
import type { JudgementToMake } from '../../grade/judgement-that-counts.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { WorkItem } from '../../model/work.ts'
import { COUNT_GONE, countMark } from './count-mark.ts'
import { countsToMake, type CountsKnown } from './counts-to-make.ts'
import type { CountStore } from '../ports/count-port.ts'
import { capstoneMark } from '../publishing/capstone-mark.ts'
import type { Evaluated } from '../evaluation.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { Judging } from '../judging/judging.ts'
import { judgedByOf, type KeptParts } from '../courses/kept-checklists.ts'
import { readingOf, watchHead } from '../judging/see-head.ts'
import { seenOf } from '../judging/seen-then.ts'
import { settle } from '../proof/settle.ts'
import type { KeptReading } from '../ports/store-ports.ts'
import { endOfTrouble } from '../trouble.ts'

export type CountParts = Judging & CountsKnown & KeptParts & { readonly counts: CountStore }

type Counting = { readonly item: WorkItem; readonly port: InstallationPort; readonly repository: HostedRepository; readonly course: Course; readonly isHeld: () => boolean }

/** `looks`: whether runs and deployments are asked for, though they were looked at before. */
type CountingOne = Omit<Counting, 'isHeld'> & { readonly looks: boolean }

/** Once the hours are over runs and deployments are looked at once more: an end that no webhook told of may lie within them. */
const LAST_LOOK = ['workflow_run', 'deployment']

/**
 * Judges the commits of a repository that count, for the gradebook alone and telling nobody: once their hours for proofs are over, by what had happened until then; and for re-judgings that cover the repository, by the same. A commit that GitHub no
 * longer has is judged by what was read of it before, and left out where nothing was. Marks itself for the end of the next hours.
 */
export async function countRepository({ item, port, repository, course, isHeld }: Counting, parts: CountParts): Promise<Evaluated> {
  const { make, heads, nextAt } = await countsToMake(repository, course, parts, parts.now())
  // Where the best of many counts, a class would ask GitHub for all that it ever pushed, at one moment.
  const looks = make.filter(({ rejudging }) => rejudging === null).length === 1
  let made = 0
  for (const one of make) {
    if (!isHeld()) return { kind: 'dropped', says: 'its lease was lost' }
    const judged = await judgeCounted(one, heads, { item, port, repository, course, looks }, parts)
    if (!judged.ok) {
      if (judged.trouble.kind !== 'gone') return endOfTrouble(judged.trouble)
      await parts.journal.addEvents([{ id: `${COUNT_GONE}:${repository.id}:${one.commit}`, kind: COUNT_GONE, installationId: item.installationId, repositoryId: repository.id, actor: null, at: parts.now(), facts: { commit: one.commit } }])
      parts.log.warn('a commit that counts could not be judged: GitHub no longer has it', { repository: repository.id, course: course.id, commit: one.commit })
    } else if (await parts.counts.add(judged.value)) made += 1
  }
  const now = parts.now()
  await parts.work.mark([...made > 0 && parts.hears ? [capstoneMark(item, now, 'counted')] : [], ...nextAt === null ? [] : [countMark(item, nextAt, 'the hours for proofs are over then')]], now)
  return { kind: 'done', writes: 0 }
}

async function judgeCounted(make: JudgementToMake, heads: readonly CountedHead[], where: CountingOne, parts: CountParts): Promise<FromGitHub<CountedJudgement>> {
  const { repository, course } = where
  const { commit, until, rejudging } = make
  const kept = await readingFor(make, where, parts)
  if (!kept.ok) return kept
  const settled = heads.find((one) => one.rejudging === null && one.commit === commit && one.until === until)
  const frozen = settled === undefined ? null : (await parts.counts.byId(settled.id))?.seen ?? null
  const seen: FromGitHub<SeenThen> = frozen === null ? await seenFor(make, kept.value, where, parts) : { ok: true, value: frozen }
  if (!seen.ok) return seen
  const { reading } = kept.value
  // Of what an earlier program read, the items are those of its own checklist.
  const judgedBy = await judgedByOf(reading.record, parts)
  const record = settle(reading.record, reading.plan, { ...seen.value, base: null, claims: reading.claims, numbers: reading.numbers }, { ...judgedBy, own: reading.own }, course.settings)
  const id = JSON.stringify([course.id, repository.id, commit, until, rejudging])
  return { ok: true, value: { id, courseId: course.id, repositoryId: repository.id, commit, until, rejudging, at: parts.now(), record, seen: rejudging === null ? seen.value : null } }
}

/** What the files of the commit say by the present program, or by what an earlier one read of them, where GitHub no longer has the commit. */
async function readingFor({ commit }: JudgementToMake, { item, port, repository, course }: CountingOne, parts: CountParts): Promise<FromGitHub<KeptReading>> {
  const read = await readingOf({ port, head: headOf(repository, commit), course, item }, parts)
  if (read.ok || read.trouble.kind !== 'gone') return read
  const known = await parts.readings.of(repository.id, commit)
  return known === null ? read : { ok: true, value: known }
}

/** What had been seen of the commit by then. A re-judging looks at nothing anew that was looked at before: GitHub forgets runs after some months. */
async function seenFor({ commit, until, rejudging }: JudgementToMake, kept: KeptReading, { item, port, repository, looks }: CountingOne, parts: CountParts): Promise<FromGitHub<SeenThen>> {
  // What had not ended when it was looked at last is looked at in any case.
  const watched = await watchHead({ port, head: headOf(repository, commit), item: { ...item, reasons: rejudging === null && looks ? LAST_LOOK : [] } }, kept, parts)
  if (!watched.ok) return watched
  const probes = (await parts.probes.of(repository.id, commit)).map(({ probe }) => probe)
  return seenOf({ port, repository, asks: rejudging === null ? 'for-new' : 'never', until, kept, activity: watched.value.activity, probes }, parts)
}

function headOf(repository: HostedRepository, commit: string) {
  return { repository, commit, branch: null, pull: null }
}
