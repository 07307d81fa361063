import { gradebookOf, type GradebookParts, type Suppose } from '../../flow/grades/gradebook.ts'
import type { Environment } from '../../github/connection.ts'
import { gradebookDocument } from '../../report/gradebook/gradebook-document.ts'
import { CRITERION_IDS } from '../../model/criterion.ts'
import type { Gradebook } from '../../model/gradebook.ts'
import { supposing, type Supposed } from '../../grade/what-if.ts'
import { jsonReport } from '../../report/formats/json-report.ts'
import { gainsOf, gainsText } from '../../report/gradebook/gains-text.ts'
import { safeForTerminal } from '../../report/text/terminal-text.ts'
import { gradebookText } from '../../report/gradebook/gradebook-text.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { GradesOptions } from '../grades-words.ts'
import type { Output } from '../output.ts'
import { withCourseParts } from '../with-course.ts'

/** Prints the gradebook of a course as it stands now: a line a student, or all of it as JSON; or what each would gain if something were in place. Exit code 2 where no such course runs, the checklist is wrong, or nothing is called so. */
export async function runGrades({ course: id, whatIf, format }: GradesOptions, output: Output, engineVersion: string, environment: Environment): Promise<number> {
  return withCourseParts(id, async (course, { now, ...rest }) => {
    const at = now()
    const parts: GradebookParts = { ...rest, now: () => at }
    const gradebook = await gradebookOf(course, parts)
    if (whatIf !== null) return tellGains(whatIf, gradebook, (suppose) => gradebookOf(course, parts, { suppose }), format, output)
    output.write(format === 'json' ? jsonReport(gradebookDocument(gradebook)) : gradebookText(gradebook, course.settings))
    return EXIT_CODES.graded
  }, output, engineVersion, environment)
}

async function tellGains(named: string, now: Gradebook, gradebookWith: (suppose: Suppose) => Promise<Gradebook>, format: GradesOptions['format'], output: Output): Promise<number> {
  const about = supposedOf(named, now)
  if (about === null) {
    const items = [...new Set(now.rows.flatMap(({ grade }) => grade?.items.map(({ id }) => id) ?? []))]
    output.warn(`capstone-coach: no item that counts here and no criterion is called ${JSON.stringify(safeForTerminal(named))}; ${items.length === 0 ? 'there are no grades yet' : `the items are ${items.map(safeForTerminal).join(', ')}`}\n`)
    return EXIT_CODES.usage
  }
  const supposed = await gradebookWith((record, checklist) => supposing(record, about, checklist))
  output.write(format === 'json' ? jsonReport({ schema: 1, course: now.course, supposed: about, gains: gainsOf(now, supposed) }) : gainsText(now, supposed, about.id))
  return EXIT_CODES.graded
}

/** An item of the grades, by its id or title, or a criterion. */
function supposedOf(named: string, { rows }: Gradebook): Supposed | null {
  const name = named.trim().toLowerCase()
  const item = rows.flatMap(({ grade }) => grade?.items ?? []).find(({ id, title }) => id.toLowerCase() === name || title.toLowerCase() === name)
  if (item !== undefined) return { kind: 'item', id: item.id }
  const criterion = CRITERION_IDS.find((id) => id === name)
  return criterion === undefined ? null : { kind: 'criterion', id: criterion }
}
