import { addedItem, addedItems, MOST_ADDED } from '../../grade/added-items.ts'
import type { Statement } from '../../model/decision.ts'
import type { StepId, StepRecord } from '../../model/progress.ts'
import { addAnswer, addedAlready, noRoom } from '../../report/answers/add.ts'
import { doneAnswer, doneOnGitHub, doneQuestion } from '../../report/answers/done.ts'
import { feedbackAnswer } from '../../report/answers/feedback.ts'
import { howToWrite } from '../../report/answers/not-answered.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import { keepStatement } from '../decisions/keep-decision.ts'
import { readProgress, wordCounts } from '../judging/progress.ts'
import { aboutOf } from './about.ts'
import { carriedOut, told, type AnswerOne, type Answering, type KnownCommand, type Scene } from './command-parts.ts'
import { placeOf, sayingOf } from './marks.ts'

/** How it was, out of five, before the words. */
const RATING = /^([1-5])(?:\s*\/\s*5)?(?![\d.,]*\d|\s*\/)[\s,;:.-]*/

export const answerDone: AnswerOne = async (command, scene, parts) => {
  const about = aboutOf(command, scene, 'shown', 'step')
  if (!about.ok) return told(about.text)
  const { one, rest } = about
  if (one.subject.kind !== 'step') return told(howToWrite('done', 'Name a step by its number.'))
  const { id } = one.subject
  if (!await wordCounts(id, scene.repository, scene.course.id, parts)) return told(doneOnGitHub(one, await stepNow(id, scene, parts)))
  if (!saysSomething(rest)) return told(doneQuestion(one, id))
  const kept = await keep({ ...spokenOf(scene, command), kind: 'done', step: id, text: rest }, scene, parts)
  return carriedOut(kept, doneAnswer(one, await stepNow(id, scene, parts), scene.target.commentId))
}

/** A step as it stands by all that is kept now. */
async function stepNow(id: StepId, { repository, course, record }: Scene, parts: Answering): Promise<StepRecord> {
  const step = (await readProgress(repository, course.id, record?.repository.url ?? null, parts)).find((one) => one.id === id)
  if (step === undefined) throw new Error(`${id} is not among the steps that are folded`)
  return step
}

export const answerAdd: AnswerOne = async (command, scene, parts) => {
  const text = command.rest.replace(/\s+/g, ' ').trim()
  const item = addedItem(text, idsBeside(scene))
  if (text.length < 3 || item === null) return told(howToWrite('add', 'Write what the item is.'))
  const spoken = spokenOf(scene, command)
  const others = addedItems((await parts.decisions.statementsOf(scene.course.id, scene.repository.id)).filter(({ id }) => id !== spoken.id), idsBeside(scene))
  const same = others.find(({ id }) => id === item.id)
  if (same !== undefined) return told(addedAlready(same))
  if (others.length >= MOST_ADDED) return told(noRoom(MOST_ADDED))
  return carriedOut(await keep({ ...spoken, kind: 'add', text }, scene, parts), addAnswer(item))
}

export const answerFeedback: AnswerOne = async (command, scene, parts) => {
  const [whole = '', rating] = RATING.exec(command.rest) ?? []
  if (rating === undefined) return told(howToWrite('feedback', 'Begin with a number from 1 to 5; 5 is best.'))
  const spoken = spokenOf(scene, command)
  const isFirst = !(await parts.decisions.statementsOf(scene.course.id, scene.repository.id)).some(({ id, kind, by }) => kind === 'feedback' && by.id === spoken.by.id && id !== spoken.id)
  // Nothing that is shown rests on it.
  await parts.decisions.state({ ...spoken, kind: 'feedback', rating: Number(rating), text: command.rest.slice(whole.length).trim() })
  const { owner, name, private: isPrivate } = scene.repository
  return { ok: true, value: { text: feedbackAnswer(isFirst, isPrivate ? null : `${owner}/${name}`), reaction: '+1' } }
}

/** The ids of all items that nobody added by a comment. */
function idsBeside({ automatic, judgedBy: { checklist, practices } }: Scene): ReadonlySet<string> {
  return new Set([...checklist.items, ...practices.items, ...(automatic?.own ?? [])].map(({ id }) => id))
}

/** Keeps what a participant said, and lets it be shown. */
export function keep(statement: Statement, scene: Scene, parts: Answering): Promise<FromGitHub<boolean>> {
  return keepStatement(statement, placeOf(scene), parts)
}

/** What every statement and decision of a comment has. */
export function spokenOf(scene: Scene, command: KnownCommand): Pick<Statement, 'id' | 'courseId' | 'repositoryId' | 'at' | 'by' | 'said'> {
  const { item, target: { at = item.since, commentId, number, person }, course, repository } = scene
  return { id: sayingOf(scene, command), courseId: course.id, repositoryId: repository.id, at, by: person, said: { commentId, number } }
}

/** Whether words are enough to tell what somebody saw: three of them, or as long as three. */
function saysSomething(text: string): boolean {
  return text.trim().length >= 12 || text.trim().split(/\s+/).length >= 3
}
