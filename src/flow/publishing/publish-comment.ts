import type { PullRequest } from '../../model/hosting.ts'
import { commentMarker } from '../../report/published/comment.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import type { CheckRunWriter } from './publish-check-run.ts'
import type { PublishContext, Published } from '../ports/publish-port.ts'
import type { PublicationPlace } from '../ports/store-ports.ts'

const NOTHING: FromGitHub<Published> = { ok: true, value: { writes: 0 } }
/** The digest of a comment that people deleted twice: it is not made again. */
const LEFT_ALONE = 'left alone'
/** The first comment, and the one made anew after that one was deleted. */
const LAST_ROUND = 2

/**
 * Brings the one comment of a pull request to `body`, with one request that writes and none where it says that already. Before creating, GitHub is asked
 * for one of ours with the pull request's marker, which is taken over. A comment that a person deleted is made anew once.
 */
export async function writeComment({ port, repository }: PublishContext, pull: PullRequest, body: string, writer: CheckRunWriter): Promise<FromGitHub<Published>> {
  const { publications, now } = writer
  const where = { repositoryId: repository.id, kind: 'comment', place: String(pull.number) } as const
  const place: PublicationPlace = { ...where, round: Math.max(1, await publications.lastRound(where)) }
  const known = await publications.find(place)
  const digest = writer.digest(body)
  if (known?.digest === LEFT_ALONE || (known?.remoteId !== null && known?.digest === digest)) return NOTHING
  const written = async (at: PublicationPlace, remoteId: number): Promise<FromGitHub<Published>> => {
    await publications.record({ ...at, remoteId, digest, at: now() })
    return { ok: true, value: { writes: 1 } }
  }
  if (known !== null && known.remoteId !== null) {
    // Where the answer is lost, what stands there is not known.
    await publications.record({ ...known, digest: '', at: now() })
    const updated = await port.updateComment(repository, known.remoteId, body)
    if (updated.ok) return written(place, known.remoteId)
    if (updated.trouble.kind !== 'gone') return orLocked(updated)
  }
  const own = await port.ownComments(repository, pull.number, commentMarker(pull.number))
  if (!own.ok) return own
  const [found] = own.value.filter((id) => id !== known?.remoteId)
  if (found !== undefined) {
    const taken = await port.updateComment(repository, found, body)
    return taken.ok ? written(place, found) : orLocked(taken)
  }
  const wasDeleted = known !== null && known.remoteId !== null
  if (wasDeleted && place.round >= LAST_ROUND) {
    await publications.record({ ...place, remoteId: null, digest: LEFT_ALONE, at: now() })
    return NOTHING
  }
  const next = wasDeleted ? { ...place, round: place.round + 1 } : place
  await publications.intend(next, now())
  const created = await port.createComment(repository, pull.number, body)
  return created.ok ? written(next, created.value) : orLocked(created)
}

/** Where the conversation is locked the check run says it all; the comment is tried again with the next verdict. */
function orLocked(refused: Extract<FromGitHub<unknown>, { readonly ok: false }>): FromGitHub<Published> {
  return refused.trouble.kind === 'locked' ? NOTHING : refused
}
