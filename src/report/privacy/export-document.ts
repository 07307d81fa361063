import type { ExportedRow, KnownStudent, StudentExport } from '../../model/kept-student.ts'

const NOT_IN_IT = [
  'What other students said: disputes, answers, feedback, and their words as evidence.',
  'What other people did in the same repositories; leftOut says how much of it there is.',
  'What was read of the files of judged commits (readings, traces): it is made from the repository itself, and can be made from it again.',
  'The text of webhooks of the last days.',
  'Backups and the log of the App, and what stands on GitHub.',
]

/** What is exported of a student, as JSON tells it. */
export type ExportDocument = StudentExport & {
  readonly schema: 1
  readonly exportedAt: string
  readonly course: string | null
  readonly who: Omit<KnownStudent, 'listed'> & { readonly inLists: KnownStudent['listed'] }
  readonly notInIt: readonly string[]
}

/** An export as JSON for the student (docs/privacy.md says what is in it), with what is not in it. Of one course, nobody is named by what another one knows of them. */
export function exportDocument(student: KnownStudent, exported: StudentExport, { courseId, at }: { readonly courseId: string | null; readonly at: number }): ExportDocument {
  const { listed, ...who } = courseId === null ? student : knownIn(student, exported, courseId)
  return { schema: 1, exportedAt: new Date(at).toISOString(), course: courseId, who: { ...who, inLists: listed }, ...exported, notInIt: NOT_IN_IT }
}

/** A student by what the rows of one course say of them. */
function knownIn(student: KnownStudent, { lists, repositories, elsewhere }: StudentExport, courseId: string): KnownStudent {
  const theirs = repositories.map((one) => one.theirs)
  const spoken = [...theirs.flatMap(({ statements, decisions }) => [...statements, ...decisions]), ...elsewhere.statements, ...elsewhere.decisions]
  const entries = lists.map((row) => fieldsOf(row['entry']))
  const values: readonly unknown[] = [
    ...repositories.map(({ name }) => name.split('/')[0]), ...lists.map((row) => row['personId']), ...theirs.flatMap(({ participations }) => participations.flatMap((row) => [row['personId'], row['login']])),
    ...theirs.flatMap(({ events }) => events.flatMap((row) => [row['actorId'], row['actorLogin']])), ...spoken.flatMap((row) => [row['actor'], row['actorLogin']]),
    ...[...theirs.flatMap(({ contributions }) => contributions), ...elsewhere.contributions].flatMap(({ as }) => as.flatMap(({ id, login, email }) => [id, login, email])),
    ...entries.flatMap((entry): readonly unknown[] => [...Object.values(entry), ...Object.values(fieldsOf(entry['platform']))]),
  ]
  const said = new Set(values.map((one) => typeof one === 'string' ? one.toLowerCase() : one))
  const isSaid = (one: string): boolean => said.has(one.toLowerCase())
  return {
    ids: student.ids.filter((id) => said.has(id)), logins: student.logins.filter(isSaid), names: student.names.filter(isSaid), emails: student.emails.filter(isSaid), numbers: student.numbers.filter(isSaid),
    listed: student.listed.filter((one) => one.courseId === courseId),
  }
}

function fieldsOf(value: unknown): ExportedRow {
  return typeof value === 'object' && value !== null ? value as ExportedRow : {}
}
