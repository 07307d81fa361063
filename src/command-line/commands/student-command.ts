import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { KnownStudent } from '../../model/kept-student.ts'
import { eraseStudent, findStudent } from '../../flow/people/student-data.ts'
import type { Environment } from '../../github/connection.ts'
import type { Configuration } from '../../operate/configuration.ts'
import { jsonReport } from '../../report/formats/json-report.ts'
import { exportDocument } from '../../report/privacy/export-document.ts'
import { erasedText, exportedText, studentName } from '../../report/privacy/student-text.ts'
import { safeForTerminal } from '../../report/text/terminal-text.ts'
import type { Store } from '../../store/open-store.ts'
import { EXIT_CODES } from '../exit-codes.ts'
import type { Output } from '../output.ts'
import { withConfiguredStore } from '../with-configured-store.ts'
import { errorCode } from '../../operate/error-code.ts'

/** `who`: a login, an e-mail, a student id or a numeric id on GitHub. `course`: its id, null for all. */
export type StudentOptions =
  | { readonly kind: 'export'; readonly who: string; readonly course: string | null; readonly out: string }
  | { readonly kind: 'erase'; readonly who: string; readonly course: string | null; readonly reason: string; readonly preview: boolean }

/** Writes all that is kept of one student into a file, or erases it. Exit code 1 where the App works on their repositories for a minute, 2 where there is no such course, no student or several go by the word, or one is of the staff; 3 where the file cannot be written. Erasing whom nothing is kept of is done already. */
export async function runStudent(options: StudentOptions, output: Output, environment: Environment): Promise<number> {
  return withConfiguredStore(output, environment, async (store, configuration) => {
    const ids = options.course === null ? [] : await store.courses.everRan()
    if (options.course !== null && !ids.includes(options.course)) {
      output.warn(`capstone-coach: no course of the id ${safeForTerminal(JSON.stringify(options.course))} runs or ever ran here; ${ids.length === 0 ? 'none did' : `these do or did: ${safeForTerminal(ids.join(', '))}`}\n`)
      return EXIT_CODES.usage
    }
    const found = await findStudent(options.who, options.course, store.privacy)
    const known = `${safeForTerminal(options.who)}${options.course === null ? '' : ` in course ${safeForTerminal(options.course)}`}`
    if (found.kind === 'nobody' && options.kind === 'erase') output.write(`Nothing is kept of ${known}.\n`)
    else if (found.kind === 'nobody') output.warn(`capstone-coach: nothing is kept of ${known}; name a login, an e-mail, a student id or a numeric id on GitHub, whole\n`)
    if (found.kind === 'nobody') return options.kind === 'erase' ? EXIT_CODES.graded : EXIT_CODES.usage
    if (found.kind === 'several') {
      output.warn(`capstone-coach: several people go by ${known}; name one of them by what nobody else has:\n${found.students.map((one) => `  ${studentName(one)}\n`).join('')}`)
      return EXIT_CODES.usage
    }
    return options.kind === 'export' ? write(found.student, options, store, output) : erase(found.student, options, store, configuration, output)
  })
}

async function write(student: KnownStudent, { course, out }: Extract<StudentOptions, { readonly kind: 'export' }>, { privacy }: Store, output: Output): Promise<number> {
  const exported = await privacy.everythingOf(student, course)
  try {
    // Nobody else on this machine is to read it, and nothing that is there is replaced.
    writeFileSync(out, jsonReport(exportDocument(student, exported, { courseId: course, at: Date.now() })), { mode: 0o600, flag: 'wx' })
  } catch (error) {
    const code = errorCode(error)
    output.warn(`capstone-coach: ${out}: ${code === 'EEXIST' ? 'it is there already; name a new file' : `it cannot be written (${code})`}\n`)
    return EXIT_CODES.cannotRead
  }
  output.write(exportedText(out, student, exported))
  return EXIT_CODES.graded
}

async function erase(student: KnownStudent, { course, reason, preview }: Extract<StudentOptions, { readonly kind: 'erase' }>, store: Store, configuration: Configuration, output: Output): Promise<number> {
  const done = await eraseStudent(student, course, { mode: preview ? 'preview' : 'write', reason, by: null }, { ...store, now: Date.now, newId: randomUUID, pause })
  if (done.erased.kind === 'staff') {
    output.warn(`capstone-coach: ${studentName(student)} is of the staff of ${safeForTerminal(done.erased.courses.join(', '))}: take them out of the course's file and restart the App first\n`)
    return EXIT_CODES.usage
  }
  if (done.erased.kind === 'busy') {
    const busy = done.erased.repositories.map((id) => done.repositories.find((one) => one.id === id)?.name ?? `repository ${id}`)
    output.warn(`capstone-coach: nothing was erased: the App is working on ${safeForTerminal(busy.join(', '))}. Run this again in some minutes\n`)
    return EXIT_CODES.strictUnmet
  }
  output.write(erasedText(student, done, { preview, courseId: course, webUrl: configuration.github.webUrl, sweepMinutes: configuration.sweepMinutes }))
  return EXIT_CODES.graded
}
