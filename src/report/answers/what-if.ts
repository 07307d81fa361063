import type { GradedItem, RepositoryGrade } from '../../model/gradebook.ts'
import { sumOfPoints } from '../../grade/points.ts'
import { capital } from '../gradebook/counted.ts'
import { pointsWords } from '../published/grade-comment.ts'
import { titleOf } from '../formats/markdown-rows.ts'
import { code } from '../text/markdown-text.ts'
import { subjectWords, type TitledSubject } from './subject-words.ts'

export type WhatIf = {
  readonly about: TitledSubject
  /** The grade as it is, and as it would be. */
  readonly now: RepositoryGrade
  readonly after: RepositoryGrade
  /** The items of the grade that rest on it. */
  readonly items: readonly GradedItem[]
  /** The titles of what has to be in place first. */
  readonly first: readonly string[]
  readonly isDisputed: boolean
}

/** `/what-if` where the grade is seen: what it would be with something in place, by how much more, and what that rests on. */
export function whatIfAnswer({ about, now, after, items, first, isDisputed }: WhatIf): string {
  const more = sumOfPoints([after.points, -now.points])
  const decided = items.filter(({ source }) => source === 'decided' || source === 'excused')
  return [
    more === 0
      ? `${capital(subjectWords(about))} in place would bring nothing more: the grade is **${pointsWords(now)}** points with it, too.`
      : `With ${subjectWords(about)} verified it would be **${pointsWords(after)}** points, ${more.toFixed(2)} more than now.`,
    ...decided.map(({ title, source, by }) => ` “${titleOf(title)}” was ${source}${by === null ? '' : ` by ${code(by)}`}: that holds, whatever the repository shows, until the staff changes it.`),
    first.length === 0 ? '' : ` First it needs ${first.map((title) => `“${titleOf(title)}”`).join(', ')}.`,
    ` Counted by the commit ${code(now.commit.slice(0, 7))}${now.isProvisional ? '.' : ', which stays the one that counts: what is pushed now changes the grade no more.'}`,
    isDisputed ? ' A dispute about it waits for the staff.' : '',
    '\n',
  ].join('')
}

/** The same where no grade is seen, for whichever reason: what it weighs in the checklist, which is the same for everybody. */
export function whatIfShare(about: TitledSubject, share: number): string {
  return `${capital(subjectWords(about))} is ${(100 * share).toFixed(1)} % of the whole checklist. Grades are shown in private repositories, once the staff of the course releases them; none is shown here.\n`
}

/** Where nothing counts yet. */
export function whatIfNothing(about: TitledSubject, share: number): string {
  return `${capital(subjectWords(about))} is ${(100 * share).toFixed(1)} % of the whole checklist. There is no grade yet that it could be added to: nothing counts so far.\n`
}

/** What is no part of the grade. */
export function noPartOfGrade(about: TitledSubject): string {
  return `${capital(subjectWords(about))} is no part of the grade: that is made of the items of the checklist alone.\n`
}
