import { answersNow } from '../grade/answers-now.ts'
import { pausedBy } from '../grade/newest-decision.ts'
import type { AnswerBook } from '../lesson/answers/book.ts'
import { readComment, type CommentRead } from '../lesson/answers/read-comment.ts'
import { conversationOf } from '../lesson/conversation.ts'
import type { Course } from '../model/course.ts'
import type { AnswerStatement, Statement } from '../model/decision.ts'
import type { HostedRepository } from '../model/hosting.ts'
import type { SayingId } from '../model/lesson.ts'
import type { WorkItem, WorkTarget } from '../model/work.ts'
import { commandsIn } from '../parse/commands.ts'
import { answerReply, nudgeReply } from '../report/issue/answer-reply.ts'
import type { Answering } from './answers/command-parts.ts'
import { answerPaused } from './answers/paused.ts'
import { roleOf } from './answers/role.ts'
import { keepAnswer } from './answers/write-answer.ts'
import { capstoneMark } from './capstone-mark.ts'
import type { Evaluated } from './evaluation.ts'
import type { InstallationPort, SaidComment } from './github-ports.ts'
import { capstoneIssue } from './publish-issue.ts'
import type { PublicationPlace } from './store-ports.ts'
import { endOfTrouble } from './trouble.ts'

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
 * Reads a comment on the capstone issue by a participant, keeps what it says, and answers it once; a comment that was changed is read again, and its answer changed in place. What it
 * says counts for no grade. Nobody else's comments are read. Each part is harmless to do again.
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
  if (role.value !== 'participant') return { kind: 'dropped', says: `what a ${role.value} writes is not read` }
  const pause = pausedBy(await parts.decisions.decisionsOf(course.id, repository.id))
  if (pause !== null) return isHeld() ? answerPaused(asked, pause, parts) : LOST
  const comment = await port.comment(repository, commentId)
  if (!comment.ok) return endOfTrouble(comment.trouble)
  if (comment.value.authorId !== person.id || commandsIn(comment.value.text).commands.length > 0) return { kind: 'dropped', says: 'it holds a command by now, or is somebody else\'s' }
  return isHeld() ? readAndAnswer(asked, comment.value, parts) : LOST
}

async function readAndAnswer(asked: Answer, comment: SaidComment, parts: AnswerParts): Promise<Evaluated> {
  const { target, item, port, repository, course, isHeld } = asked
  const book = parts.answerBook
  const said = await parts.decisions.statementsOf(course.id, repository.id)
  const others = said.filter((one) => one.kind !== 'answer' || one.said?.commentId !== target.commentId)
  const answers = answersNow(others)
  const before = { conversation: conversationOf(answers), answers }
  const read = readComment(comment.text, before, book)
  // What was an answer before its writer changed it is none any more.
  if (read.kind === 'answer' || others.length < said.length) {
    await parts.decisions.state(statementOf(asked, comment, read, said.findLast((one) => one.kind === 'answer' && one.said?.commentId === target.commentId) ?? null))
    await parts.work.mark([capstoneMark(item, parts.now(), 'answer')], parts.now())
  }
  parts.log.info('a comment on the capstone issue was read', { work: item.id, repository: repository.id, person: target.person.id, read: read.kind })
  if (read.kind !== 'answer' && !(read.kind === 'nudge' && await mayNudge(asked, parts))) return { kind: 'done', writes: 0 }
  const url = (await parts.assessments.newest(repository.id, 'default-branch'))?.record.repository.url ?? null
  const by = { login: target.person.login, commentId: target.commentId, number: target.number, repositoryUrl: url }
  if (!isHeld()) return LOST
  const written = await keepAnswer(port, repository, target, bodyOf(read, comment, { before: before.conversation, ideas: book.ideas, misconceptions: book.misconceptions, courseIdeas: book.courseIdeas, saying: parts.capstone.saying, by }), parts)
  return written.ok ? { kind: 'done', writes: 1 } : endOfTrouble(written.trouble)
}

type ReplyParts = Pick<Parameters<typeof answerReply>[0], 'before' | 'ideas' | 'misconceptions' | 'courseIdeas' | 'saying' | 'by'>

function bodyOf(read: CommentRead, { text }: SaidComment, reply: ReplyParts): string {
  if (read.kind !== 'answer') return nudgeReply(reply)
  const { answered, components, isEnglish } = read
  const readings = read.parts.filter(({ question }) => (question === 'A') === (answered === 'sentence')).map(({ reading }) => reading)
  const answer = { text: keptText(text), covers: readings.flatMap(({ covers }) => covers), misconceptions: readings.flatMap(({ misconceptions }) => misconceptions) }
  return answerReply({ ...reply, answered, answer, components, isEnglish })
}

/**
 * The same comment read at the same state of it is the same saying. GitHub tells times in whole seconds: what a comment says otherwise than it was `known` to comes behind that, though it was
 * changed in the second in which it was written.
 */
function statementOf({ target: { commentId, number, person }, course, repository }: Answer, { text, at, changedAt }: SaidComment, read: CommentRead, known: Pick<Statement, 'id' | 'at' | 'text'> | null): AnswerStatement {
  const { components, parts } = read.kind === 'answer' ? read : { components: [], parts: [] }
  const kept = keptText(text)
  const time = changedAt ?? at
  const later = known === null ? time : Math.max(time, known.at + 1)
  const saying = known?.text === kept ? { id: known.id, at: known.at } : { id: known === null && changedAt === null ? `answer-${commentId}` : `answer-${commentId}@${later}`, at: later }
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
