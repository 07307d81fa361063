import type { StudentOptions } from './commands/student-command.ts'

/** The words behind the options that `student` takes; undefined where one was not given. */
export type StudentWords = Readonly<Partial<Record<'course' | 'reason' | 'out', string>>> & { readonly preview: boolean }

const EXAMPLE = 'capstone-coach student export ana@example.edu --out ana.json, or student erase ana --preview'

/** What `student` is to do by its words, or what was expected of them, in a sentence. */
export function readStudentWords([act, who, ...more]: readonly string[], words: StudentWords): StudentOptions | string {
  const { preview } = words
  const [course, reason, out] = [words.course ?? null, words.reason ?? null, words.out ?? null]
  if ((act !== 'export' && act !== 'erase') || who === undefined || who.trim() === '' || more.length > 0) return `student takes export or erase and one student (login, e-mail, student id or numeric id), for example: ${EXAMPLE}`
  if (course === '') return '--course of student takes the id of a course, for example mlops-2026; found nothing'
  if (act === 'export') {
    if (reason !== null || preview) return `--${preview ? 'preview' : 'reason'} goes with student erase`
    return out === null || out === '' ? 'student export needs --out and the file to write, for example: --out student.json' : { kind: 'export', who, course, out }
  }
  if (out !== null) return '--out goes with student export'
  if (!preview && (reason === null || reason.trim() === '')) return 'student erase needs --reason and why, which the audit keeps; or --preview to see what would go'
  return { kind: 'erase', who, course, reason: reason?.trim() ?? '', preview }
}
