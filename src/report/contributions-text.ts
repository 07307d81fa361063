import { courseName } from '../course/course-name.ts'
import { minuteOf, type Calendar } from '../course/shown-time.ts'
import type { ContributionRow, ContributionsDocument, RepositoryContributions } from './contributions-document.ts'
import { cleanLine } from './clean-text.ts'
import { counted, inWords } from './counted.ts'
import { hanging, safeForTerminal } from './terminal-text.ts'

const LONGEST_NAME = 40
const MOST_NUMBERS = 30
const NOT_TOLD = 'Numbers do not tell who thought, explained or tested: work in pairs on one machine counts for the account that commits, unless the commit names its co-authors; a pull request that is squashed is one commit; advice outside of GitHub is not seen. They are a reason to talk, not a grade.'

/** Who did what in the repositories of a course, for a terminal: a line for each student, then what belongs to others and to nobody, and what numbers do not tell. */
export function contributionsText({ course, repositories }: ContributionsDocument, calendar: Calendar, width: number): string {
  if (repositories.length === 0) return `${safeForTerminal(courseName(course))}: no repository was read on which two people or more are at work. One that the App did not come to yet is read with the next sweep.\n`
  return [...repositories.map((one) => `${repositoryText(one, calendar)}\n`), `${hanging('', NOT_TOLD, width).join('\n')}\n`].join('')
}

function repositoryText({ repository, read }: RepositoryContributions, calendar: Calendar): string {
  const name = safeForTerminal(repository.name)
  if (read === null) return `${name}: not read, since fewer than two people are known to be at work there, it is for practice, or the App did not come to it yet. It is read when one more pushes, or opens or reviews a pull request, and with the next sweep where two are at work already.\n`
  const { students, others, unknown, merges, beyond } = read
  const names = students.map(nameOf)
  const width = Math.max(0, ...names.map(({ length }) => length))
  const beside = [
    ...others.commits + others.opened + others.reviewed === 0 ? [] : [`Others (staff, bots, who is no student of the course${others.logins.length === 0 ? '' : `: ${others.logins.map((one) => cleanLine(one, LONGEST_NAME)).join(', ')}`}): ${inWords([...some(others.commits, 'commit'), ...some(others.opened, 'pull request', ' opened'), ...some(others.reviewed, 'pull request', ' reviewed')])}.`],
    ...unknown.commits === 0 ? [] : [`${counted(unknown.commits, 'commit')} of nobody that GitHub or the list of the course knows: the e-mail of ${unknown.commits === 1 ? 'that commit' : 'those commits'} belongs to no account. ${unknown.commits === 1 ? 'It counts' : 'They count'} once that e-mail is in the list of the course, or in an account on GitHub.`],
    ...merges === 0 ? [] : [`${counted(merges, 'merge')} left out.`],
    ...beyond.commits + beyond.pulls + beyond.reviews === 0 ? [] : [`Not read, since there are so many: ${inWords([...some(beyond.commits, 'earlier commit'), ...some(beyond.pulls, 'earlier pull request'), ...some(beyond.reviews, 'review')])}.`],
  ]
  return [
    `${name}, ${safeForTerminal(cleanLine(read.branch, LONGEST_NAME))}${read.head === null ? '' : ` at ${safeForTerminal(read.head.slice(0, 7))}`}, read ${minuteOf(read.at, calendar)}`,
    ...students.map((row, at) => `  ${(names[at] ?? '').padEnd(width)}  ${didWords(row, calendar)}`), ...beside.map((line) => `  ${safeForTerminal(line)}`),
  ].join('\n').concat('\n')
}

function nameOf({ student: { key, name, login } }: ContributionRow): string {
  const shown = name === null || name === '' ? login || (key ?? '') : login === '' ? name : `${name} (${login})`
  return safeForTerminal(cleanLine(shown, LONGEST_NAME))
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

function some(count: number, what: string, behind = ''): readonly string[] {
  return count === 0 ? [] : [`${counted(count, what)}${behind}`]
}
