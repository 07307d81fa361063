import type { Gradebook } from '../../model/gradebook.ts'
import { canvasFile } from './canvas-file.ts'
import type { GradeFile, GradeFileOptions } from './grade-file.ts'
import { longFile } from './long-file.ts'
import { moodleFile } from './moodle-file.ts'
import { nbgraderFile } from './nbgrader-file.ts'
import { wideFile } from './wide-file.ts'

type GradeFormat = {
  /** What it is for, in a sentence. */
  readonly says: string
  readonly write: (gradebook: Gradebook, options: GradeFileOptions) => GradeFile
}

/** Every way to write a gradebook as a file: the one list that options, help and pages read. */
export const GRADE_FORMATS = {
  wide: { says: 'A row a student and repository: the whole grade, and a column an item with its points.', write: wideFile },
  long: { says: 'A row a student, repository and item: how it came out, its points, whose word that is and why, and by which commit.', write: longFile },
  canvas: { says: "For Canvas's import of grades, by Canvas's own ids.", write: canvasFile },
  moodle: { says: "For Moodle's import of grades, by username, e-mail or ID number, with feedback.", write: moodleFile },
  nbgrader: { says: 'The columns that nbgrader exports, for scripts that read those.', write: nbgraderFile },
} as const satisfies Readonly<Record<string, GradeFormat>>

export type GradeFormatName = keyof typeof GRADE_FORMATS

/** The names of the formats, in the order in which they are told. */
export const GRADE_FORMAT_NAMES = Object.keys(GRADE_FORMATS) as readonly GradeFormatName[]

/** Whether a word names a format of grade files. */
export function isGradeFormat(word: string): word is GradeFormatName {
  return Object.hasOwn(GRADE_FORMATS, word)
}
