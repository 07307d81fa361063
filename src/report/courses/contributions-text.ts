import { courseName } from '../../course/course-name.ts'
import { minuteOf, type Calendar } from '../../course/shown-time.ts'
import type { ContributionRow, ContributionsDocument, RepositoryContributions } from './contributions-document.ts'
import { cleanLine } from '../text/clean-text.ts'
import { besideStudents, NUMBERS_DO_NOT_TELL, whoDid } from './contributions-words.ts'
import { counted } from '../gradebook/counted.ts'
import { hanging, safeForTerminal } from '../text/terminal-text.ts'

const LONGEST_NAME = 40
const MOST_NUMBERS = 30

/** Who did what in the repositories of a course, for a terminal: a line for each student, then what belongs to others and to nobody, and what numbers do not tell. */
export function contributionsText({ course, repositories }: ContributionsDocument, calendar: Calendar, width: number): string {
  if (repositories.length === 0) return `${safeForTerminal(courseName(course))}: no repository was read on which two people or more are at work. One that the App did not come to yet is read with the next sweep.\n`
  return [...repositories.map((one) => `${repositoryText(one, calendar)}\n`), `${hanging('', NUMBERS_DO_NOT_TELL, width).join('\n')}\n`].join('')
}

function repositoryText({ repository, read }: RepositoryContributions, calendar: Calendar): string {
  const name = safeForTerminal(repository.name)
  if (read === null) return `${name}: not read, since fewer than two people are known to be at work there, it is for practice, or the App did not come to it yet. It is read when one more pushes, or opens or reviews a pull request, and with the next sweep where two are at work already.\n`
  const { students } = read
  const names = students.map(({ student }) => safeForTerminal(whoDid(student, 'with-login')))
  const width = Math.max(0, ...names.map(({ length }) => length))
  return [
    `${name}, ${safeForTerminal(cleanLine(read.branch, LONGEST_NAME))}${read.head === null ? '' : ` at ${safeForTerminal(read.head.slice(0, 7))}`}, read ${minuteOf(read.at, calendar)}`,
    ...students.map((row, at) => `  ${(names[at] ?? '').padEnd(width)}  ${didWords(row, calendar)}`), ...besideStudents(read).map((line) => `  ${safeForTerminal(line)}`),
  ].join('\n').concat('\n')
}

function didWords({ commits, together, opened, merged, reviewed, commented, lastAt }: ContributionRow, calendar: Calendar): string {
  if (lastAt === null) return 'nothing on GitHub yet'
  const closed = opened.length > 0 && merged.length === opened.length ? ', merged' : merged.length === 0 ? '' : `, of them merged ${numbers(merged)}`
  return [
    `${counted(commits, 'commit')}${together === 0 ? '' : `, ${together} with others`}`, ...opened.length === 0 ? [] : [`opened ${numbers(opened)}${closed}`],
    ...reviewed.length === 0 ? [] : [`reviewed ${numbers(reviewed)}`], ...commented.length === 0 ? [] : [`commented on ${numbers(commented)}`], `last ${minuteOf(lastAt, calendar)}`,
  ].join('; ')
}

function numbers(all: readonly number[]): string {
  const rest = all.length - MOST_NUMBERS
  return `${all.slice(0, MOST_NUMBERS).map((number) => `#${number}`).join(' ')}${rest > 0 ? ` and ${rest} more` : ''}`
}
