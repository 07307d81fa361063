import { wantsOf } from '../../grade/matters.ts'
import { NOTICE_KINDS, type NoticeKind } from '../../model/notice.ts'
import { nearestNames } from '../../parse/near-names.ts'
import { howToWrite } from '../../report/answers/not-answered.ts'
import { notifyAnswer } from '../../report/answers/notify.ts'
import { told, type AnswerOne } from './command-parts.ts'
import { spokenOf } from './say.ts'

/** `/notify`: keeps what its writer wants to be told of; without a word behind it, says what that is. */
export const answerNotify: AnswerOne = async (command, scene, { decisions }) => {
  const { course, repository, target: { person } } = scene
  const [word = '', ...names] = command.rest.toLowerCase().split(/[\s,]+/).filter((one) => one !== '')
  if (word !== '' && word !== 'on' && word !== 'off') return told(howToWrite('notify', 'Begin with on or off.'))
  const wrong = names.find((name) => kindOf(name) === null)
  if (wrong !== undefined) return told(howToWrite('notify', `What can be told of is ${NOTICE_KINDS.join(', ')}.`))
  const about = names.length === 0 ? NOTICE_KINDS : NOTICE_KINDS.filter((kind) => names.some((name) => kindOf(name) === kind))
  // Nothing that is shown rests on it.
  if (word !== '') await decisions.state({ ...spokenOf(scene, command), kind: 'notify', isOn: word === 'on', about, text: '' })
  const own = wantsOf(await decisions.statementsOf(course.id, repository.id)).get(person.id)
  const text = notifyAnswer(NOTICE_KINDS.filter((kind) => own?.has(kind) === true), repository.private)
  return { ok: true, value: { text, reaction: word === '' ? 'eyes' : '+1' } }
}

function kindOf(name: string): NoticeKind | null {
  const near = NOTICE_KINDS.find((kind) => kind === name || `${name}s` === kind || `${kind}s` === name)
  return near ?? NOTICE_KINDS.find((kind) => nearestNames(name, NOTICE_KINDS)[0] === kind) ?? null
}
