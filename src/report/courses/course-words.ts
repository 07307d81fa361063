import { shownDay, shownTime, type Calendar } from '../../course/shown-time.ts'
import type { Course, CoursePart, NamedPeople, WrittenCourse } from '../../model/course.ts'
import { counted } from '../gradebook/counted.ts'
import { gradingWords } from '../gradebook/grading-words.ts'

/** A course as it was written down, with the login of its account where that is known. */
export type ShownCourse = WrittenCourse & { readonly account: string | null }

/** One line on a course: what it is about, and what holds. */
export type CourseRow = { readonly label: string; readonly says: string }

type Label = 'title' | 'term' | 'organization' | 'repositories' | 'elsewhere' | 'staff' | 'time zone' | 'dates' | 'opens' | 'due' | 'closes' | 'probes' | 'trusted' | 'stuck' | 'disputes' | 'hints' | 'check run' | 'checklist' | 'grades' | 'class'

/** What holds in a course, in the order in which it is told: several parts where each may change alone. */
const WORDS: Readonly<Record<Label, (course: ShownCourse) => readonly string[]>> = {
  title: ({ title }) => [title],
  term: ({ settings: { term } }) => [term ?? 'none'],
  organization: (course) => [organizationIn(course)],
  repositories: ({ repositories: { names, patterns, topics, templates = [], practice = [] } }) => orElse('none of the organization', [
    ...(names.length === 0 ? [] : [`those named ${names.join(', ')}`]),
    ...(topics.length === 0 ? [] : [`those with the topic ${topics.join(' or ')}`]),
    ...(templates.length === 0 ? [] : [`those made from the ${templates.length === 1 ? 'template' : 'templates'} ${templates.join(' or ')}`]),
    ...(patterns.length === 0 ? [] : [`those whose names fit ${patterns.join(' or ')}`]),
    ...(practice.length === 0 ? [] : [`for practice, and counting nowhere, ${practice.join(' or ')}`]),
  ]),
  elsewhere: ({ joinCode }) => [joinCode === null ? 'no repository of another account can join' : 'a repository of another account joins when its owner or an admin of it comments /join and the code of its file'],
  staff: ({ staff: { assistants = { logins: [], teams: [] }, ...instructors } }) => orElse('nobody: nobody may decide', [...peopleIn(instructors), ...peopleIn(assistants).map((words) => `as assistants ${words}`)]),
  'time zone': ({ settings: { timeZone } }) => [timeZone],
  dates: ({ settings: { dateLanguage, timeZone } }) => [`written as ${shownDay(EXAMPLE, { timeZone, dateLanguage })}${dateLanguage === null ? '' : ` (${dateLanguage})`}`],
  opens: ({ settings: { opensAt, ...calendar } }) => [momentIn(opensAt, calendar)],
  due: ({ settings: { dueAt, ...calendar } }) => [momentIn(dueAt, calendar)],
  closes: ({ settings: { closesAt, ...calendar } }) => [momentIn(closesAt, calendar)],
  probes: ({ settings: { probesEnabled, probeHosts } }) => [probesEnabled ? `deployed services are asked${probeHosts.length === 0 ? '' : `, also at ${probeHosts.join(', ')}`}` : 'off: no deployed service is asked'],
  trusted: ({ settings: { trustedWorkflows, trustedBlobs } }) => orElse('no workflow: what students\' workflows report is claimed', [
    ...trustedWorkflows.map(({ repository, path, sha, shows }) => `${path} of ${repository} at ${sha.slice(0, 7)}${shows.length === 0 ? '' : ` (its success shows ${shows.join(', ')})`}`),
    ...(trustedBlobs.length === 0 ? [] : [`${counted(trustedBlobs.length, 'workflow file')} by blob SHA`]),
  ]),
  stuck: ({ settings: { stuckDays } }) => [`after ${counted(stuckDays, 'day')} without a step forward`],
  disputes: ({ settings: { disputeDays } }) => [`are answered within ${counted(disputeDays, 'day')}, else shown as escalated`],
  hints: ({ settings: { hintCeiling } }) => [`up to level ${hintCeiling} of 3`],
  'check run': ({ settings: { gate } }) => [gate ? 'fails while required items are open' : 'is neutral while required items are open'],
  checklist: ({ settings: { checklist } }) => [checklist === null ? 'the one that comes with the App' : `${checklist.id}, revision ${checklist.revision}`],
  grades: ({ settings: { grading, dueAt } }) => gradingWords(grading, dueAt !== null),
  class: ({ settings: { summaryIn, summaryAs } }) => [summaryIn === null ? 'shown in no issue' : `shown in an issue of ${summaryIn}, ${summaryAs === 'digest' ? 'by a comment each Monday, with names' : 'with names and points'} while that repository is private`],
}

