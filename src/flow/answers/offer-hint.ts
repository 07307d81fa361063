import { createHash } from 'node:crypto'
import type { Course } from '../../model/course.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { GivenHint, Stuck } from '../../model/stuck.ts'
import type { WorkItem } from '../../model/work.ts'
import { hintMarker, stuckComment, stuckSubject } from '../../report/stuck/stuck-comment.ts'
import type { Answering } from './command-parts.ts'
import type { Evaluated } from '../evaluation.ts'
import type { InstallationPort } from '../ports/github-ports.ts'
import { capstoneIssue } from '../publishing/publish-issue.ts'
import { stuckNow, type StuckParts } from '../class/stuck-now.ts'
import type { Publication, PublicationPlace, PublicationStore } from '../ports/store-ports.ts'
import type { WorkStore } from '../ports/work-port.ts'
import { stuckMark } from '../class/stuck-mark.ts'
import { endOfTrouble } from '../trouble.ts'
import { writeOnce } from '../publishing/write-once.ts'

/** Between two hints that nobody asked for in one repository. */
const BETWEEN = 24 * 60 * 60_000

export type HintParts = StuckParts & Pick<Answering, 'lessons'> & { readonly publications: PublicationStore; readonly work: Pick<WorkStore, 'mark'>; readonly hears: boolean; readonly now: () => number }

type Offering = { readonly item: WorkItem; readonly port: InstallationPort; readonly repository: HostedRepository; readonly course: Course; readonly isHeld: () => boolean }

/**
 * Offers the first hint where somebody is stuck: one comment on the pull request that is open for the work, else on the capstone issue, once for each kind and subject, and at most
 * one in 24 hours a repository. Marks itself for the time at which somebody may be stuck next. Where the conversation is locked, or there is none to speak in, nothing is said.
 */
export async function offerHint({ item, port, repository, course, isHeld }: Offering, parts: HintParts): Promise<Evaluated> {
  if (!parts.hears) return { kind: 'dropped', says: 'no webhooks reach the App: nobody would be heard' }
  const now = parts.now()
  // The work ends, and begins anew then: what waits would keep every mark that ever came, and count its failures over months.
  const again = async (at: number | null, reason: string, writes = 0): Promise<Evaluated> => {
    if (at !== null) await parts.work.mark([stuckMark(item, at, reason)], now)
    return { kind: 'done', writes }
  }
  const { stuck, wakeAt } = await stuckNow(repository, course, parts, now)
  const open: { readonly one: Stuck; readonly number: number }[] = []
  const issue = (await capstoneIssue(repository.id, parts.publications)).known?.remoteId ?? null
  for (const one of stuck) {
    const number = one.number ?? issue
    if (number !== null && await hintGiven(repository.id, one, parts.publications) === null) open.push({ one, number })
  }
  const [first] = open
  if (first === undefined) return again(wakeAt, 'somebody may be stuck then')
  const [last] = await parts.publications.newest(repository.id, 'hint', 1)
  // A hint that was begun and is not known to be there is the one to go on with.
  const begun = await parts.publications.find(placeOf(repository.id, first.one))
  if (last !== undefined && begun === null && now < last.at + BETWEEN) return again(Math.min(last.at + BETWEEN, wakeAt ?? Number.POSITIVE_INFINITY), 'another hint was given today')
  if (!isHeld()) return { kind: 'dropped', says: 'its lease was lost' }
  const body = stuckComment(first.one, { marker: markerOf(first.one), passage: parts.lessons.passageFor(stuckSubject(first.one)), ceiling: course.settings.hintCeiling, calendar: course.settings, repositoryUrl: (await parts.assessments.newest(repository.id, 'default-branch'))?.record.repository.url ?? null, links: parts.lessons })
  const { one } = first
  // One that was begun goes on where it was begun, though a pull request was opened meanwhile.
  const number = numberOf(begun) ?? first.number
  await parts.publications.record({ repositoryId: repository.id, kind: 'hint', place: keyOf(one), round: 1, remoteId: null, digest: `#${number}`, at: begun?.at ?? now })
  const written = await writeOnce(port, repository, { place: placeOf(repository.id, one), number, marker: markerOf(one), body, digest: `#${number}` }, parts)
  if (!written.ok) return written.trouble.kind === 'locked' || written.trouble.kind === 'gone' ? again(wakeAt, 'the conversation takes no comment') : endOfTrouble(written.trouble)
  const next = [...(open.length > 1 ? [now + BETWEEN] : []), ...(wakeAt === null ? [] : [wakeAt])]
  return again(next.length === 0 ? null : Math.min(...next), 'somebody may be stuck then', 1)
}

/** When the hint for a matter was given, and on which issue or pull request; null where it was not. */
export async function hintGiven(repositoryId: number, one: Stuck, publications: Pick<PublicationStore, 'find'>): Promise<GivenHint | null> {
  const known = await publications.find(placeOf(repositoryId, one))
  if (known === null || known.remoteId === null) return null
  return { at: known.at, number: numberOf(known) }
}

/** The issue or pull request on which a hint was given or begun. */
function numberOf(known: Publication | null): number | null {
  const number = /^#(\d{1,15})$/.exec(known?.digest ?? '')?.[1]
  return number === undefined ? null : Number(number)
}

function placeOf(repositoryId: number, one: Stuck): PublicationPlace {
  return { repositoryId, kind: 'hint', place: keyOf(one), round: 1 }
}

/** The matter: a failure is one, however often it came by then. A subject is text of a repository: what is kept and hidden in a comment is its digest. */
function keyOf({ kind, subject }: Stuck): string {
  return `${kind === 'no-step' ? kind : 'failure'} ${createHash('sha256').update(subject).digest('hex').slice(0, 32)}`
}

function markerOf(one: Stuck): string {
  return hintMarker(keyOf(one))
}
