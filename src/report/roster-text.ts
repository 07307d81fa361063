import type { MatchedRoster } from '../course/match-roster.ts'
import type { RosterChanges, RosterPart } from '../course/roster-changes.ts'
import type { ReleaseWord } from '../model/release.ts'
import type { RosterEntry } from '../model/roster.ts'
import { counted } from './counted.ts'
import { safeForTerminal } from './terminal-text.ts'

/** How many names are told of one kind. */
const MOST = 20
/** What of a student may change, by its name in `rosterChanges`. */
const WORDS: Readonly<Record<RosterPart, string>> = {
  name: 'name', email: 'e-mail', studentId: 'student id', section: 'section', login: 'login', personId: 'person on GitHub', canvasId: 'Canvas ID', sisUserId: 'SIS User ID', sisLoginId: 'SIS Login ID', moodleUser: 'Moodle username', idNumber: 'Moodle ID number',
}

/** What a list of students changes, or would change (`preview`), for a terminal: who is new, who changed and in what, who left, which columns say nothing, and which words about grades (`words`: the newest on each section that is emptied) hold for nobody by it. */
export function rosterChangesText(courseTitle: string, { changes: { added, changed, left, same, entries }, ignored }: { readonly changes: RosterChanges; readonly ignored: readonly string[] }, words: readonly ReleaseWord[], preview: boolean): string {
  const title = safeForTerminal(courseTitle)
  return [
    `${title}: ${counted(entries.length, 'student')}${preview ? ', as it would be' : ''}; ${added.length} added, ${changed.length} changed, ${left.length} left, ${same} as before.\n`,
    listed('added', added.map(nameOf)),
    listed('changed', changed.map(({ entry, what }) => `${nameOf(entry)} (${what.map((one) => WORDS[one]).join(', ')})`)),
    listed('left', left.map(nameOf)),
    ignored.length === 0 ? '' : `  Columns that say nothing here: ${safeForTerminal(ignored.join(', '))}.\n`,
    ...words.map((word) => sectionLost(word, preview)),
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

function sectionLost({ scope, says }: ReleaseWord, preview: boolean): string {
  const section = scope.kind === 'section' ? JSON.stringify(scope.section) : ''
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
