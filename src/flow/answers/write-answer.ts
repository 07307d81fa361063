import type { HostedRepository } from '../../model/hosting.ts'
import { answerMarker } from '../../report/answers/reply.ts'
import type { FromGitHub, InstallationPort } from '../github-ports.ts'
import type { PublicationPlace, PublicationStore } from '../store-ports.ts'

type Writing = { readonly publications: PublicationStore; readonly now: () => number }

/** Whether a comment was answered already. */
export async function isAnswered(repositoryId: number, commentId: number, publications: PublicationStore): Promise<boolean> {
  const known = await publications.find(placeOf(repositoryId, commentId))
  return known !== null && known.remoteId !== null
}

/**
 * Writes the one answer to a comment. Where an earlier attempt began to write it, GitHub is asked first for a comment of ours with its marker, which is the answer
 * then: it is written once, through a crash or a lost answer.
 */
export async function writeAnswer(port: InstallationPort, repository: HostedRepository, { commentId, number }: { readonly commentId: number; readonly number: number }, body: string, { publications, now }: Writing): Promise<FromGitHub<null>> {
  const place = placeOf(repository.id, commentId)
  const written = async (remoteId: number): Promise<FromGitHub<null>> => {
    await publications.record({ ...place, remoteId, digest: 'answered', at: now() })
    return { ok: true, value: null }
  }
  const known = await publications.find(place)
  if (known !== null && known.remoteId !== null) return { ok: true, value: null }
  if (known !== null) {
    const own = await port.ownComments(repository, number, answerMarker(commentId))
    if (!own.ok) return own
    const [found] = own.value
    if (found !== undefined) return written(found)
  }
  await publications.intend(place, now())
  const created = await port.createComment(repository, number, body)
  return created.ok ? written(created.value) : created
}

function placeOf(repositoryId: number, commentId: number): PublicationPlace {
  return { repositoryId, kind: 'answer', place: String(commentId), round: 1 }
}
