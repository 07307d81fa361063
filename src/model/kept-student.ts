import type { Contributor } from './contribution.ts'

/** One student by everything that tells them from others, as far as the store has it: numeric ids and logins on GitHub, and what lists of courses say. */
export type KnownStudent = {
  readonly ids: readonly number[]
  readonly logins: readonly string[]
  readonly names: readonly string[]
  readonly emails: readonly string[]
  /** Student ids, and ids of learning platforms. */
  readonly numbers: readonly string[]
  /** Their rows in lists, those that they left too. */
  readonly listed: readonly { readonly courseId: string; readonly key: string }[]
}

/** A repository on which a student works; `alone` where nobody else does, the staff aside. `name` is empty where it is not known any more. */
export type StudentRepository = { readonly id: number; readonly name: string; readonly alone: boolean; readonly isReached: boolean }

/** How many rows of a table go, and in how many names are taken out. */
export type ErasedRows = { readonly table: string; readonly deleted: number; readonly changed: number }

/** `busy`: these repositories are being worked on right now, and nothing was written. */
export type Erased = { readonly kind: 'done'; readonly tables: readonly ErasedRows[] } | { readonly kind: 'busy'; readonly repositories: readonly number[] }

/** A row of the store for a reader: names in camel case, JSON read. */
export type ExportedRow = Readonly<Record<string, unknown>>

/** What one person did in a repository that several work on, and as whom they are named there. */
export type ExportedContributions = ExportedRow & { readonly repositoryId: number; readonly as: readonly Contributor[] }

/** What is kept of one repository of a student: what is theirs, and what is of the repository. */
export type ExportedRepository = StudentRepository & {
  readonly theirs: { readonly participations: readonly ExportedRow[]; readonly statements: readonly ExportedRow[]; readonly events: readonly ExportedRow[]; readonly decisions: readonly ExportedRow[]; readonly work: readonly ExportedRow[]; readonly contributions: readonly ExportedContributions[] }
  /** Rows by table. */
  readonly ofTheRepository: Readonly<Record<string, readonly ExportedRow[]>>
  readonly leftOut: { readonly statementsOfOthers: number; readonly eventsOfOthers: number; readonly readings: number; readonly traces: number }
}

/** All that is kept of one student. */
export type StudentExport = {
  readonly lists: readonly ExportedRow[]
  /** That their own grade was released or held. */
  readonly releases: readonly ExportedRow[]
  readonly repositories: readonly ExportedRepository[]
  /** What they did and said where they do not work. */
  readonly elsewhere: { readonly events: readonly ExportedRow[]; readonly statements: readonly ExportedRow[]; readonly decisions: readonly ExportedRow[]; readonly contributions: readonly ExportedContributions[] }
  readonly audit: readonly ExportedRow[]
  /** Webhooks that name them and whose text is still there; it is not copied. */
  readonly webhooks: number
}

/** A place on GitHub that the App wrote to: its kind and place as they are published, the id on GitHub, and what is noted of it. */
export type WrittenPlace = { readonly kind: string; readonly place: string; readonly remoteId: number | null; readonly digest: string }

/** `staff`: they are of the staff of these courses, and nothing was written. */
export type OfStaff = { readonly kind: 'staff'; readonly courses: readonly string[] }

/** What erasing came to, and what it leaves: on GitHub, in files of courses that name a repository, and repositories that the App still reaches. */
export type ErasedStudent = {
  readonly repositories: readonly StudentRepository[]
  readonly erased: Erased | OfStaff
  readonly written: readonly { readonly repository: StudentRepository; readonly places: readonly WrittenPlace[] }[]
  readonly namedIn: readonly { readonly courseId: string; readonly repository: string }[]
}
