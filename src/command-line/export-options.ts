import { resolve } from 'node:path'
import { GRADE_FORMAT_NAMES, isGradeFormat } from '../report/gradebook/formats.ts'
import type { MoodleIdentity } from '../report/gradebook/grade-file.ts'
import type { ExportOptions } from './commands/export-command.ts'

/** The words behind the options that `export` takes; undefined where one was not given. */
export type ExportWords = Readonly<Partial<Record<'course' | 'title' | 'assignment' | 'identity' | 'fill' | 'out' | 'grade-column' | 'feedback-column', string>>> & { readonly format: string; readonly bom: boolean }

const IDENTITIES: readonly MoodleIdentity[] = ['username', 'email', 'idnumber']

/** What `export` is to do by its words, or what was expected of them, in a sentence. */
export function readExportWords(rest: readonly string[], words: ExportWords): ExportOptions | string {
  const { course = null, title = null, assignment = null, identity, fill, out = null, format, bom } = words
  const { 'grade-column': gradeColumn = null, 'feedback-column': feedbackColumn = null } = words
  const empty = (['course', 'title', 'assignment', 'identity', 'fill', 'out', 'grade-column', 'feedback-column'] as const).find((name) => words[name] === '')
  if (rest.length > 0) return `export takes nothing but options; found "${rest.join(' ')}"`
  if (empty !== undefined) return `--${empty} of export takes a word behind it; found nothing`
  if (assignment !== null && !/^\d{1,15}$/.test(assignment)) return `--assignment takes the number of an assignment in Canvas, the last one in its address; found "${assignment}"`
  if (fill !== undefined) {
    if (format !== 'text' || identity !== undefined || bom) return '--fill keeps the form of the file: it goes with no --format, --identity or --bom'
    if (out !== null && resolve(out) === resolve(fill)) return '--out of export --fill names another file: the one that was downloaded stays as it is'
    return { kind: 'fill', course, title, assignment, out, file: fill, gradeColumn, feedbackColumn }
  }
  if (gradeColumn !== null || feedbackColumn !== null) return '--grade-column and --feedback-column go with --fill'
  if (!isGradeFormat(format)) return `--format of export is one of: ${GRADE_FORMAT_NAMES.join(', ')}; found ${format === 'text' ? 'nothing' : `"${format}"`}`
  const known = IDENTITIES.find((one) => one === identity)
  if (identity !== undefined && (known === undefined || format !== 'moodle')) return `--identity goes with --format moodle and is one of: ${IDENTITIES.join(', ')}; found "${identity}"`
  return { kind: 'write', course, title, assignment, out, format, identity: known ?? null, withBom: bom }
}
