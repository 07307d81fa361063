import type { Gradebook, GradebookRow } from '../../model/gradebook.ts'
import { csvLine, isKeptInCell } from '../text/csv-text.ts'
import { feedbackText } from './feedback.ts'
import { fileText, ofFile, ofStudent, nobodyKnown, stillChanging, type GradeFile, type GradeFileOptions, type GradeFileProblem, type MoodleIdentity } from './grade-file.ts'
import { platformGrade } from './grade-state.ts'
import { oneGradeEach, type StudentRow } from './one-grade-each.ts'
import { sharingIds } from './shared-ids.ts'

const IDENTITIES = ['username', 'email', 'idnumber'] as const satisfies readonly MoodleIdentity[]
/** What Moodle takes at most, unless its site lifts that. */
const MOST_POINTS = 100

/**
 * A file for Moodle's import of grades (gradebook, CSV): columns of identity, the grade (points with a dot, blank for none), and plain feedback beside it; map both or neither. Everybody has the one identity that is mapped: one row that Moodle does not find
 * ends the whole import, and a blank one would write to the person above. So students without it are left out and told, and so are columns of identity that some lack or share.
 */
export function moodleFile({ points, rows: all }: Gradebook, options: GradeFileOptions): GradeFile {
  const students = oneGradeEach(all)
  const rows = students.map(({ row }) => row)
  const identity = options.moodleIdentity ?? mostCommon(rows)
  const sharing = sharingBy(identity, rows)
  const problems = students.map((student) => problemOf(student, identity, sharing))
  const kept = rows.filter((_, at) => problems[at] === null)
  const columns = IDENTITIES.filter((column) => column === identity || isWhole(column, kept, rows))
  return {
    text: fileText([csvLine([...columns, 'grade', 'feedback']), ...kept.map((row) => csvLine([...columns.map((column) => idOf(row, column)), gradeOf(row), feedbackText(row)]))], options),
    problems: [
      ...(points > MOST_POINTS ? [ofFile(`the course counts ${points} points, and Moodle takes grades above ${MOST_POINTS} only where its site allows them ("Unlimited grades")`)] : []),
      ...(kept.some((row) => gradeOf(row) === '') ? [ofFile('blank grades are no grade where the column is mapped to a grade item that is there, and take away what stands there; a new grade item would get 0 for them, so make the item first')] : []),
      ...nobodyKnown(rows.map((row) => idOf(row, identity) !== ''), 'Moodle'), ...stillChanging(kept),
      ...problems.flatMap((problem) => problem ?? []),
    ],
  }
}

function gradeOf({ grade }: GradebookRow): number | string {
  const found = platformGrade(grade)
  return found.kind === 'points' ? found.points : ''
}

/** What Moodle would find a row by; empty where it is not known, or would not be read as it is. */
function idOf({ student: { email, platform } }: GradebookRow, identity: MoodleIdentity): string {
  const id = { username: platform.moodleUser, email, idnumber: platform.idNumber }[identity].trim()
  // Moodle takes "0" for blank.
  return id === '0' || !isKeptInCell(id) ? '' : id
}

function sharingBy(identity: MoodleIdentity, rows: readonly GradebookRow[]): ReadonlySet<GradebookRow> {
  return sharingIds(rows, (row) => [idOf(row, identity).toLowerCase()])
}

/** Whether those in the file could be found by a column: all have an id, and nobody of the course has the same. */
function isWhole(identity: MoodleIdentity, kept: readonly GradebookRow[], rows: readonly GradebookRow[]): boolean {
  const sharing = sharingBy(identity, rows)
  return kept.length > 0 && kept.every((row) => idOf(row, identity) !== '' && !sharing.has(row))
}

function mostCommon(rows: readonly GradebookRow[]): MoodleIdentity {
  const counts = IDENTITIES.map((identity) => rows.filter((row) => idOf(row, identity) !== '').length)
  return IDENTITIES[counts.indexOf(Math.max(...counts))] ?? 'username'
}

const WORDS = { username: 'username', email: 'e-mail', idnumber: 'ID number' } as const satisfies Readonly<Record<MoodleIdentity, string>>

function problemOf({ row, unclear }: StudentRow, identity: MoodleIdentity, sharing: ReadonlySet<GradebookRow>): GradeFileProblem | null {
  if (unclear !== null) return ofStudent(row.student, `${unclear}; left out`)
  if (idOf(row, identity) === '') return ofStudent(row.student, `no ${WORDS[identity]} is known that Moodle could find them by; left out`)
  return sharing.has(row) ? ofStudent(row.student, `another student of the list has the same ${WORDS[identity]}; both left out`) : null
}
