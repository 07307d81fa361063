import { isDeepStrictEqual } from 'node:util'
import { isPractice } from '../../course/is-practice.ts'
import { answersNow } from '../../grade/answers-now.ts'
import { pausedBy } from '../../grade/newest-decision.ts'
import type { AnswerBook } from '../../lesson/answers/book.ts'
import { readComment, type CommentRead } from '../../lesson/answers/read-comment.ts'
import { conversationOf } from '../../lesson/conversation.ts'
import type { Course } from '../../model/course.ts'
import type { AnswerStatement } from '../../model/decision.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { SayingId } from '../../model/lesson.ts'
import { isStaff } from '../../model/role.ts'
import type { WorkItem, WorkTarget } from '../../model/work.ts'
import { commandsIn } from '../../parse/commands.ts'
import { answerReply, nudgeReply, takenBackReply } from '../../report/issue/answer-reply.ts'
import type { Answering } from './command-parts.ts'
import { answerPaused } from './paused.ts'
import { roleOf } from './role.ts'
import { isAnswered, keepAnswer } from './write-answer.ts'
import { capstoneMark } from '../publishing/capstone-mark.ts'
import type { Evaluated } from '../evaluation.ts'
import type { InstallationPort, SaidComment } from '../ports/github-ports.ts'
import { capstoneIssue } from '../publishing/publish-issue.ts'
import type { PublicationPlace } from '../ports/store-ports.ts'
import { endOfTrouble } from '../trouble.ts'

export type AnswerParts = Answering & {
  /** What answers are read by. */
  readonly answerBook: AnswerBook
  /** What the lessons have the App say. */
  readonly capstone: { readonly saying: (id: SayingId) => readonly string[] }
}

type AnswerTarget = WorkTarget & { readonly kind: 'answer' }

/** The comment that may hold an answer: where, for which course, by which work. */
export type Answer = { readonly target: AnswerTarget; readonly item: WorkItem; readonly port: InstallationPort; readonly repository: HostedRepository; readonly course: Course; readonly isHeld: () => boolean }

/** So much of an answer is kept. */
const LONGEST_KEPT = 2000
/** So long after a comment its issue may become known, where the App has begun with an empty store. */
const FOR_ISSUE = 60_000
const ISSUE_STEP = 5000

const LOST: Evaluated = { kind: 'dropped', says: 'its lease was lost' }

/**
 * Reads a comment on the capstone issue by a participant, keeps what it says, and answers it once; a comment that was changed is read again, and its answer changed in place. One that is no
 * answer any more, or is gone, is taken back: its words stand on GitHub no longer, neither on the issue nor in the reply. What it says counts for no grade. Nobody else's comments are
 * read. Each part is harmless to do again.
 */
export async function answerComment(asked: Answer, parts: AnswerParts): Promise<Evaluated> {
  const { target: { commentId, number, person }, item, port, repository, course, isHeld } = asked
  const { known } = await capstoneIssue(repository.id, parts.publications)
  if (known?.remoteId !== number) {
    if (known !== null && known.remoteId !== null || parts.now() - item.since >= FOR_ISSUE) return { kind: 'dropped', says: 'it is not on the capstone issue' }
    return { kind: 'waiting', until: parts.now() + ISSUE_STEP, reason: 'the capstone issue is not known yet' }
  }
  const role = await roleOf(person, asked, true, parts)
  if (!role.ok) return endOfTrouble(role.trouble)
  // Who practises is answered as a student is.
  if (role.value !== 'participant' && !(isStaff(role.value) && isPractice(repository, course))) return { kind: 'dropped', says: `what a ${role.value} writes is not read` }
  const found = await port.comment(repository, commentId)
  if (!found.ok && found.trouble.kind !== 'gone') return endOfTrouble(found.trouble)
  const comment = found.ok && found.value.authorId === person.id && commandsIn(found.value.text).commands.length === 0 ? found.value : null
  const said = await parts.decisions.statementsOf(course.id, repository.id)
  const own = said.findLast((one): one is AnswerStatement => one.kind === 'answer' && one.said?.commentId === commentId) ?? null
  // Comments have rising numbers: what was said later is nothing that this one goes on from, however late it is changed.
  const answers = answersNow(said).filter((one) => (one.said?.commentId ?? 0) < commentId)
  const before = { conversation: conversationOf(answers), answers }
  const read = comment === null ? null : readComment(comment.text, before, parts.answerBook)
  if (!isHeld()) return LOST
  parts.log.info('a comment on the capstone issue was read', { work: item.id, repository: repository.id, person: person.id, read: read?.kind ?? 'nothing' })
  if (comment === null || read === null || (read.kind !== 'answer' && own !== null)) return takeBack(asked, own, parts)
  const pause = pausedBy(await parts.decisions.decisionsOf(course.id, repository.id))
  if (pause !== null) return read.kind === 'answer' ? answerPaused(asked, pause, parts) : { kind: 'dropped', says: 'the repository is paused' }
  if (read.kind !== 'answer') return read.kind === 'nudge' && await mayNudge(asked, parts) ? reply(asked, (by) => nudgeReply({ saying: parts.capstone.saying, by }), parts) : { kind: 'done', writes: 0 }
  await parts.decisions.state(statementOf(asked, comment, read, own))
  await parts.work.mark([capstoneMark(item, parts.now(), 'answer')], parts.now())
  return reply(asked, (by) => bodyOf(read, comment, { ...parts.answerBook, before: before.conversation, saying: parts.capstone.saying, by }), parts)
}

