import { cleanLine } from '../text/clean-text.ts'
import type { ContributionRow, RepositoryContributions } from './contributions-document.ts'
import { counted, inWords } from '../gradebook/counted.ts'

const LONGEST_NAME = 40

/** What numbers of commits, pull requests and reviews leave out. */
export const NUMBERS_DO_NOT_TELL = 'Numbers do not tell who thought, explained or tested: work in pairs on one machine counts for the account that commits, unless the commit names its co-authors; a pull request that is squashed is one commit; advice outside of GitHub is not seen. They are a reason to talk, not a grade.'

/** How somebody is called who did something: as the list has them, with their login where `also` says so, else by login or key. */
export function whoDid({ key, name, login }: ContributionRow['student'], also: 'with-login' | 'alone'): string {
  const shown = name === null || name === '' ? login || (key ?? 'somebody by the e-mail of a commit') : login === '' || also === 'alone' ? name : `${name} (${login})`
  return cleanLine(shown, LONGEST_NAME)
}

/** What of a repository belongs to others and to nobody, what was left out and what was not read, a sentence each; none where there is nothing of it. */
export function besideStudents({ others, unknown, merges, beyond }: NonNullable<RepositoryContributions['read']>): readonly string[] {
  return [
    ...others.commits + others.opened + others.reviewed === 0 ? [] : [`Others (staff, bots, who is no student of the course${others.logins.length === 0 ? '' : `: ${others.logins.map((one) => cleanLine(one, LONGEST_NAME)).join(', ')}`}): ${inWords([...some(others.commits, 'commit'), ...some(others.opened, 'pull request', ' opened'), ...some(others.reviewed, 'pull request', ' reviewed')])}.`],
    ...unknown.commits === 0 ? [] : [`${counted(unknown.commits, 'commit')} of nobody that GitHub or the list of the course knows: the e-mail of ${unknown.commits === 1 ? 'that commit' : 'those commits'} belongs to no account. ${unknown.commits === 1 ? 'It counts' : 'They count'} once that e-mail is in the list of the course, or in an account on GitHub.`],
    ...merges === 0 ? [] : [`${counted(merges, 'merge')} left out.`],
    ...beyond.commits + beyond.pulls + beyond.reviews === 0 ? [] : [`Not read, since there are so many: ${inWords([...some(beyond.commits, 'earlier commit'), ...some(beyond.pulls, 'earlier pull request'), ...some(beyond.reviews, 'review')])}.`],
  ]
}

function some(count: number, what: string, behind = ''): readonly string[] {
  return count === 0 ? [] : [`${counted(count, what)}${behind}`]
}
