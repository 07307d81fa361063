import { itemsAsking, levelsOf } from '../../grade/manual-levels.ts'
import { newestOf, pausedBy } from '../../grade/newest-decision.ts'
import { readSet } from '../../grade/read-set.ts'
import { readersOf, shownDecisions } from '../../grade/shown-decisions.ts'
import type { Decision } from '../../model/decision.ts'
import { clearAnswer, clearKept, nothingToClear } from '../../report/answers/clear.ts'
import { excuseAnswer } from '../../report/answers/excuse.ts'
import { extendAnswer } from '../../report/answers/extend.ts'
import { howToWrite } from '../../report/answers/not-answered.ts'
import { alreadyPaused, pauseAnswer, resumeAnswer } from '../../report/answers/pause.ts'
import { regradeAnswer } from '../../report/answers/regrade.ts'
import { setAnswer } from '../../report/answers/set.ts'
import { notSetWords } from '../../report/answers/set-words.ts'
import { sentence } from '../../report/text/markdown-text.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import { marksOfPaused } from '../judging/heads-paused.ts'
import { keepDecision } from '../decisions/keep-decision.ts'
import { aboutOf } from './about.ts'
import { carriedOut, told, type AnswerOne, type Answering, type Scene } from './command-parts.ts'
import { extensionUntil } from './extension.ts'
import { marksOfHeads, placeOf, sayingOf } from './marks.ts'
import { automaticOf, standingOf } from './said-now.ts'
import { spokenOf } from './say.ts'

const REASON = 'Write the reason, too.'

export const answerSet: AnswerOne = async (command, scene, parts, text) => {
  const about = aboutOf(command, scene, text)
  if (!about.ok) return told(about.text)
  const { one, rest } = about
  const checklists = [scene.judgedBy.checklist, scene.judgedBy.practices]
  const levels = levelsOf(one.subject, checklists)
  const reading = readSet(rest, one.subject, levels)
  if (reading.kind !== 'set') return told(howToWrite('set', sentence(notSetWords(reading, one, itemsAsking(one.subject, checklists)))))
  const { to, rest: reason } = reading
  if (reason === '') return told(howToWrite('set', REASON))
  const automatic = await automaticOf(one, scene, parts)
  const onDefault = one.subject.kind === 'step' ? {} : { onDefault: standingOf(one, (await parts.assessments.newest(scene.repository.id, 'default-branch'))?.record ?? null) }
  const kept = await decide({ ...spokenOf(scene, command), kind: 'set', subject: one.subject, ...to, automatic, ...onDefault, reason }, scene, parts)
  return carriedOut(kept, setAnswer({ about: one, to, automatic: levels === null ? automatic : null, repository: nameOf(scene), isShown: text === 'shown' }))
}

export const answerClear: AnswerOne = async (command, scene, parts, text) => {
  const about = aboutOf(command, scene, text)
  if (!about.ok) return told(about.text)
  const { one, rest } = about
  const spoken = spokenOf(scene, command)
  const others = await othersThan(spoken.id, scene, parts)
  const isShown = text === 'shown' || newestOf(shownDecisions(others, readersOf(scene.repository)), one.subject) !== null
  const isManual = levelsOf(one.subject, [scene.judgedBy.checklist, scene.judgedBy.practices]) !== null
  // Where only an excuse can be meant, it reads the same whether there was one or not.
  const answer = isShown ? clearAnswer(one, await automaticOf(one, scene, parts), isManual) : clearKept(nameOf(scene))
  // Kept where there is nothing to clear, too: what was decided before it may come in later.
  const kept = await decide({ ...spoken, kind: 'clear', subject: one.subject, reason: rest }, scene, parts)
  if (kept.ok && isShown && newestOf(others, one.subject) === null) return told(nothingToClear(one, isManual))
  return carriedOut(kept, answer)
}

export const answerExcuse: AnswerOne = async (command, scene, parts, text) => {
  const about = aboutOf(command, scene, text, 'item', 'criterion')
  if (!about.ok) return told(about.text)
  const { one, rest } = about
  if (rest === '') return told(howToWrite('excuse', REASON))
  const kept = await decide({ ...spokenOf(scene, command), kind: 'excuse', subject: one.subject, reason: rest }, scene, parts)
  return carriedOut(kept, excuseAnswer(one, nameOf(scene), text === 'shown'))
}

/** A date alone is the end of that day in the course's zone; with a time behind a blank or a T, that time. */
const DATE = /^(\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?(?:Z|[+-]\d{2}:\d{2})?)?)(?:\s+|$)/

export const answerExtend: AnswerOne = async (command, scene, parts, text) => {
  const calendar = scene.course.settings
  const [whole = '', date] = DATE.exec(command.rest) ?? []
  if (date === undefined) return told(howToWrite('extend', 'Write the day, as year, month and day.'))
  const moment = extensionUntil(date, scene.course.settings)
  if (!moment.ok) return told(howToWrite('extend', sentence(moment.says)))
  const reason = command.rest.slice(whole.length).trim()
  if (reason === '') return told(howToWrite('extend', REASON))
  const kept = await decide({ ...spokenOf(scene, command), kind: 'extend', until: moment.at, reason }, scene, parts)
  return carriedOut(kept, extendAnswer(moment.at, calendar, nameOf(scene), text === 'shown'))
}

export const answerRegrade: AnswerOne = async (command, scene, { now }) => {
  const marks = await marksOfHeads(scene, sayingOf(scene, command), now())
  if (!marks.ok) return marks
  return { ok: true, value: { text: regradeAnswer(scene.repository.defaultBranch, marks.value.length - 1), reaction: 'eyes', marks: marks.value } }
}

export const answerPause: AnswerOne = async (command, scene, parts) => {
  const spoken = spokenOf(scene, command)
  if (command.rest === '') return told(howToWrite('pause', REASON))
  if (pausedBy(await othersThan(spoken.id, scene, parts)) !== null) return told(alreadyPaused())
  return carriedOut(await decide({ ...spoken, kind: 'pause', reason: command.rest }, scene, parts), pauseAnswer())
}

export const answerResume: AnswerOne = async (command, scene, parts) => {
  const spoken = spokenOf(scene, command)
  if (pausedBy(await othersThan(spoken.id, scene, parts)) === null) return told(resumeAnswer(false))
  const kept = await decide({ ...spoken, kind: 'resume', reason: command.rest }, scene, parts)
  if (!kept.ok) return kept
  const marks = await marksOfPaused({ installationId: scene.item.installationId, repositoryId: scene.repository.id }, parts, parts.now())
  return { ok: true, value: { text: resumeAnswer(true), reaction: '+1', marks } }
}

/** Keeps a decision with its entry for the audit, and lets it be shown. */
export function decide(decision: Decision, scene: Scene, parts: Answering): Promise<FromGitHub<boolean>> {
  return keepDecision(decision, placeOf(scene), parts)
}

/** What was decided besides the saying that is worked on, which may be kept already. */
async function othersThan(id: string, { course, repository }: Scene, { decisions }: Answering): Promise<readonly Decision[]> {
  return (await decisions.decisionsOf(course.id, repository.id)).filter((one) => one.id !== id)
}

function nameOf({ repository: { owner, name } }: { readonly repository: { readonly owner: string; readonly name: string } }): string {
  return `${owner}/${name}`
}

