import { shownTime, type Calendar } from '../../course/shown-time.ts'
import { anotherMayCount, isInTime, proofsEnd } from '../../grade/counted-commits.ts'
import type { GradedItem, RepositoryGrade } from '../../model/gradebook.ts'
import type { Grading } from '../../model/grading.ts'
import { cleanLine } from '../text/clean-text.ts'
import { counted, inWords } from '../gradebook/counted.ts'
import { fitted } from '../text/fit.ts'
import { NOT_GRADED_YET, quotedLevel, shareWords } from '../gradebook/graded-by-people.ts'
import { titleOf } from '../formats/markdown-rows.ts'
import { code, codeLink, sentence } from '../text/markdown-text.ts'
import { OUTCOME_MARKS } from '../words/outcome-words.ts'

/** Which grade was shown from when on, in milliseconds since 1970. */
export type ShownGrade = { readonly points: number; readonly of: number; readonly at: number }

export type GradeCommentInput = {
  /** `gradeMarker` of the comment. */
  readonly marker: string
  readonly grade: RepositoryGrade
  readonly grading: Pick<Grading, 'counts' | 'late' | 'graceMinutes' | 'proofHours'>
  /** When the work of this repository is due; null where no day is set. */
  readonly dueAt: number | null
  /** The grades that were shown until now, the present one last. */
  readonly shown: readonly ShownGrade[]
  /** The repository's page; null where it is not known. */
  readonly url: string | null
  readonly calendar: Calendar
  readonly now: number
}

type MayChange = Pick<GradeCommentInput, 'grade' | 'grading' | 'dueAt' | 'calendar' | 'now'>

const LONGEST_COMMENT = 65_535
const LONGEST_REASON = 400
const MINUTE = 60_000

/** What stands hidden in the first line of the comment that shows a grade. `round` counts how often it was made anew. */
export function gradeMarker(repositoryId: number, round: number): string {
  return `<!-- capstone-coach:grade version:1 repository:${repositoryId} round:${round} -->`
}

/** The grade of a repository as its students see it: points, the commit that counts, lateness, whether it may still change and what changed, how it adds up, and whose word decided what. For private repositories alone. */
export function gradeComment(input: GradeCommentInput): string {
  const { marker, grade, calendar, url } = input
  const commit = codeLink(grade.commit.slice(0, 7), url === null ? null : `${url}/commit/${grade.commit}`)
  return fitted([
    `${marker}\n## Grade\n\n**${pointsWords(grade)} points**, by the commit ${commit}, pushed ${timeWords(grade.pushedAt, calendar)}${lateWords(input)}\n\n`,
    `${changeWords(input)}\n\n`, changedWords(input),
    `<details><summary>How it adds up: ${counted(grade.items.length, 'item')}</summary>\n\n| Item | Outcome | Points | Of |\n| --- | --- | ---: | ---: |\n`,
    { order: 2, entries: grade.items.map(itemRow), cut: (left) => `| and ${counted(left, 'more item')} | | | |\n` },
    grade.deduction === 0 ? '' : `| ${counted(grade.daysLate, 'day')} late | | −${grade.deduction.toFixed(2)} | |\n`,
    `| **Together** | | **${grade.points.toFixed(2)}** | **${grade.of.toFixed(2)}** |\n\n</details>\n\n`,
    ...decidedParts(grade.items),
    `<sub>${code('/why')} and the name of an item says what its verdict rests on, ${code('/what-if')} what it would bring, and ${code('/dispute')} asks the staff to look again. Grades are shown in private repositories alone; this comment goes when the staff holds them again or the repository becomes public.</sub>\n`,
  ], LONGEST_COMMENT)
}

/** Points of points: `82.00 of 100.00`. */
export function pointsWords({ points, of }: Pick<RepositoryGrade, 'points' | 'of'>): string {
  return `${points.toFixed(2)} of ${of.toFixed(2)}`
}

/** A moment in the course's zone, with the zone's name: `2026-12-18 18:30 (Europe/Berlin)`. */
function timeWords(at: number, calendar: Calendar): string {
  return `${shownTime(at, calendar)} (${calendar.timeZone})`
}

/** How late a grade's commit came, as the end of a sentence. */
export function lateWords({ grade: { daysLate, deduction, pushedAt }, grading, dueAt }: Pick<GradeCommentInput, 'grade' | 'grading' | 'dueAt'>): string {
  if (daysLate === 0) return dueAt === null || !isInTime(pushedAt, dueAt, grading) ? '.' : '. It came in time.'
  return `. It came ${counted(daysLate, 'day')} late${deduction === 0 ? ', which takes nothing off' : `, which takes ${deduction.toFixed(2)} points off`}.`
}

