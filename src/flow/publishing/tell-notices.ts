import { createHash } from 'node:crypto'
import { disputesOf } from '../../grade/disputes.ts'
import { mattersOf, wantedBy, wantsOf } from '../../grade/matters.ts'
import { nameables } from '../../grade/name-subject.ts'
import type { Course } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { Matter } from '../../model/matter.ts'
import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { noticeComment, noticeMarker, type ToldMatter } from '../../report/published/notice.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { Published } from '../ports/publish-port.ts'
import type { SeenGrade } from '../grades/seen-grade.ts'
import type { DecisionStore, Publication, PublicationPlace, PublicationStore } from '../ports/store-ports.ts'
import { writeOnce } from './write-once.ts'

export type NoticeParts = { readonly decisions: Pick<DecisionStore, 'decisionsOf' | 'statementsOf'>; readonly publications: PublicationStore; readonly now: () => number }

/** Where people are told, and how things stand there: `number` is that of the capstone issue, `gradeUrl` the page of the comment with the grade (null where that is not known). */
export type Telling = {
  readonly port: Pick<InstallationPort, 'personById' | 'ownComments' | 'createComment'>
  readonly repository: HostedRepository
  readonly course: Course
  readonly number: number
  readonly seen: SeenGrade
  readonly steps: readonly StepRecord[]
  readonly record: AssessmentRecord | null
  readonly gradeUrl: string | null
  readonly isHeld: () => boolean
}

const NOTHING: FromGitHub<Published> = { ok: true, value: { writes: 0 } }

/**
 * Tells people what they asked to be told of and were not told yet: all of it in one comment on the capstone issue that mentions them. Which matters a comment is about is noted before it is written: after a crash the same comment is gone on with, and each
 * matter is told once for ever, whoever asks later. Where nobody wants anything, nothing is looked at.
 */
export async function tellNotices(telling: Telling, parts: NoticeParts): Promise<FromGitHub<Published>> {
  const { repository, course, seen, steps } = telling
  const [decisions, statements] = [await parts.decisions.decisionsOf(course.id, repository.id), await parts.decisions.statementsOf(course.id, repository.id)]
  const wants = wantsOf(statements)
  if (wants.size === 0) return NOTHING
  const disputes = disputesOf(statements, decisions, parts.now(), course.settings)
  const released = seen.isShown && seen.grade !== null ? seen.by : []
  const matters = mattersOf({ isPrivate: repository.private, released, disputes, steps }).filter((matter) => wantedBy(matter, wants).length > 0)
  const fresh: Matter[] = []
  const begun = new Map<string, Matter[]>()
  for (const matter of matters) {
    const known = await parts.publications.find(placeOf(repository.id, matter.key))
    if (known === null) fresh.push(matter)
    else if (!await isTold(known, repository.id, parts)) begun.set(known.digest, [...begun.get(known.digest) ?? [], matter])
  }
  let writes = 0
  const batches = [...begun, ...fresh.length === 0 ? [] : [[batchOf(fresh), fresh] as const]]
  for (const [batch, of] of batches) {
    if (!telling.isHeld()) return NOTHING
    for (const { key } of of) await parts.publications.record({ ...placeOf(repository.id, key), remoteId: null, digest: batch, at: parts.now() })
    const told = await tell(batch, await Promise.all(of.map((matter) => toldOf(matter, wantedBy(matter, wants), telling))), telling, parts)
    if (!told.ok) return told
    writes += told.value.writes
  }
  return { ok: true, value: { writes } }
}

async function tell(batch: string, all: readonly FromGitHub<ToldMatter>[], { port, repository, number, steps, gradeUrl }: Telling, parts: NoticeParts): Promise<FromGitHub<Published>> {
  const matters: ToldMatter[] = []
  for (const one of all) {
    if (!one.ok) return one
    if (one.value.logins.length > 0) matters.push(one.value)
  }
  // Whose accounts are gone are told nothing: what they would be told of is left as begun, and costs one question each time.
  if (matters.length === 0) return NOTHING
  const marker = noticeMarker(batch)
  const body = noticeComment({ marker, matters, gradeUrl, steps: { done: steps.filter(({ state }) => state === 'done').length, of: steps.length } })
  const written = await writeOnce(port, repository, { place: placeOf(repository.id, batch), number, marker, body, digest: 'told' }, parts)
  return written.ok ? { ok: true, value: { writes: 1 } } : written
}

/** A matter with those who are told of it by their present logins: one that changed may be somebody else's. */
async function toldOf(matter: Matter, people: readonly number[], { port, record }: Telling): Promise<FromGitHub<ToldMatter>> {
  const logins: string[] = []
  for (const id of people) {
    const person = await port.personById(id)
    if (person.ok) logins.push(person.value.login)
    else if (person.trouble.kind !== 'gone') return person
  }
  const subject = matter.kind === 'disputes' ? matter.subject : null
  const title = subject === null ? '' : nameables([], record).find((one) => one.subject.kind === subject.kind && one.subject.id === subject.id)?.title ?? ''
  return { ok: true, value: { matter, logins, title } }
}

async function isTold({ digest }: Publication, repositoryId: number, { publications }: NoticeParts): Promise<boolean> {
  const batch = await publications.find(placeOf(repositoryId, digest))
  return batch !== null && batch.remoteId !== null
}

/** What a comment that tells of some matters is known by. */
function batchOf(matters: readonly Matter[]): string {
  return `batch ${createHash('sha256').update(JSON.stringify(matters.map(({ key }) => key).toSorted())).digest('hex').slice(0, 32)}`
}

function placeOf(repositoryId: number, place: string): PublicationPlace {
  return { repositoryId, kind: 'notice', place, round: 1 }
}
