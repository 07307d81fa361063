import { supposing, shareOf, type Supposed } from '../../grade/what-if.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { noPartOfGrade, whatIfAnswer, whatIfNothing, whatIfShare } from '../../report/answers/what-if.ts'
import { judgedByOf } from '../courses/kept-checklists.ts'
import { seenGrade } from '../grades/seen-grade.ts'
import { aboutOf } from './about.ts'
import { told, type AnswerOne, type Scene } from './command-parts.ts'
import { disputesAt, isWaiting } from './disputes.ts'

/** `/what-if`: what something would bring, by the grade where it is seen, else by its share of the checklist. The same grade as everywhere, of a record that supposes it. */
export const answerWhatIf: AnswerOne = async (command, scene, parts) => {
  const about = aboutOf(command, scene, 'shown', 'item', 'criterion')
  if (!about.ok) return told(about.text)
  const { one } = about
  const { subject } = one
  if (subject.kind === 'step') throw new Error('a step is none of what can be supposed')
  const { repository, course, automatic } = scene
  const { checklist } = automatic === null ? scene.judgedBy : await judgedByOf(automatic, parts)
  const share = shareOf(subject, checklist)
  if (share === 0) return told(noPartOfGrade(one))
  const now = await seenGrade(repository, course, parts)
  if (!now.isShown) return told(whatIfShare(one, share))
  const then = await seenGrade(repository, course, parts, (record, by) => supposing(record, subject, by))
  if (now.grade === null || !then.isShown || then.grade === null) return told(whatIfNothing(one, share))
  const { grade } = now
  const ids = itemIdsOf(subject, automatic)
  const isDisputed = (await disputesAt(scene, parts)).some((dispute) => isWaiting(dispute) && dispute.subject.kind === subject.kind && dispute.subject.id === subject.id)
  const answer = whatIfAnswer({ about: one, now: grade, after: then.grade, items: grade.items.filter(({ id }) => ids.has(id)), first: blockersOf(subject, scene), isDisputed })
  return { ok: true, value: { text: answer, reaction: 'eyes', holdsPoints: true } }
}

function itemIdsOf({ kind, id }: Supposed, record: AssessmentRecord | null): ReadonlySet<string> {
  return new Set(kind === 'item' ? [id] : record?.items.flatMap((item) => item.criteria.includes(id) ? [item.id] : []))
}

/** The titles of the criteria that hold it back now. */
function blockersOf({ kind, id }: Supposed, { record }: Scene): readonly string[] {
  const ids: readonly string[] = kind === 'criterion' ? [id] : record?.items.find((item) => item.id === id)?.criteria ?? []
  const blockers = new Set(record?.criteria.flatMap((criterion) => ids.includes(criterion.id) && criterion.blockedBy !== null && !ids.includes(criterion.blockedBy) ? [criterion.blockedBy] : []))
  return [...blockers].flatMap((blocker) => record?.criteria.find((criterion) => criterion.id === blocker)?.title ?? [])
}
