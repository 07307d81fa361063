import { sql } from 'kysely'
import type { FactStore } from '../flow/ports.ts'
import type { ActivityStore, AssessmentStore, CourseStore, DeliveryStore, HostingStore, JournalStore, PublicationStore, WorkStore } from '../flow/store-ports.ts'
import { createActivityStore, createAssessmentStore } from './assessments.ts'
import type { AppendOnly, Backend } from './backend.ts'
import { createCourseStore } from './courses.ts'
import { createDeliveryStore } from './deliveries.ts'
import { createFactStore } from './fact-store.ts'
import { createHostingStore } from './hosting.ts'
import { createJournalStore } from './journal.ts'
import { migrate } from './migrations/migrate.ts'
import { createPublicationStore } from './publications.ts'
import { appendOnlyOnSqlite, openSqlite } from './sqlite.ts'
import { createWorkStore } from './work.ts'

/** Where everything is kept: one file of SQLite (`:memory:` keeps nothing), which several processes of one machine may share. */
export type StoreSettings = { readonly kind: 'sqlite'; readonly file: string }

/** Every port of the store, on one database. */
export type Store = {
  readonly deliveries: DeliveryStore
  readonly work: WorkStore
  readonly hosting: HostingStore
  readonly publications: PublicationStore
  readonly courses: CourseStore
  readonly assessments: AssessmentStore
  readonly activities: ActivityStore
  readonly journal: JournalStore
  readonly facts: FactStore
  /** Calls `wake` when there may be work to claim, until the function that it gives back is called. A hint: who waits looks every few seconds too. */
  readonly onWork: (wake: () => void) => () => void
  /** Whether the database answers. Never rejects. */
  readonly ready: () => Promise<boolean>
  readonly close: () => Promise<void>
}

/** Opens the store and brings its schema up to date. Throws, saying what is wrong, where the database cannot be opened or is newer than this version. */
export async function openStore(settings: StoreSettings): Promise<Store> {
  const [backend, appendOnly] = open(settings)
  try {
    await migrate(backend.database, appendOnly)
  } catch (error) {
    await backend.close()
    throw error
  }
  return {
    deliveries: createDeliveryStore(backend),
    work: createWorkStore(backend),
    hosting: createHostingStore(backend),
    publications: createPublicationStore(backend),
    courses: createCourseStore(backend),
    assessments: createAssessmentStore(backend),
    activities: createActivityStore(backend),
    facts: createFactStore(backend),
    journal: createJournalStore(backend),
    onWork: backend.onWork,
    ready: () => sql`select 1`.execute(backend.database).then(() => true, () => false),
    close: backend.close,
  }
}

function open(settings: StoreSettings): readonly [Backend, AppendOnly] {
  return [openSqlite(settings.file), appendOnlyOnSqlite]
}
