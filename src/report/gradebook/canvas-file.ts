import type { Gradebook, GradebookRow } from '../../model/gradebook.ts'
import { csvLine, isKeptInCell } from '../text/csv-text.ts'
import { fileText, ofFile, ofStudent, nobodyKnown, stillChanging, type GradeFile, type GradeFileOptions, type GradeFileProblem } from './grade-file.ts'
import { platformGrade } from './grade-state.ts'
import { oneGradeEach, type StudentRow } from './one-grade-each.ts'
import { sharingIds } from './shared-ids.ts'

const ID = /^[1-9]\d*$/
/** Columns that Canvas makes itself: what is called so is no assignment to it. */
const OF_CANVAS = /(?:Current|Final) (?:Score|Points|Grade)|Override (?:Score|Grade|Status)/

/**
 * A file for Canvas's import of grades. With the assignment's id its grades go there; without one Canvas makes a new assignment of that title, unless it has one. A student without a grade has a blank cell, which Canvas takes for no score, and one whose
 * every item is excused `EX`. Students that Canvas would find by no id, or by another's, are left out and told.
 */
export function canvasFile({ points, rows: all }: Gradebook, options: GradeFileOptions): GradeFile {
  const students = oneGradeEach(all)
  const rows = students.map(({ row }) => row)
  const sharing = sharingIds(rows, idsOf)
  const problems = students.map((student) => problemOf(student, sharing))
  const heading = headingOf(options)
  const kept = rows.filter((_, at) => problems[at] === null)
  return {
    text: fileText([
      csvLine(['Student', 'ID', 'SIS User ID', 'SIS Login ID', 'Section', heading.text]),
      csvLine(['Points Possible', '', '', '', '', points]),
      ...kept.map((row) => csvLine([row.student.name || row.student.key, ...idsOf(row), row.student.section, cellOf(row)])),
    ], options),
    problems: [...heading.problems, ...nobodyKnown(rows.map((row) => idsOf(row).some((id) => id !== '')), 'Canvas'), ...stillChanging(kept), ...problems.flatMap((problem) => problem ?? [])],
  }
}

/** A grade as Canvas reads it: a number, `EX`, or blank for none. */
function cellOf({ grade }: Pick<GradebookRow, 'grade'>): number | string {
  const found = platformGrade(grade)
  return found.kind === 'points' ? found.points : found.kind === 'excused' ? 'EX' : ''
}

function headingOf({ assignment: { title, canvasId } }: GradeFileOptions): { readonly text: string; readonly problems: readonly GradeFileProblem[] } {
  const name = title.replace(/\s+/g, ' ').trim()
  const isId = canvasId !== null && ID.test(canvasId)
  return {
    text: isId ? `${name} (${canvasId})` : name,
    problems: [
      ...(canvasId === null || isId ? [] : [ofFile(`expected the assignment's id in Canvas as digits, such as 4711; found ${JSON.stringify(canvasId.slice(0, 60))}, and left it out`)]),
      ...(isId || !/\(\d+\)$/.test(name) ? [] : [ofFile('the title ends with a number in parentheses, which Canvas reads as the id of an assignment; give the id, or another title')]),
      ...(OF_CANVAS.test(name) ? [ofFile('the title has the name of a column that Canvas makes itself in it, and Canvas leaves such columns out; choose another title')] : []),
    ],
  }
}

/** What a row is found by; empty where it is not known, or where Canvas would not read it as it is. */
function idsOf({ student: { platform } }: GradebookRow): readonly string[] {
  return [ID.test(platform.canvasId) ? platform.canvasId : '', readable(platform.sisUserId), readable(platform.sisLoginId)]
}

function readable(written: string): string {
  const id = written.trim()
  // Canvas takes digits with a comma or several dots for a number of another country and rewrites them, in every column.
  const isRewritten = /^[\d.,]+$/.test(id) && (id.includes(',') || id.split('.').length > 2)
  return isRewritten || !isKeptInCell(id) ? '' : id
}

function problemOf({ row, unclear }: StudentRow, sharing: ReadonlySet<GradebookRow>): GradeFileProblem | null {
  if (unclear !== null) return ofStudent(row.student, `${unclear}; left out`)
  if (idsOf(row).every((id) => id === '')) return ofStudent(row.student, 'no ID, SIS User ID or SIS Login ID is known that Canvas could find them by; left out')
  return sharing.has(row) ? ofStudent(row.student, 'another student of the list has the same ID, SIS User ID or SIS Login ID; both left out') : null
}