/** Brings the one answer to a comment to what it is to say. */
async function reply({ target, port, repository, isHeld }: Answer, bodyFor: (by: ReplyParts['by']) => string, parts: AnswerParts): Promise<Evaluated> {
  const url = (await parts.assessments.newest(repository.id, 'default-branch'))?.record.repository.url ?? null
  if (!isHeld()) return LOST
  const written = await keepAnswer(port, repository, target, bodyFor({ login: target.person.login, commentId: target.commentId, number: target.number, repositoryUrl: url }), parts)
  return written.ok ? { kind: 'done', writes: 1 } : endOfTrouble(written.trouble)
}

/** Takes an answer back whose comment says it no longer; what never was one needs nothing. */
async function takeBack(asked: Answer, own: AnswerStatement | null, parts: AnswerParts): Promise<Evaluated> {
  const { target: { commentId }, item, repository } = asked
  if (own === null) return { kind: 'dropped', says: 'it holds a command by now, or is not there any more' }
  const at = Math.max(parts.now(), own.at + 1)
  if (own.text !== '') await parts.decisions.state({ ...own, id: `answer-${commentId}@${at}`, at, text: '', components: [], parts: [] })
  await parts.work.mark([capstoneMark(item, parts.now(), 'answer')], parts.now())
  return await isAnswered(repository.id, commentId, parts.publications) ? reply(asked, takenBackReply, parts) : { kind: 'done', writes: 0 }
}

type AnswerRead = CommentRead & { readonly kind: 'answer' }
type ReplyParts = Pick<Parameters<typeof answerReply>[0], 'before' | 'ideas' | 'misconceptions' | 'courseIdeas' | 'saying' | 'by'>

function bodyOf(read: AnswerRead, { text }: SaidComment, reply: ReplyParts): string {
  const { answered, components, isEnglish } = read
  const readings = read.parts.filter(({ question }) => (question === 'A') === (answered === 'sentence')).map(({ reading }) => reading)
  const answer = { text: keptText(text), covers: readings.flatMap(({ covers }) => covers), misconceptions: readings.flatMap(({ misconceptions }) => misconceptions) }
  return answerReply({ ...reply, answered, answer, components, isEnglish })
}

/**
 * The same comment read at the same state of it is the same saying. GitHub tells times in whole seconds: what a comment says otherwise than it was `known` to comes behind that, though it was
 * changed in the second in which it was written.
 */
function statementOf({ target: { commentId, number, person }, course, repository }: Answer, { text, at, changedAt }: SaidComment, { components, parts }: AnswerRead, known: AnswerStatement | null): AnswerStatement {
  const kept = keptText(text)
  const time = changedAt ?? at
  const later = known === null ? time : Math.max(time, known.at + 1)
  const saying = isDeepStrictEqual(known === null ? null : { text: known.text, components: known.components, parts: known.parts }, { text: kept, components, parts }) && known !== null ? { id: known.id, at: known.at } : { id: known === null && changedAt === null ? `answer-${commentId}` : `answer-${commentId}@${later}`, at: later }
  return { ...saying, courseId: course.id, repositoryId: repository.id, by: person, said: { commentId, number }, kind: 'answer', text: kept, components, parts }
}

function keptText(text: string): string {
  return text.slice(0, LONGEST_KEPT).replace(/[\ud800-\udbff]$/, '')
}

/** Whether a comment on other matters is told what is asked here: one a repository, and no more. */
async function mayNudge({ target: { commentId }, repository }: Answer, { publications, now }: AnswerParts): Promise<boolean> {
  const place: PublicationPlace = { repositoryId: repository.id, kind: 'answer', place: 'nudge', round: 1 }
  const known = await publications.find(place)
  if (known !== null) return known.remoteId === commentId
  await publications.record({ ...place, remoteId: commentId, digest: 'nudged', at: now() })
  return true
}
