import type { HostedRepository } from '../../model/hosting.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { PublicationPlace, PublicationStore } from '../ports/store-ports.ts'

/** A comment that is written once for ever: where it is noted, on which issue or pull request, and the marker it is found by. `digest` is what is noted of it. */
export type OneComment = { readonly place: PublicationPlace; readonly number: number; readonly marker: string; readonly body: string; readonly digest: string }

/**
 * Writes a comment once, through a crash or a lost answer: where an earlier attempt began to write it, GitHub is asked first for one of ours with its marker, which is it then. Nothing is
 * written where it is known to be there.
 */
export async function writeOnce(port: Pick<InstallationPort, 'ownComments' | 'createComment'>, repository: HostedRepository, { place, number, marker, body, digest }: OneComment, { publications, now }: { readonly publications: PublicationStore; readonly now: () => number }): Promise<FromGitHub<null>> {
  const written = async (remoteId: number): Promise<FromGitHub<null>> => {
    await publications.record({ ...place, remoteId, digest, at: now() })
    return { ok: true, value: null }
  }
  const known = await publications.find(place)
  if (known !== null && known.remoteId !== null) return { ok: true, value: null }
  if (known !== null) {
    const own = await port.ownComments(repository, number, marker)
    if (!own.ok) return own
    const [found] = own.value
    if (found !== undefined) return written(found)
  }
  await publications.intend(place, now())
  const created = await port.createComment(repository, number, body)
  return created.ok ? written(created.value) : created
}
