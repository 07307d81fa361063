import type { KnownStudent, StudentExport } from '../../model/kept-student.ts'

const NOT_IN_IT = [
  'What other students said: disputes, answers, feedback, and their words as evidence.',
  'What other people did in the same repositories; leftOut says how much of it there is.',
  'What was read of the files of judged commits (readings, traces): it is made from the repository itself, and can be made from it again.',
  'The text of webhooks of the last days.',
  'Backups and the log of the App, and what stands on GitHub.',
]

/** The file of an export (docs/privacy.md says what is in it): JSON for the student, with what is not in it. */
export function exportDocument({ listed, ...who }: KnownStudent, exported: StudentExport, { courseId, at }: { readonly courseId: string | null; readonly at: number }): string {
  return `${JSON.stringify({ schema: 1, exportedAt: new Date(at).toISOString(), course: courseId, who: { ...who, inLists: listed }, ...exported, notInIt: NOT_IN_IT }, null, 2)}\n`
}