function changeWords(input: GradeCommentInput): string {
  if (!input.grade.isProvisional) return 'What is pushed now changes it no more; the staff of the course still can, by a decision or by judging anew, and it is told here.'
  return `**It may still change:** ${mayChangeWords(input, (title) => `“${titleOf(title)}”`)}.`
}

/** Why a grade that is provisional may still change, as a clause; `named` gives an item's title as it is shown. */
export function mayChangeWords(input: MayChange, named: (title: string) => string): string {
  const { grade: { pushedAt, items }, grading, dueAt, now } = input
  if (anotherMayCount(pushedAt, dueAt, grading, now)) return anotherWords(input)
  const titles = (of: (item: GradedItem) => boolean): readonly string[] => items.filter(of).map(({ title }) => named(title))
  if (items.some(({ outcome, source }) => outcome === 'unknown' && source === 'automatic')) return 'something of the commit could not be seen, and nothing is held against it'
  const awaited = titles(({ source }) => source === 'not-graded')
  if (awaited.length > 0) return `${inWords(awaited)} ${awaited.length === 1 ? 'is' : 'are'} ${NOT_GRADED_YET}`
  if (now <= (proofsEnd(pushedAt, dueAt, grading) ?? now)) return 'runs and deployments of this commit still count for some hours after the due day'
  const unset = titles(({ outcome, source }) => outcome === 'unknown' && source === 'decided')
  if (unset.length > 0) return `${inWords(unset)} ${unset.length === 1 ? 'is' : 'are'} set to unknown by the staff, and nothing is held against it`
  return 'the App judges this commit once more, or something of it could not be seen, which is not held against it'
}

/** Which push counts, where it may be another one. */
function anotherWords({ grade: { pushedAt }, grading: { counts, late, graceMinutes }, dueAt, calendar, now }: MayChange): string {
  const isOpen = dueAt !== null && isInTime(now, dueAt, { graceMinutes })
  if (isOpen && (counts === 'deadline' || late.kind === 'cut-off')) {
    const until = `until ${timeWords(dueAt, calendar)}${graceMinutes === 0 ? '' : `, with ${counted(graceMinutes, 'minute')} of grace,`}`
    return counts === 'best' ? `of the pushes to the default branch ${until} the one that earns most counts` : `the ${counts === 'latest' ? 'newest' : 'last'} push to the default branch ${until} counts`
  }
  if (counts === 'best') return 'the push to the default branch that earns most counts'
  return counts === 'deadline' && !isInTime(pushedAt, dueAt, { graceMinutes }) ? 'no push came in time, so the last one counts' : 'the newest push to the default branch counts'
}

function changedWords({ shown, calendar }: GradeCommentInput): string {
  const [before, present] = shown.slice(-2)
  return before === undefined || present === undefined ? '' : `**Changed on ${timeWords(present.at - present.at % MINUTE, calendar)}:** until then ${pointsWords(before)} points were shown here.\n\n`
}

function itemRow({ title, outcome, basis, points, of, source }: GradedItem): string {
  const word = source === 'excused' ? 'excused' : `${OUTCOME_MARKS[outcome]}&nbsp;${outcome}${basis === 'observed' ? '' : `, ${basis}`}`
  return of === 0 ? `| ${titleOf(title, 'cell')} | ${word} | ${source === 'not-graded' ? NOT_GRADED_YET : 'does not count'} | |\n` : `| ${titleOf(title, 'cell')} | ${word} | ${points.toFixed(2)} | ${of.toFixed(2)} |\n`
}

function decidedParts(items: readonly GradedItem[]): readonly (string | { readonly order: number; readonly entries: readonly string[]; readonly cut: (left: number) => string })[] {
  const decided = items.filter(({ source }) => source === 'decided' || source === 'excused')
  return decided.length === 0 ? [] : ['**Decided by the staff:**\n\n', { order: 1, entries: decided.map(decidedLine), cut: (left) => `- and ${left} more\n` }, '\n']
}

function decidedLine({ title, outcome, source, by, reason, level, share }: GradedItem): string {
  const who = by === null ? '' : ` by ${code(cleanLine(by, 60))}`
  const why = reason === null || reason.trim() === '' ? '' : ` ${level === null ? 'Reason' : 'Comment'}: ${ended(sentence(cleanLine(reason, LONGEST_REASON)))}`
  const what = level === null ? `decided${who}: ${outcome}${share === null ? '' : `, ${shareWords(share)}`}.` : `graded ${sentence(quotedLevel(level))}${who}.`
  return `- **${titleOf(title)}**: ${source === 'excused' ? `excused${who}, so it counts neither way.` : what}${why}\n`
}

function ended(words: string): string {
  return /[.?!…]$/.test(words) ? words : `${words}.`
}
