import type { MatchedRoster } from '../../course/match-roster.ts'
import type { RosterPart } from '../../course/roster-changes.ts'
import type { ReleaseWord } from '../../model/release.ts'
import type { RosterEntry } from '../../model/roster.ts'
import { counted } from '../gradebook/counted.ts'
import { safeForTerminal } from '../text/terminal-text.ts'

/** How many names are told of one kind. */
const MOST = 20
/** What of a student may change, by its name in `rosterChanges`. */
export const ROSTER_PART_WORDS: Readonly<Record<RosterPart, string>> = {
  name: 'name', email: 'e-mail', studentId: 'student id', section: 'section', login: 'login', personId: 'person on GitHub', canvasId: 'Canvas ID', sisUserId: 'SIS User ID', sisLoginId: 'SIS Login ID', moodleUser: 'Moodle username', idNumber: 'Moodle ID number',
}

/** What an import of a list changed, or would (`preview`): how many students it has and how many are as they were; those who are new, changed or left, the columns that say nothing; and the words about the grades of sections that hold for nobody by it (`emptied`). */
export type RosterImported = {
  readonly preview: boolean
  readonly students: number
  readonly same: number
  readonly added: readonly RosterEntry[]
  readonly changed: readonly { readonly student: RosterEntry; readonly what: readonly RosterPart[] }[]
  readonly left: readonly RosterEntry[]
  readonly ignored: readonly string[]
  readonly emptied: readonly SectionEmptied[]
}

/** A section in which nobody is any more, and the newest word about its grades. */
type SectionEmptied = { readonly section: string; readonly says: ReleaseWord['says'] }

/** The same for a terminal. */
export function rosterChangesText(courseTitle: string, { preview, students, same, added, changed, left, ignored, emptied }: RosterImported): string {
  const title = safeForTerminal(courseTitle)
  return [
    `${title}: ${counted(students, 'student')}${preview ? ', as it would be' : ''}; ${added.length} added, ${changed.length} changed, ${left.length} left, ${same} as before.\n`,
    listed('added', added.map(nameOf)),
    listed('changed', changed.map(({ student, what }) => `${nameOf(student)} (${what.map((one) => ROSTER_PART_WORDS[one]).join(', ')})`)),
    listed('left', left.map(nameOf)),
    ignored.length === 0 ? '' : `  Columns that say nothing here: ${safeForTerminal(ignored.join(', '))}.\n`,
    ...emptied.map((one) => sectionLost(one, preview)),
    preview ? '  Nothing was written: leave --preview out to do so.\n' : '',
  ].join('')
}

/** Who is in a course's list, with the repositories that each works on (`nameOfRepository` by id), and who works on one without being in the list. */
export function rosterText(courseTitle: string, { students, strangers }: MatchedRoster, nameOfRepository: (id: number) => string): string {
  const without = students.filter(({ repositories }) => repositories.length === 0)
  const width = Math.max(0, ...students.map(({ entry }) => Math.min(40, nameOf(entry).length)))
  return [
    `${safeForTerminal(courseTitle)}: ${counted(students.length, 'student')}, ${students.length - without.length} of them found in a repository.\n`,
    ...students.map(({ entry, repositories }) => `  ${safeForTerminal(nameOf(entry)).padEnd(width)}  ${repositories.length === 0 ? notFound(entry) : safeForTerminal(repositories.map(nameOfRepository).join(', '))}\n`),
    ...(strangers.length === 0 ? [] : ['Work on a repository and are not in the list:\n', ...strangers.map(({ repositoryId, person }) => `  ${safeForTerminal(person.login)} on ${safeForTerminal(nameOfRepository(repositoryId))}\n`)]),
  ].join('')
}

function sectionLost({ section: name, says }: SectionEmptied, preview: boolean): string {
  const section = JSON.stringify(name)
  return `  ${safeForTerminal(`Nobody ${preview ? 'would be' : 'is'} in section ${section} any more, whose grades were ${says}: that word ${preview ? 'would hold' : 'holds'} for nobody. Say it anew with capstone-coach release${says === 'held' ? ' --hold' : ''} --section NAME.`)}\n`
}

function notFound({ login, personId }: RosterEntry): string {
  return login === '' && personId === null ? 'no login on GitHub is known' : 'in no repository yet'
}

function nameOf({ key, name, login }: RosterEntry): string {
  return name === '' ? (login === '' ? key : login) : `${name} (${login === '' ? key : login})`
}

function listed(what: string, names: readonly string[]): string {
  if (names.length === 0) return ''
  return `  ${what}: ${safeForTerminal(names.slice(0, MOST).join(', '))}${names.length > MOST ? ` and ${names.length - MOST} more` : ''}\n`
}
