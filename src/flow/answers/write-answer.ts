import { createHash } from 'node:crypto'
import type { HostedRepository } from '../../model/hosting.ts'
import { answerMarker } from '../../report/answers/reply.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { PublicationPlace, PublicationStore } from '../ports/store-ports.ts'
import { writeOnce } from '../publishing/write-once.ts'

type AnsweredComment = { readonly commentId: number; readonly number: number }
type Writing = { readonly publications: PublicationStore; readonly now: () => number }

/** What is noted of the answer to commands, which never changes. */
const ANSWERED = 'answered'

/** Whether a comment was answered already. */
export async function isAnswered(repositoryId: number, commentId: number, publications: PublicationStore): Promise<boolean> {
  const known = await publications.find(placeOf(repositoryId, commentId))
  return known !== null && known.remoteId !== null
}

/**
 * Brings the one answer to a comment to what it is to say now, which changes where the comment was changed: written as `writeAnswer` does, then in place. One that a person deleted stays
 * away.
 */
export async function keepAnswer(port: InstallationPort, repository: HostedRepository, comment: AnsweredComment, body: string, writing: Writing): Promise<FromGitHub<null>> {
  const { publications, now } = writing
  const place = placeOf(repository.id, comment.commentId)
  const digest = createHash('sha256').update(body).digest('hex')
  const known = await publications.find(place)
  if (known === null || known.remoteId === null) return writeAnswer(port, repository, comment, body, writing, digest)
  // What was a command when it was answered keeps that answer.
  if (known.digest === digest || known.digest === ANSWERED) return { ok: true, value: null }
  await publications.record({ ...known, digest: '', at: now() })
  const updated = await port.updateComment(repository, known.remoteId, body)
  if (!updated.ok && updated.trouble.kind !== 'gone') return updated
  await publications.record({ ...known, digest, at: now() })
  return { ok: true, value: null }
}

/** Writes the one answer to a comment, once (`writeOnce`). */
export function writeAnswer(port: InstallationPort, repository: HostedRepository, { commentId, number }: AnsweredComment, body: string, writing: Writing, digest = ANSWERED): Promise<FromGitHub<null>> {
  return writeOnce(port, repository, { place: placeOf(repository.id, commentId), number, marker: answerMarker(commentId), body, digest }, writing)
}

function placeOf(repositoryId: number, commentId: number): PublicationPlace {
  return { repositoryId, kind: 'answer', place: String(commentId), round: 1 }
}
