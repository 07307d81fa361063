import { writeFileSync } from 'node:fs'
import { gradebookOf } from '../../flow/grades/gradebook.ts'
import type { Environment } from '../../github/connection.ts'
import type { Gradebook } from '../../model/gradebook.ts'
import { filledSheet } from '../../report/gradebook/filled-sheet.ts'
import { GRADE_FORMATS, type GradeFormatName } from '../../report/gradebook/formats.ts'
import type { GradeFileProblem, MoodleIdentity } from '../../report/gradebook/grade-file.ts'
import { counted } from '../../report/gradebook/counted.ts'
import { safeForTerminal } from '../../report/text/terminal-text.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { withCourseParts } from '../with-course.ts'
import { errorCode } from '../../operate/error-code.ts'
import { readTextFile } from '../read-text-file.ts'

/** `course`: its id, null for the only one that runs. `title` is what the learning platform calls the work, null for the course's title; `assignment` its number in Canvas. `out`: the file to write, null for standard output. */
export type ExportOptions = { readonly course: string | null; readonly title: string | null; readonly assignment: string | null; readonly out: string | null } & (
  | { readonly kind: 'write'; readonly format: GradeFormatName; readonly identity: MoodleIdentity | null; readonly withBom: boolean }
  /** Fills grades into a file that was downloaded from Canvas or Moodle. */
  | { readonly kind: 'fill'; readonly file: string; readonly gradeColumn: string | null; readonly feedbackColumn: string | null }
)

type Written = { readonly ok: true; readonly text: string; readonly problems: readonly GradeFileProblem[]; readonly says: string } | { readonly ok: false; readonly says: string; readonly exit: number }

const LARGEST = 20 * 1024 * 1024

/**
 * Writes the grades of a course as a file, or into a copy of one that was downloaded from Canvas or Moodle; who is not in it, and what to know before it is used, goes to standard error. Exit code 2 where no such course runs or the
 * file is not one that can be filled in, 3 where a file cannot be read or written.
 */
export async function runExport(options: ExportOptions, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  return withCourseParts(options.course, async (course, parts) => {
    const gradebook = await gradebookOf(course, parts)
    const assignment = { title: options.title ?? course.title, canvasId: options.assignment }
    const written = options.kind === 'fill' ? filled(options, gradebook, assignment) : asFile(options, gradebook, { assignment, dueAt: course.settings.dueAt })
    if (!written.ok) return refused(written.says, written.exit, output)
    output.warn([...written.problems.map(({ line, says }) => `${line === null ? '' : `line ${line}: `}${safeForTerminal(says)}\n`), written.says].join(''))
    return deliver(written.text, options.out, output)
  }, output, engineVersion, environment)
}

function asFile({ format, identity, withBom }: Extract<ExportOptions, { readonly kind: 'write' }>, gradebook: Gradebook, { assignment, dueAt }: { readonly assignment: { readonly title: string; readonly canvasId: string | null }; readonly dueAt: number | null }): Written {
  return { ok: true, says: '', ...GRADE_FORMATS[format].write(gradebook, { assignment, dueAt, moodleIdentity: identity, withBom }) }
}

function filled({ file, gradeColumn, feedbackColumn }: Extract<ExportOptions, { readonly kind: 'fill' }>, gradebook: Gradebook, assignment: { readonly title: string; readonly canvasId: string | null }): Written {
  const template = readTextFile(file, LARGEST)
  if (!template.ok) return { ok: false, says: `${file}: the file cannot be read (${template.why})`, exit: EXIT_CODES.cannotRead }
  const sheet = filledSheet(template.text, gradebook, { assignment, gradeColumn, feedbackColumn })
  if (!sheet.ok) return { ok: false, says: `${file}:${sheet.line}: ${safeForTerminal(sheet.says)}`, exit: EXIT_CODES.usage }
  return { ok: true, text: sheet.text, problems: sheet.problems, says: `${file}: ${safeForTerminal(sheet.says)} ${counted(sheet.filled, 'student')} of it got a grade.\n` }
}

function deliver(text: string, out: string | null, output: Output): number {
  if (out === null) {
    output.write(text)
    return EXIT_CODES.graded
  }
  try {
    // Nobody else on this machine is to read a new one.
    writeFileSync(out, text, { mode: 0o600 })
    return EXIT_CODES.graded
  } catch (error) {
    return refused(`${out}: the file cannot be written (${errorCode(error)})`, EXIT_CODES.cannotRead, output)
  }
}

function refused(says: string, exit: number, output: Output): number {
  output.warn(`capstone-coach: ${says}\n`)
  return exit
}
