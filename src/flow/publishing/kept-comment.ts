import { createHash } from 'node:crypto'
import type { HostedRepository } from '../../model/hosting.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { Published } from '../ports/publish-port.ts'
import type { Publication, PublicationPlace, PublicationStore } from '../ports/store-ports.ts'
import { onNumber } from './take-points-away.ts'
import { writeOnce } from './write-once.ts'

/** One comment of ours on an issue of a number, which is brought to what it says now; `marker` is what it is known by among others. */
export type KeptComment = { readonly port: Pick<InstallationPort, 'ownComments' | 'createComment' | 'updateComment'>; readonly repository: HostedRepository; readonly number: number; readonly body: string }
type Noting = { readonly publications: PublicationStore; readonly now: () => number }

/** What is noted of the comment: its issue and its text, which is not known (null) while it is written. */
export function notedOf(body: string | null, number: number): string {
  return `on ${number}: ${body === null ? '' : createHash('sha256').update(body).digest('hex')}`
}

/** Whether what is noted is of a comment on the issue of this number. */
export function isOn({ digest }: Pick<Publication, 'digest'>, number: number): boolean {
  return digest.startsWith(notedOf(null, number))
}

/** What is known of the newest comment that was kept under a place; null where none was. */
export async function newestKept(where: Omit<PublicationPlace, 'round'>, publications: Pick<PublicationStore, 'find' | 'lastRound'>): Promise<Publication | null> {
  const round = await publications.lastRound(where)
  return round === 0 ? null : publications.find({ ...where, round })
}

/** The round of the next comment under a place: one that was begun on this issue and is not known to be there is gone on with. */
export function nextRound(known: Publication | null, number: number): number {
  return known === null ? 1 : known.digest === onNumber(number) ? known.round : known.round + 1
}

/** Writes the comment anew, once: noted before, so that it is found wherever this breaks off. */
export async function createKept(place: PublicationPlace, marker: string, { port, repository, number, body }: KeptComment, { publications, now }: Noting): Promise<FromGitHub<Published>> {
  if (await publications.find(place) === null) await publications.record({ ...place, remoteId: null, digest: onNumber(number), at: now() })
  const written = await writeOnce(port, repository, { place, number, marker, body, digest: notedOf(body, number) }, { publications, now })
  return written.ok ? { ok: true, value: { writes: 1 } } : written
}

/** Writes over the comment that is known to be there; where it is gone by now, nothing more is noted of it. */
export async function updateKept(remoteId: number, known: Publication, { port, repository, number, body }: KeptComment, { publications, now }: Noting): Promise<FromGitHub<'written' | 'gone'>> {
  // Where the answer is lost, what stands there is not known.
  await publications.record({ ...known, digest: notedOf(null, number), at: now() })
  const updated = await port.updateComment(repository, remoteId, body)
  if (!updated.ok) return updated.trouble.kind === 'gone' ? { ok: true, value: 'gone' } : updated
  await publications.record({ ...known, digest: notedOf(body, number), at: now() })
  return { ok: true, value: 'written' }
}
