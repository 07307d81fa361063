import type { HostedRepository } from '../../model/hosting.ts'
import { answerMarker } from '../../report/answers/reply.ts'
import { classMarker } from '../../report/class/class-comment.ts'
import { gradeMarker } from '../../report/published/grade-comment.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { Published } from '../ports/publish-port.ts'
import type { Publication, PublicationPlace, PublicationStore } from '../ports/store-ports.ts'

/** What is noted of a comment that was taken away, as where it shows points that nobody is to see. */
export const TAKEN_AWAY = 'taken away'

/** So many comments with points are looked for: a person asks for few. */
const MOST = 1000
const OF_ANSWER = 'answer '
const OF_CLASS = 'class '

export type TakingAway = { readonly publications: Pick<PublicationStore, 'find' | 'newest' | 'record'>; readonly now: () => number }

/** Where it is noted that the answer to a comment holds points. */
export function pointsPlace(repositoryId: number, commentId: number): PublicationPlace {
  return { repositoryId, kind: 'grade', place: `${OF_ANSWER}${commentId}`, round: 1 }
}

/** Where it is noted that a comment shows the class of a course with its points. */
export function classPlace(repositoryId: number, courseId: string): Omit<PublicationPlace, 'round'> {
  return { repositoryId, kind: 'grade', place: `${OF_CLASS}${courseId}` }
}

/** What is noted before a comment with points is written: the issue or pull request that it is on. */
export function onNumber(number: number): string {
  return `#${number}`
}

/**
 * Deletes every comment of ours in a repository that shows points: to write over one would leave them in what GitHub keeps of its earlier texts. Whatever was begun and is not known to be there is looked for. Asks GitHub for nothing where none was
 * ever written; doing it again is harmless.
 */
export async function takePointsAway(port: Pick<InstallationPort, 'deleteComment' | 'ownComments'>, repository: HostedRepository, { publications, now }: TakingAway): Promise<FromGitHub<Published>> {
  let writes = 0
  for (const one of await publications.newest(repository.id, 'grade', MOST)) {
    if (one.digest === TAKEN_AWAY) continue
    const ids = await commentsOf(one, port, repository, publications)
    if (!ids.ok) return ids
    for (const id of ids.value) {
      const deleted = await port.deleteComment(repository, id)
      if (!deleted.ok && deleted.trouble.kind !== 'gone') return deleted
      writes += 1
    }
    await publications.record({ ...one, digest: TAKEN_AWAY, at: now() })
  }
  return { ok: true, value: { writes } }
}

async function commentsOf({ repositoryId, place, round, remoteId, digest }: Publication, port: Pick<InstallationPort, 'ownComments'>, repository: HostedRepository, publications: Pick<PublicationStore, 'find'>): Promise<FromGitHub<readonly number[]>> {
  const answered = place.startsWith(OF_ANSWER) ? place.slice(OF_ANSWER.length) : null
  const known = answered === null ? remoteId : (await publications.find({ repositoryId, kind: 'answer', place: answered, round: 1 }))?.remoteId ?? null
  if (known !== null) return { ok: true, value: [known] }
  const number = /^#(\d{1,15})$/.exec(digest)?.[1]
  if (number === undefined) return { ok: true, value: [] }
  const own = await port.ownComments(repository, Number(number), answered !== null ? answerMarker(Number(answered)) : place.startsWith(OF_CLASS) ? classMarker(place.slice(OF_CLASS.length), round) : gradeMarker(repositoryId, round))
  return own.ok || own.trouble.kind !== 'gone' ? own : { ok: true, value: [] }
}
