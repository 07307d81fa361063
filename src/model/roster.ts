/** What the learning platform knows a person by, as its own files have it; empty where it is not known. */
export type PlatformIds = {
  /** Canvas: `ID`, `SIS User ID`, `SIS Login ID`. */
  readonly canvasId: string
  readonly sisUserId: string
  readonly sisLoginId: string
  /** Moodle: `Username`, `ID number`. */
  readonly moodleUser: string
  readonly idNumber: string
}

/** One student as the course's list has them; texts are empty where they are not known. */
export type RosterEntry = {
  /** What the course knows them by: the student id, else the e-mail, else the login, in small letters. A list with the same key is the same student. */
  readonly key: string
  readonly name: string
  readonly email: string
  readonly studentId: string
  readonly section: string
  /** Their login on GitHub as it was written down, and the numeric id: known from the list, or found by the login once and kept, since logins change. */
  readonly login: string
  readonly personId: number | null
  readonly platform: PlatformIds
}
