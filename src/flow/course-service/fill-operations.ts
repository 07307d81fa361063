import { filledSheet } from '../../report/gradebook/filled-sheet.ts'
import { gradebookOf } from '../grades/gradebook.ts'
import { done, operation, refused, type Operation } from './operation.ts'
import { INTEGER, list, object, oneOf, orNull, SCHEMA_NUMBER, TEXT } from './schemas.ts'

/** A gradebook of a large class has some hundred thousand. */
const LONGEST = 2_000_000
const COLUMN = { type: 'string', minLength: 1, maxLength: 200 } as const

type FillInput = { readonly file: string; readonly title?: string; readonly assignment?: string; readonly gradeColumn?: string; readonly feedbackColumn?: string }

/** What a file that was filled in comes to; `says` is what it was taken for. */
export type FilledFile = { readonly schema: 1; readonly platform: 'canvas' | 'moodle'; readonly says: string; readonly text: string; readonly filled: number; readonly problems: readonly { readonly student: string | null; readonly line: number | null; readonly says: string }[] }

const fill = operation<FillInput>({
  id: 'gradebook.fill', about: 'course', http: null,
  says: 'Fills grades into the text of a file that was downloaded from Canvas or Moodle. All other cells stay as they are, byte for byte; nothing is kept.',
  input: object({
    file: { type: 'string', minLength: 1, maxLength: LONGEST, description: 'the text of the file' }, title: { ...COLUMN, description: 'what the learning platform calls the work' },
    assignment: { type: 'string', pattern: '^[0-9]{1,15}$', description: 'its number in Canvas' }, gradeColumn: { ...COLUMN, description: 'the column of grades, where Moodle does not speak English' }, feedbackColumn: { ...COLUMN, description: 'and that of feedback' },
  }, ['title', 'assignment', 'gradeColumn', 'feedbackColumn']),
  output: object({ schema: SCHEMA_NUMBER, platform: oneOf('canvas', 'moodle'), says: TEXT, text: TEXT, filled: INTEGER, problems: list(object({ student: orNull(TEXT), line: orNull(INTEGER), says: TEXT })) }),
}, async ({ file, title, assignment, gradeColumn = null, feedbackColumn = null }, { course, parts }) => {
  const sheet = filledSheet(file, await gradebookOf(course, parts), { assignment: { title: title ?? course.title, canvasId: assignment ?? null }, gradeColumn, feedbackColumn })
  if (!sheet.ok) return refused('invalid', `line ${sheet.line}: ${sheet.says}`, 'Correct it, and send the file again.', '/file')
  const { platform, says, text, filled, problems } = sheet
  return done<FilledFile>({ schema: 1, platform, says, text, filled, problems })
})

/** What fills grades into files. */
export const FILL_OPERATIONS: readonly Operation[] = [fill]
