import type { Person } from './course.ts'

/** Somebody who runs the App. `word` is the login by which the setting names them, in small letters; `OWNER` where it names nobody, and they own the App's registration. */
export type AppOperator = { readonly word: string; readonly person: Person }

/** The word of who owns the App's registration: no login is empty. */
export const OWNER = ''
