import type { FileChanges } from '../git/write-git.ts'
import type { Sandbox } from '../sandbox.ts'

/** The organization of the demo's course, who of its staff speaks, and who runs the App. */
export const COURSE = 'octo-course'
export const INSTRUCTOR = 'instructor'
export const OPERATOR = 'operator'

/** Told of each thing that somebody does, as one line. */
export type Tell = (says: string) => void

/** Where a student's story is played. `files` are those of a folder of the samples; `serviceUrl` is where what they deploy answers. */
export type Stage = { readonly sandbox: Sandbox; readonly files: (folder: string) => FileChanges; readonly serviceUrl: string; readonly tell: Tell }

/** One student of the demo's class; `says` is what is worth looking at, `begins` the folder of what is on main before the App comes, `play` all that happens after it. */
export type Student = { readonly login: string; readonly repository: string; readonly says: string; readonly begins: string | null; readonly play: (stage: Stage) => Promise<void> }
