import type { PublishContext } from '../ports/publish-port.ts'
import { writtenOfDigest } from './publish-written.ts'
import type { PublicationStore } from '../ports/store-ports.ts'

/**
 * Which check run of a commit is written: the newest one, or one more where a person asks again and the newest is completed. For which round of the commit each
 * asking stands is noted before anything is created, so that the same work, done again after a crash, comes to the same one. One asking may be about several commits.
 */
export async function roundOf({ repository, commit, again }: Pick<PublishContext, 'repository' | 'commit' | 'again'>, publications: PublicationStore, now: number): Promise<number> {
  const place = { repositoryId: repository.id, kind: 'check-run', place: commit } as const
  const last = await publications.lastRound(place)
  const askings = await Promise.all(again.map(async (id) => {
    const asking = { repositoryId: repository.id, kind: 'again', place: `${id} ${commit}` } as const
    return { asking, round: await publications.lastRound(asking) }
  }))
  const known = Math.max(1, last, ...askings.map(({ round }) => round))
  const unanswered = askings.filter(({ round }) => round === 0)
  if (unanswered.length === 0) return known
  // A round that is noted and not begun, or begun and open, answers them all.
  const newest = known > last ? null : await publications.find({ ...place, round: last })
  const written = writtenOfDigest(newest?.digest ?? '')
  const round = written === null || written.phase === 'open' ? known : known + 1
  for (const { asking } of unanswered) await publications.intend({ ...asking, round }, now)
  return round
}
