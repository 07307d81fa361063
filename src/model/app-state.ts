import type { Course } from './course.ts'
import type { Slowing } from './pace.ts'
import type { AsideAnywhere, HeardDeliveries, QueueState, RestingInstallation, WorkQueue } from './work.ts'

/** One thing that the App needs: whether it is in place, and what is wrong where it is not. */
export type HealthCheck = { readonly name: string; readonly ok: boolean; readonly says: string }

/** What GitHub told last of a limit; `installationId` is null for what the App asks in its own name. Times are milliseconds since 1970. */
export type QuotaHeard = { readonly installationId: number | null; readonly resource: string; readonly remaining: number; readonly limit: number; readonly resetAt: number | null; readonly at: number }

/** Lines of the log that say the same but for numbers: what the last one says, with its ids, and how many there were. `fault` is the name of the error behind it. */
export type LogGroup = { readonly level: 'warn' | 'error'; readonly says: string; readonly fault: string | null; readonly ids: readonly (readonly [name: string, id: string])[]; readonly count: number; readonly lastAt: number }

/** How webhooks arrived at one process. */
export type Arrivals = { readonly stored: number; readonly repeated: number; readonly refused: number; readonly failed: number; readonly lastRefusedAt: number | null }

/** What is of one process alone; several may share the work, each with its own. */
export type ProcessState = {
  readonly version: string
  readonly node: string
  readonly host: string
  readonly pid: number
  readonly startedAt: number
  readonly arrivals: Arrivals
  readonly quotas: readonly QuotaHeard[]
  /** When its last look at every repository ended (null where none did yet), and when the next one begins. */
  readonly sweep: { readonly lastAt: number | null; readonly nextAt: number | null }
  readonly log: readonly LogGroup[]
}

/** What settings say that a page tells: `publicUrl` is null in pull mode. */
export type AppSettings = { readonly publicUrl: string | null; readonly sweepMinutes: number; readonly workers: number; readonly logLevel: string }

/** What the store is; `bytes` is null where it does not say how large it is. */
export type StoreState = { readonly kind: 'sqlite' | 'postgres'; readonly bytes: number | null; readonly migration: string }

/** How many pieces of work, and set-aside webhooks, a page of the list shows. */
export const ROWS_A_PAGE = 50

/** Which part of the lists is asked for; pages are counted from 1. */
export type AppQuery = { readonly queue: QueueState; readonly page: number; readonly aside: number }

/** A course that runs, as whoever runs the App sees it; `isStaff` is whether the reader is of its staff. */
export type CourseRunning = { readonly course: Pick<Course, 'id' | 'title' | 'settings'>; readonly repositories: number; readonly dead: number; readonly isStaff: boolean }

/** How the whole App stands: machinery alone, without a word of a student. */
export type AppState = {
  readonly health: readonly HealthCheck[]
  readonly settings: AppSettings
  readonly store: StoreState
  readonly queue: WorkQueue
  readonly resting: readonly RestingInstallation[]
  /** For which accounts the App slows itself down, or did until two minutes ago. */
  readonly slowings: readonly Slowing[]
  /** What came since `since`, by the hour. */
  readonly heard: { readonly since: number; readonly newestAt: number | null; readonly deliveries: readonly HeardDeliveries[] }
  readonly aside: { readonly count: number; readonly deliveries: readonly AsideAnywhere[] }
  /** `owner/name` of repositories by their numeric ids. */
  readonly names: ReadonlyMap<number, string>
  /** Logins of accounts by the ids of their installations. */
  readonly accounts: ReadonlyMap<number, string>
  readonly courses: readonly CourseRunning[]
  readonly process: ProcessState
}
