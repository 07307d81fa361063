import type { GradebookRow } from './gradebook.ts'

/**
 * One student that a word about grades covers, as they stand by it. `sees`: the grade in the capstone issue; or nothing, since theirs is held, there is none yet, the repository is public, or others who work on it are held.
 */
export type ReleasedRow = GradebookRow & { readonly wasReleased: boolean; readonly sees: 'grade' | 'held' | 'no-grade' | 'public' | 'others-held' }
