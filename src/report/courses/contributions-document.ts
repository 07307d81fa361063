import type { Contributions, ContributionReading, StudentContribution } from '../../model/contribution.ts'
import type { NamedCourse } from '../../model/course.ts'

/** What one person did, as JSON tells it; `key` and `name` are null for whoever is not of the staff. */
export type ContributionRow = Omit<StudentContribution, 'student' | 'lastAt'> & { readonly student: { readonly key: string | null; readonly name: string | null; readonly login: string }; readonly lastAt: string | null }

/** Who did what in one repository, as JSON tells it; `read` is null where it was not read. */
export type RepositoryContributions = {
  readonly repository: { readonly id: number; readonly name: string }
  readonly read: ({ readonly at: string; readonly branch: string; readonly head: string | null; readonly students: readonly ContributionRow[] } & Pick<Contributions, 'others' | 'unknown' | 'merges' | 'beyond'>) | null
}

/** The answer of the service: who did what in the repositories of a course. */
export type ContributionsDocument = { readonly schema: 1; readonly course: NamedCourse; readonly repositories: readonly RepositoryContributions[] }

/** What one person did, without whom it is about. */
export function didDocument({ commits, together, opened, merged, reviewed, commented, lastAt }: StudentContribution): Omit<ContributionRow, 'student'> {
  return { commits, together, opened, merged, reviewed, commented, lastAt: lastAt === null ? null : new Date(lastAt).toISOString() }
}

/** Who did what in one repository as JSON. Names and keys of the list are for the staff, and so is whose an e-mail is: anybody may write one into a commit, so the login of whom nothing else names here stays out. */
export function contributionsDocument(repository: { readonly id: number; readonly name: string }, reading: ContributionReading | null, contributions: Contributions | null, forStaff: boolean): RepositoryContributions {
  if (reading === null || contributions === null) return { repository, read: null }
  const { students, ...rest } = contributions
  const rows = students.map((one): ContributionRow => {
    const { key, name, login, worksHere } = one.student
    const shown = accountOf(one.student, reading) ?? (forStaff || worksHere ? login : '')
    return { student: { key: forStaff ? key : null, name: forStaff ? name : null, login: shown }, ...didDocument(one) }
  })
  return { repository, read: { at: new Date(reading.readAt).toISOString(), branch: reading.branch, head: reading.head, students: rows, ...rest } }
}

/** The login as GitHub had it when it was read: it may have changed since the list was made. */
function accountOf({ personId, login }: StudentContribution['student'], { people }: ContributionReading): string | null {
  return people.find((one) => one.id !== null && (personId === null ? login !== '' && one.login.toLowerCase() === login.toLowerCase() : one.id === personId))?.login ?? null
}
