import type { ReleasedRow } from '../../model/release-changes.ts'
import type { ReleaseScope, ReleaseWord } from '../../model/release.ts'
import { counted } from './counted.ts'
import { cleanLine } from '../text/clean-text.ts'
import { whyNone } from './grade-state.ts'
import { repositoryShown, studentShown } from './gradebook-text.ts'
import { safeForTerminal } from '../text/terminal-text.ts'

const LONGEST_NAMES = 400

export type ToldRelease = { readonly title: string; readonly scope: ReleaseScope; readonly says: ReleaseWord['says']; readonly mode: 'write' | 'preview'; readonly rows: readonly ReleasedRow[] }

/** What releasing or holding grades came to, or would: a line a student and repository with what they see of it, and why not where they see nothing. For a terminal. */
export function releaseText({ title, scope, says, mode, rows }: ToldRelease): string {
  const [names, repositories] = [rows.map(({ student }) => studentShown(student)), rows.map(({ repository }) => repositoryShown(repository?.name ?? '–'))]
  const [name, repository] = [names, repositories].map((all) => Math.max(0, ...all.map(({ length }) => length)))
  const students = new Set(rows.map(({ student }) => student.key))
  const changed = new Set(rows.filter(({ wasReleased, isReleased }) => wasReleased !== isReleased).map(({ student }) => student.key))
  const verb = mode === 'preview' ? (says === 'released' ? 'Would release' : 'Would hold') : says === 'released' ? 'Released' : 'Held'
  return [
    `${safeForTerminal(title)}: ${verb} the grades of ${scopeWords(scope)}: ${counted(students.size, 'student')}, ${changed.size === 0 ? 'for whom nothing changes' : `${changed.size} of whom ${says === 'released' ? 'could not see theirs before' : 'could see theirs before'}`}.\n`,
    ...rows.map((row, at) => `  ${(names[at] ?? '').padEnd(name ?? 0)}  ${(repositories[at] ?? '').padEnd(repository ?? 0)}  ${seenWords(row)}\n`),
    mode === 'preview' ? 'Nothing was written. Without --preview it is done.\n' : rows.some(({ sees, isReleased, wasReleased }) => sees === 'grade' || isReleased !== wasReleased) ? 'The capstone issues are brought to it within a minute, where the App runs.\n' : '',
  ].join('')
}

/** What is said where a section or student is named that nobody of the course's list has. */
export function nobodyCovered(scope: ReleaseScope, known: readonly string[]): string {
  const there = known.length === 0 ? '' : `; there ${known.length === 1 ? 'is' : 'are'} ${cleanLine(known.join(', '), LONGEST_NAMES)}`
  return safeForTerminal(scope.kind === 'section' ? `nobody in the list of the course is in section ${JSON.stringify(scope.section)}${there}` : `nobody alone in the list of the course has the key, login, student id or e-mail ${JSON.stringify(scope.kind === 'student' ? scope.key : '')}${there}`)
}

function scopeWords(scope: ReleaseScope): string {
  switch (scope.kind) {
    case 'class': return 'the whole class'
    case 'section': return safeForTerminal(`section ${JSON.stringify(scope.section)}`)
    case 'student': return safeForTerminal(`student ${JSON.stringify(scope.key)}`)
  }
}

function seenWords(row: ReleasedRow): string {
  const { grade, sees } = row
  const points = grade === null ? '' : `${grade.points.toFixed(2)} of ${grade.of.toFixed(2)}${grade.isProvisional ? ', may still change' : ''}`
  switch (sees) {
    case 'grade': return `sees ${points}`
    // Somebody who works on no repository that is known holds none of their group back: that is told where it may be meant.
    case 'held': return `sees nothing: held${points === '' ? '' : ` (${points})`}${row.repository === null ? '; works on no repository that is known, so no group is held by it' : ''}`
    case 'no-grade': return `sees nothing: ${whyNone(row)}`
    case 'public': return `sees nothing: the repository is public (${points})`
    case 'others-held': return `sees nothing: others who work on this repository are held (${points})`
  }
}
