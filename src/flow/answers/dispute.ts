import type { Nameable } from '../../grade/name-subject.ts'
import { isAfter } from '../../grade/newest-decision.ts'
import type { Subject } from '../../model/decision.ts'
import { isStaff } from '../../model/role.ts'
import { closeAnswer, nothingToClose } from '../../report/answers/close.ts'
import { disputeAnswer, disputeStands } from '../../report/answers/dispute.ts'
import { howToWrite, notAllowed } from '../../report/answers/not-answered.ts'
import { authorityOf } from '../decisions/authority.ts'
import { aboutOf } from './about.ts'
import { carriedOut, told, type AnswerOne } from './command-parts.ts'
import { decide } from './decide.ts'
import { disputesAt, isWaiting } from './disputes.ts'
import { keep, spokenOf } from './say.ts'

const DAY = 86_400_000

export const answerDispute: AnswerOne = async (command, scene, parts) => {
  const about = aboutOf(command, scene, 'shown')
  if (!about.ok) return told(about.text)
  const { one, rest } = about
  if (rest === '') return told(howToWrite('dispute', 'Write what speaks for another verdict, too.'))
  const spoken = spokenOf(scene, command)
  const calendar = scene.course.settings
  const other = (await disputesAt(scene, parts)).find((dispute) => isWaiting(dispute) && dispute.id !== spoken.id && isAbout(dispute, one))
  if (other !== undefined) return told(disputeStands(one, other, calendar))
  const kept = await keep({ ...spoken, kind: 'dispute', subject: one.subject, text: rest }, scene, parts)
  const all = await disputesAt(scene, parts)
  const own = all.find(({ id }) => id === spoken.id)
  // Written before the answer to an earlier one, and heard after it: it is a part of that one.
  const merged = own ?? all.findLast((dispute) => isAbout(dispute, one) && !isAfter(dispute, spoken))
  return carriedOut(kept, own !== undefined || merged === undefined ? disputeAnswer(one, own?.due ?? spoken.at + scene.course.settings.disputeDays * DAY, calendar) : disputeStands(one, merged, calendar))
}

export const answerClose: AnswerOne = async (command, scene, parts) => {
  const about = aboutOf(command, scene, 'shown')
  if (!about.ok) return told(about.text)
  const { one, rest } = about
  const { course, repository, role, target: { person } } = scene
  const spoken = spokenOf(scene, command)
  // Done before a crash: the dispute is closed by this very saying, which is kept no second time.
  const [decided, stated] = [await parts.decisions.decisionsOf(course.id, repository.id), await parts.decisions.statementsOf(course.id, repository.id)].map((all) => all.find(({ id }) => id === spoken.id))
  const closed = decided ?? stated
  if (closed !== undefined) return carriedOut({ ok: true, value: false }, closeAnswer(one, closed.kind === 'withdraw'))
  const dispute = (await disputesAt(scene, parts)).filter((known) => known.state !== 'closed' && isAbout(known, one)).at(-1)
  if (dispute === undefined) return told(nothingToClose(one))
  const isOwn = dispute.by.id === person.id
  if (!authorityOf('close', role, { private: repository.private, ownDispute: isOwn }).allowed) return told(notAllowed('close', role))
  if (!isStaff(role)) {
    return carriedOut(await keep({ ...spoken, kind: 'withdraw', dispute: dispute.id, text: rest }, scene, parts), closeAnswer(one, true))
  }
  if (rest === '') return told(howToWrite('close', 'Write the reason, too.'))
  return carriedOut(await decide({ ...spoken, kind: 'close', dispute: dispute.id, reason: rest }, scene, parts), closeAnswer(one, false))
}

function isAbout({ subject }: { readonly subject: Subject }, one: Nameable): boolean {
  return subject.kind === one.subject.kind && subject.id === one.subject.id
}
