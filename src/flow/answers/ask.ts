import type { Nameable } from '../../grade/name-subject.ts'
import { COMMAND_NAMES } from '../../model/command.ts'
import type { Subject } from '../../model/decision.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { STEP_PARTS } from '../../model/step.ts'
import { checkAnswer, type CheckInput } from '../../report/answers/check.ts'
import { helpAnswer } from '../../report/answers/help.ts'
import { hintOf } from '../../report/answers/hint.ts'
import { nothingJudged } from '../../report/answers/not-answered.ts'
import { statusAnswer } from '../../report/answers/status.ts'
import { stepNotFolded, whyCriterion, whyItem, whyStep } from '../../report/answers/why.ts'
import { authorityOf } from '../decisions/authority.ts'
import { aboutOf } from './about.ts'
import { told, type AnswerOne, type Answering, type Scene } from './command-parts.ts'
import { disputesAt, isWaiting } from './disputes.ts'
import { againOf } from './marks.ts'
import { itemsOf, standingOf } from './said-now.ts'

export const answerHelp: AnswerOne = (_command, { role, repository }) => {
  const place = { private: repository.private, ownDispute: role === 'participant' }
  return Promise.resolve(told(helpAnswer(new Set(COMMAND_NAMES.filter((name) => authorityOf(name, role, place).allowed)))))
}

export const answerStatus: AnswerOne = async (_command, scene, parts) => {
  const { record, course } = scene
  if (record === null) return told(nothingJudged())
  const waiting = (await disputesAt(scene, parts)).filter(isWaiting).map((dispute) => ({ ...dispute, about: titled(dispute.subject, scene) }))
  return told(statusAnswer({ record, disputes: waiting, awaited: await awaitedRuns(record, scene, parts), calendar: course.settings }))
}

export const answerCheck: AnswerOne = (command, scene, { now }) => {
  const about = whatToCheck(command.rest, scene)
  if (typeof about === 'string') return Promise.resolve(told(about))
  const { pull, repository, record } = scene
  const text = checkAnswer({ pull: pull?.number ?? null, branch: repository.defaultBranch, about, record })
  return Promise.resolve({ ok: true, value: { text, reaction: 'eyes', marks: [againOf(scene, command, now())] } })
}

export const answerWhy: AnswerOne = (command, scene, { lessons }) => {
  const about = aboutOf(command, scene, 'shown')
  if (!about.ok) return Promise.resolve(told(about.text))
  return Promise.resolve(told(scene.record === null ? nothingJudged() : whyOf(about.one, scene.record, lessons, scene.course.settings)))
}

export const answerHint: AnswerOne = (command, scene, { lessons }) => {
  const about = aboutOf(command, scene, 'shown')
  if (!about.ok) return Promise.resolve(told(about.text))
  const { one, rest } = about
  const level = /^[1-3]\b/.exec(rest)?.[0] ?? '1'
  const passage = idsOf(one, scene).map((id) => lessons.passageFor(id)).find((found) => found !== null) ?? null
  return Promise.resolve(told(hintOf(one, passage, { level: Number(level), ceiling: scene.course.settings.hintCeiling, found: foundOf(one, scene.record) }, lessons)))
}

function whyOf({ subject }: Nameable, record: AssessmentRecord, lessons: Answering['lessons'], calendar: Scene['course']['settings']): string {
  switch (subject.kind) {
    case 'item': {
      const item = itemsOf(record).find(({ id }) => id === subject.id)
      return item === undefined ? nothingJudged() : whyItem(item, record, lessons, calendar)
    }
    case 'criterion': {
      const criterion = record.criteria.find(({ id }) => id === subject.id)
      return criterion === undefined ? nothingJudged() : whyCriterion(criterion, record, lessons, calendar)
    }
    case 'step': {
      const step = record.steps.find(({ id }) => id === subject.id)
      return step === undefined ? stepNotFolded() : whyStep(step, record, lessons)
    }
  }
}

function titled(subject: Subject, { all }: Scene): { readonly subject: Subject; readonly title: string } {
  return { subject, title: all.find((one) => one.subject.kind === subject.kind && one.subject.id === subject.id)?.title ?? '' }
}

/** What `/check` names: a part, a step, an item, a criterion, or nothing; else the answer that helps to name it. */
function whatToCheck(rest: string, scene: Scene): CheckInput['about'] | string {
  if (rest === '') return null
  const number = Number(/^(?:part[ -]?)?([1-4])$/i.exec(rest)?.[1])
  const part = STEP_PARTS.find((one) => one.part === number)
  if (part !== undefined) return { part: part.part, title: part.title }
  const about = aboutOf({ name: 'check', rest }, scene, 'shown')
  return about.ok ? { ...about.one, outcome: standingOf(about.one, scene.record) } : about.text
}

function foundOf({ subject }: Nameable, record: AssessmentRecord | null): string | null {
  if (record === null) return null
  if (subject.kind === 'step') return record.steps.find(({ id }) => id === subject.id)?.found ?? null
  const item = subject.kind === 'item' ? itemsOf(record).find(({ id }) => id === subject.id) : undefined
  const ids: readonly string[] = subject.kind === 'criterion' ? [subject.id] : item?.criteria ?? []
  const criteria = record.criteria.filter(({ id }) => ids.includes(id))
  return (criteria.find(({ outcome }) => outcome !== 'verified' && outcome !== 'present') ?? criteria[0])?.found ?? null
}

/** By what a subject is taught: its own id, else the criteria of the item. */
function idsOf({ subject }: Nameable, { record }: Scene): readonly string[] {
  const item = subject.kind === 'item' && record !== null ? itemsOf(record).find(({ id }) => id === subject.id) : undefined
  return [subject.id, ...(item?.criteria ?? [])]
}


async function awaitedRuns({ repository: { commit } }: AssessmentRecord, { repository }: Scene, { activities }: Answering): Promise<readonly string[]> {
  const activity = commit === null ? null : await activities.of(repository.id, commit)
  return [...new Set((activity?.runs ?? []).filter(({ status }) => status !== 'completed').map(({ name }) => name))]
}
