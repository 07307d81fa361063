import { createHash } from 'node:crypto'
import type { HostedRepository } from '../../model/hosting.ts'
import type { FromGitHub, InstallationPort, OwnIssue } from '../ports/github-ports.ts'
import type { Published } from '../ports/publish-port.ts'
import type { Publication, PublicationPlace, PublicationStore } from '../ports/store-ports.ts'

/** An issue of ours in a repository: what it is opened with, what it says, and the marker by which it is known among others of ours. `place` is left out of the capstone issue. */
export type IssueContent = { readonly title: string; readonly body: string; readonly marker: string; readonly place?: string }

export type IssueWriter = {
  readonly port: Pick<InstallationPort, 'ownIssues' | 'openIssue' | 'updateIssue'>
  readonly publications: PublicationStore
  readonly now: () => number
}

const CAPSTONE = 'capstone'
const NOTHING: FromGitHub<Published> = { ok: true, value: { writes: 0 } }
/** The digest of an issue that people took away twice: it is not opened again. */
const LEFT_ALONE = 'left alone'
/** The digest where the repository's issues were turned off when it was to be opened: nothing of ours can be there. */
const NO_ISSUES = 'no issues'
/** The first issue, and the one opened anew after that one was taken away. */
const LAST_ROUND = 2

/**
 * Brings an issue of ours, the capstone issue of a repository or another one, to what it is to say, with one request that writes and none where it says that already; `anew` writes whatever is known to stand there.
 * Title and state are the people's: both stay. Before opening one, GitHub is asked for one that this App opened, which is taken over. One that was deleted or transferred away
 * is opened anew once.
 */
export async function writeIssue(repository: HostedRepository, content: IssueContent, anew: boolean, writer: IssueWriter): Promise<FromGitHub<Published>> {
  const { port, publications, now } = writer
  const { place, known } = await ownIssue(repository.id, content.place ?? CAPSTONE, publications)
  const digest = createHash('sha256').update(content.body).digest('hex')
  if (known?.digest === LEFT_ALONE || (known !== null && known.remoteId !== null && known.digest === digest && !anew)) return NOTHING
  const record = (at: PublicationPlace, remoteId: number | null, says: string): Promise<void> => publications.record({ ...at, remoteId, digest: says, at: now() })
  const bring = async (at: PublicationPlace, number: number): Promise<FromGitHub<Published>> => {
    // Where the answer is lost, what stands there is not known.
    await record(at, number, '')
    const updated = await port.updateIssue(repository, number, content)
    if (!updated.ok) return updated
    await record(at, number, digest)
    return { ok: true, value: { writes: 1 } }
  }
  const before = known?.remoteId ?? null
  if (before !== null) {
    const brought = await bring(place, before)
    if (brought.ok || brought.trouble.kind !== 'gone') return brought
    const own = await port.ownIssues(repository, content.marker)
    if (!own.ok) return own
    // Listed still: whatever GitHub meant, nobody took it away.
    if (own.value.some(({ number }) => number === before)) return brought
    const other = chosen(own.value, content)
    if (other !== null) return bring(place, other)
    if (place.round >= LAST_ROUND) {
      await record(place, null, LEFT_ALONE)
      return NOTHING
    }
  } else if (known?.digest !== NO_ISSUES) {
    const own = await port.ownIssues(repository, content.marker)
    if (!own.ok) return own
    const found = chosen(own.value, content)
    if (found !== null) return bring(place, found)
  }
  const next = before === null ? place : { ...place, round: place.round + 1 }
  await record(next, null, '')
  const opened = await port.openIssue(repository, content)
  if (!opened.ok && opened.trouble.kind === 'no-issues') await record(next, null, NO_ISSUES)
  if (!opened.ok) return opened
  await record(next, opened.value, digest)
  return { ok: true, value: { writes: 1 } }
}

/** Where an issue of ours is kept, and what is known of it: its number is null where it is not open as far as is known. */
export type KnownIssue = { readonly place: PublicationPlace; readonly known: Publication | null }

/** The capstone issue of a repository. */
export function capstoneIssue(repositoryId: number, publications: Pick<PublicationStore, 'find' | 'lastRound'>): Promise<KnownIssue> {
  return ownIssue(repositoryId, CAPSTONE, publications)
}

/** The issue of ours in a repository that is kept under a place. */
export async function ownIssue(repositoryId: number, of: string, publications: Pick<PublicationStore, 'find' | 'lastRound'>): Promise<KnownIssue> {
  const where = { repositoryId, kind: 'issue', place: of } as const
  const place = { ...where, round: Math.max(1, await publications.lastRound(where)) }
  return { place, known: await publications.find(place) }
}

/** A capstone issue that was transferred here from another repository holds that one's marker: it is taken where there is none of this one's. */
function chosen(own: readonly OwnIssue[], { place }: IssueContent): number | null {
  return (own.find(({ holdsMarker }) => holdsMarker) ?? (place === undefined ? own[0] : undefined))?.number ?? null
}
