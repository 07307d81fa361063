import { localTime } from '../course/local-time.ts'
import type { WrittenCourse } from '../model/course.ts'
import { gradingWords } from './grading-words.ts'
import type { Layout } from './terminal-report.ts'
import { hanging, safeForTerminal } from './terminal-text.ts'

const LABEL = 16

/** What was understood of a course that somebody wrote down, in plain words: one line for each thing, dates in the course's zone and in UTC. */
export function courseText(file: string, course: WrittenCourse, { width, paint }: Layout): string {
  const { id, title, joinCode, settings } = course
  const rows: readonly (readonly [string, string])[] = [
    ['organization', course.organization ?? 'the one account that has the App installed'],
    ['repositories', repositoriesIn(course)],
    ['elsewhere', joinCode === null ? 'no repository of another account can join' : 'a repository of another account joins when its owner or an admin of it comments /join and the code of this file'],
    ['staff', staffIn(course)],
    ['opens', momentIn(settings.opensAt, settings.timeZone)],
    ['due', momentIn(settings.dueAt, settings.timeZone)],
    ['closes', momentIn(settings.closesAt, settings.timeZone)],
    ['probes', settings.probesEnabled ? `deployed services are asked${settings.probeHosts.length === 0 ? '' : `, also at ${settings.probeHosts.join(', ')}`}` : 'off: no deployed service is asked'],
    ['trusted', trustedIn(course)],
    ['stuck', `after ${settings.stuckDays} ${settings.stuckDays === 1 ? 'day' : 'days'} without a step forward`],
    ['disputes', `are answered within ${settings.disputeDays} ${settings.disputeDays === 1 ? 'day' : 'days'}, else shown as escalated`],
    ['hints', `up to level ${settings.hintCeiling} of 3`],
    ['check run', settings.gate ? 'fails while required items are open' : 'is neutral while required items are open'],
    ['grades', gradingWords(settings.grading, settings.dueAt !== null)],
  ]
  const lines = rows.flatMap(([label, says]) => hanging(`  ${label.padEnd(LABEL - 2)}`, safeForTerminal(says), width))
  return [`${paint('heading', safeForTerminal(title))} ${paint('dim', safeForTerminal(`(${id}, ${file})`))}`, ...lines, ''].join('\n')
}

function repositoriesIn({ repositories: { names, patterns, topics } }: WrittenCourse): string {
  const parts = [
    ...(names.length === 0 ? [] : [`those named ${names.join(', ')}`]),
    ...(topics.length === 0 ? [] : [`those with the topic ${topics.join(' or ')}`]),
    ...(patterns.length === 0 ? [] : [`those whose names fit ${patterns.join(' or ')}`]),
  ]
  return parts.length === 0 ? 'none of the organization' : parts.join('; ')
}

function staffIn({ staff: { logins, teams } }: WrittenCourse): string {
  const parts = [...(logins.length === 0 ? [] : [logins.join(', ')]), ...(teams.length === 0 ? [] : [`everybody in the ${teams.length === 1 ? 'team' : 'teams'} ${teams.join(', ')}`])]
  return parts.length === 0 ? 'nobody: nobody may decide' : parts.join('; ')
}

function momentIn(at: number | null, timeZone: string): string {
  if (at === null) return 'no date'
  return timeZone === 'UTC' ? `${localTime(at, 'UTC')} UTC` : `${localTime(at, timeZone)} in ${timeZone}, which is ${localTime(at, 'UTC')} UTC`
}

function trustedIn({ settings: { trustedWorkflows, trustedBlobs } }: WrittenCourse): string {
  const parts = [
    ...trustedWorkflows.map(({ repository, path, sha, shows }) => `${path} of ${repository} at ${sha.slice(0, 7)}${shows.length === 0 ? '' : ` (its success shows ${shows.join(', ')})`}`),
    ...(trustedBlobs.length === 0 ? [] : [`${trustedBlobs.length} ${trustedBlobs.length === 1 ? 'workflow file' : 'workflow files'} by blob SHA`]),
  ]
  return parts.length === 0 ? 'no workflow: what students\' workflows report is claimed' : parts.join('; ')
}
