import { itemsAsking, levelsOf } from '../../grade/manual-levels.ts'
import { isNamed, type Nameable } from '../../grade/name-subject.ts'
import { newestOf } from '../../grade/newest-decision.ts'
import type { Checklist } from '../../model/checklist.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import type { Decidable, DecidableSeen, DecidablesSeen } from '../../model/subject-seen.ts'
import { keyOf, standingsIn } from '../../report/words/standing-words.ts'
import { automaticOf, itemsOf, standNow } from '../answers/said-now.ts'
import { newestShown } from '../judging/newest-shown.ts'
import { done, operation, refused, type Call, type Operation } from './operation.ts'
import { ABOUT, object, OF } from './schemas.ts'
import { subjectAmong } from './subject-in.ts'

const about = operation<{ readonly of: string; readonly on?: string }>({
  id: 'decisions.about', about: 'repository', http: null, says: 'What can be decided of one repository, and of one thing there how it stands, why, and what was decided of it.',
  // Pages alone ask for it, in this process: its form is that of `DecidablesSeen`.
  input: object({ of: OF, on: ABOUT }, ['on']), output: { type: 'object' },
}, async ({ on }, call) => {
  const repository = call.target?.repository ?? null
  if (repository === null) return refused('not-found', 'no repository is named', 'Name one.', '/of')
  const { course, parts } = call
  // The staff sees what was decided, and why, in a public repository, too.
  const [{ all, automatic, judgedBy }, { record, url }] = await Promise.all([standNow(repository, course, parts), newestShown(repository, course.id, 'members', parts)])
  const stand = new Map(record === null ? [] : standingsIn(record).map((one) => [keyOf(one.subject), one.says]))
  const seen = (one: Nameable): Decidable | null => {
    // By its title only where no shorter name means it.
    const called = one.names.toSorted((name, other) => Number(name === one.title) - Number(other === one.title)).find((name) => isNamed(name, one, all))
    return called === undefined ? null : { subject: one.subject, called, title: one.title === '' ? one.subject.id : one.title, stands: stand.get(keyOf(one.subject)) ?? null }
  }
  const named = on === undefined ? null : subjectAmong(on, all)
  if (named !== null && !named.ok) return named
  const subject = named === null ? null : seen(named.value)
  const one = named === null || subject === null ? null : await inDepth(named.value, subject, { repository, call, record, automatic, checklists: [judgedBy.checklist, judgedBy.practices] })
  return done<DecidablesSeen>({ repository: { id: repository.id, name: `${repository.owner}/${repository.name}`, url, isPrivate: repository.private, commit: record?.repository.commit ?? null }, all: all.flatMap((each) => seen(each) ?? []), one })
})

type Depth = { readonly repository: HostedRepository; readonly call: Call; readonly record: AssessmentRecord | null; readonly automatic: AssessmentRecord | null; readonly checklists: readonly Checklist[] }

async function inDepth(one: Nameable, seen: Decidable, { repository, call: { course, parts }, record, automatic, checklists }: Depth): Promise<DecidableSeen> {
  const { kind, id } = one.subject
  const item = kind === 'item' && record !== null ? itemsOf(record).find((each) => each.id === id) : undefined
  const ids: readonly string[] = kind === 'criterion' ? [id] : item?.criteria ?? []
  const asking = new Set(itemsAsking(one.subject, checklists))
  const decisions = await parts.decisions.decisionsOf(course.id, repository.id)
  return {
    ...seen, automatic: await automaticOf(one, { automatic, repository, course }, parts), levels: levelsOf(one.subject, checklists),
    decisions: decisions.filter((each) => 'subject' in each && keyOf(each.subject) === keyOf(one.subject)), isDecided: newestOf(decisions, one.subject) !== null,
    criteria: record?.criteria.filter((each) => ids.includes(each.id)) ?? [], step: record?.steps.find((each) => kind === 'step' && each.id === id) ?? null,
    items: checklists.flatMap(({ items }) => items.filter((each) => asking.has(each.id)).map((each) => ({ id: each.id, title: each.title }))),
  }
}

/** What the staff is shown before it decides. */
export const ABOUT_OPERATIONS: readonly Operation[] = [about]
