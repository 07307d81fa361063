import type { Purpose } from './purpose.ts'

/** What is measured out: points and content within a minute or an hour. */
export const MEASURES = ['rest-points', 'graphql-points', 'content-minute', 'content-hour'] as const
export type Measure = (typeof MEASURES)[number]

/** Why something waits before GitHub says so: a measure, the requests of the hour, or too many at once. */
export type PaceReason = Measure | 'requests-hour' | 'at-once'

/** What an installation may still spend: for each measure when all of it will be there again, in milliseconds since 1970; left out where all of it is there. */
export type Levels = Readonly<Partial<Record<Measure, number>>>

/** So much of a measure: at least, and at most where there is more than that. */
export type Cost = { readonly measure: Measure; readonly least: number; readonly most: number }

/** What was spent, in the order of the costs; or which measure does not suffice, and when it will. */
export type Spent = { readonly ok: true; readonly amounts: readonly number[] } | { readonly ok: false; readonly measure: Measure; readonly at: number }

/** An installation for which the App sends less than it would: since when, for which purposes (this one and those after it), why, and until about when. */
export type Slowing = { readonly installationId: number; readonly purpose: Purpose; readonly since: number; readonly until: number; readonly reason: PaceReason }
