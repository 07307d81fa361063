import type { Decision } from '../../model/decision.ts'
import { pausedAnswer } from '../../report/answers/not-answered.ts'
import { replyBody } from '../../report/answers/reply.ts'
import type { Evaluated } from '../evaluation.ts'
import type { PublicationPlace } from '../ports/store-ports.ts'
import { endOfTrouble } from '../trouble.ts'
import type { Answering, Asked, CommandTarget } from './command-parts.ts'
import { writeAnswer } from './write-answer.ts'

/** Answers who is not of the staff in a paused repository: one comment of each person a pause, in one line; their others get none. */
export async function answerPaused({ target, port, repository }: Pick<Asked, 'port' | 'repository'> & { readonly target: Pick<CommandTarget, 'commentId' | 'number' | 'person'> }, pause: Decision, parts: Pick<Answering, 'publications' | 'now'>): Promise<Evaluated> {
  const place: PublicationPlace = { repositoryId: repository.id, kind: 'answer', place: `pause ${pause.id} ${target.person.id}`, round: 1 }
  const known = await parts.publications.find(place)
  if (known !== null && known.remoteId !== null && known.remoteId !== target.commentId) return { kind: 'dropped', says: 'the repository is paused, which they were told' }
  await parts.publications.record({ ...place, remoteId: target.commentId, digest: 'told', at: parts.now() })
  const body = replyBody([{ name: 'paused', text: pausedAnswer() }], 0, { ...target, login: target.person.login, repositoryUrl: null })
  const written = await writeAnswer(port, repository, target, body, parts)
  if (written.ok) return { kind: 'done', writes: 1 }
  const end = endOfTrouble(written.trouble)
  // Where GitHub takes the answer never, they were told nothing: their next comment gets the line.
  if (end.kind === 'dropped' || end.kind === 'failed') await parts.publications.record({ ...place, remoteId: null, digest: 'refused', at: parts.now() })
  return end
}