/** The line that tells of each part of a course: a part without one does not compile. */
const LABEL_OF: Readonly<Record<CoursePart, Label>> = {
  title: 'title', account: 'organization', origin: 'organization', repositories: 'repositories', joinCode: 'elsewhere', staff: 'staff',
  'settings.term': 'term', 'settings.timeZone': 'time zone', 'settings.dateLanguage': 'dates', 'settings.opensAt': 'opens', 'settings.dueAt': 'due', 'settings.closesAt': 'closes', 'settings.probesEnabled': 'probes', 'settings.probeHosts': 'probes',
  'settings.trustedWorkflows': 'trusted', 'settings.trustedBlobs': 'trusted', 'settings.stuckDays': 'stuck', 'settings.disputeDays': 'disputes', 'settings.hintCeiling': 'hints', 'settings.gate': 'check run', 'settings.checklist': 'checklist', 'settings.grading': 'grades', 'settings.summaryIn': 'class', 'settings.summaryAs': 'class',
}

/** Where the words are the same before and after: what they do not tell, or tell only while something else is set. */
const ALIKE: Readonly<Partial<Record<Label, string>>> = {
  checklist: 'another one under the same name',
  organization: 'the same, written down in another way', elsewhere: 'by another code; the one before lets no further repository in', probes: 'other hosts, of which none is asked while probes are off',
  class: 'in another way, once it is shown in an issue',
  trusted: 'other commits or blob SHAs than before', grades: 'another rule for late work, which counts once there is a due day',
}

/** Noon of a day whose number and month cannot be mistaken for one another. */
const EXAMPLE = Date.UTC(2026, 11, 18, 12)

const LABELS = Object.keys(WORDS) as readonly Label[]

/** A course that runs, as it was written down. */
export function shownCourse({ account, origin, ...course }: Course): ShownCourse {
  return { ...course, account: account.login, organization: origin.kind === 'file' ? origin.organization : origin.kind === 'repository' ? account.login : null }
}

/** All that holds in a course besides its title and term, a line each. */
export function courseRows(course: ShownCourse): readonly CourseRow[] {
  return LABELS.filter((label) => label !== 'title' && label !== 'term').map((label) => ({ label, says: WORDS[label](course).join('; ') }))
}

/** What becomes of a course, a line for each thing that is told differently or whose part is among `changed`: `before → after` in the words of `courseRows`. The code is not told. */
export function courseChangeRows(before: ShownCourse, after: ShownCourse, changed: readonly CoursePart[]): readonly CourseRow[] {
  const concerned = new Set(changed.map((part) => LABEL_OF[part]))
  // A day that is written in another language is the same day.
  const told: ShownCourse = { ...before, settings: { ...before.settings, dateLanguage: after.settings.dateLanguage } }
  return LABELS.flatMap((label) => {
    const says = changeOf(WORDS[label](label === 'dates' ? before : told), WORDS[label](after))
    return says !== null ? [{ label, says }] : concerned.has(label) ? [{ label, says: ALIKE[label] ?? 'another value, which reads the same' }] : []
  })
}

/** What both have is left out; null where they say the same. */
function changeOf(before: readonly string[], after: readonly string[]): string | null {
  const [gone, come] = [before.filter((one) => !after.includes(one)), after.filter((one) => !before.includes(one))]
  if (gone.length + come.length === 0) return before.join() === after.join() ? null : `${before.join('; ')} → ${after.join('; ')}`
  if (gone.length === 0) return `also ${come.join('; ')}`
  return come.length === 0 ? `no longer ${gone.join('; ')}` : `${gone.join('; ')} → ${come.join('; ')}`
}

function peopleIn({ logins, teams }: NamedPeople): readonly string[] {
  return [...(logins.length === 0 ? [] : [logins.join(', ')]), ...(teams.length === 0 ? [] : [`everybody in the ${teams.length === 1 ? 'team' : 'teams'} ${teams.join(', ')}`])]
}

function orElse(none: string, parts: readonly string[]): readonly string[] {
  return parts.length === 0 ? [none] : parts
}

function organizationIn({ organization, account }: ShownCourse): string {
  const says = organization ?? 'the one account that has the App installed'
  return account === null || account.toLowerCase() === organization?.toLowerCase() ? says : `${says} (${account})`
}

function momentIn(at: number | null, calendar: Calendar): string {
  if (at === null) return 'no date'
  const inUtc = `${shownTime(at, { ...calendar, timeZone: 'UTC' })} UTC`
  return calendar.timeZone === 'UTC' ? inUtc : `${shownTime(at, calendar)} in ${calendar.timeZone}, which is ${inUtc}`
}
