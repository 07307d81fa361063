import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import type { ChecklistStore } from '../flow/ports/checklist-port.ts'
import type { OperatorStore } from '../flow/ports/operator-port.ts'
import type { PrivacyStore } from '../flow/ports/privacy-port.ts'
import type { ContributionStore } from '../flow/ports/contribution-port.ts'
import type { CountStore } from '../flow/ports/count-port.ts'
import type { GistStore } from '../flow/ports/gist-port.ts'
import type { ProbeStore } from '../flow/ports/probe-ports.ts'
import type { ReleaseStore } from '../flow/ports/release-port.ts'
import type { RosterStore } from '../flow/ports/roster-port.ts'
import type { StandingStore } from '../flow/ports/standing-port.ts'
import type { WatchNoteStore } from '../flow/ports/watch-note-port.ts'
import type { WrongVerdictStore } from '../flow/ports/wrong-verdict-port.ts'
import type { TokenStore } from '../flow/ports/token-port.ts'
import type { ActivityStore, AssessmentStore, CourseStore, DecisionStore, DeliveryStore, FactArchive, HostingStore, JournalStore, PublicationStore, ReadingStore, TraceStore } from '../flow/ports/store-ports.ts'
import type { WorkStore } from '../flow/ports/work-port.ts'
import type { PaceStore } from '../flow/ports/pace-port.ts'
import type { StoreState } from '../model/app-state.ts'
import { createActivityStore } from './activities.ts'
import { createAssessmentStore } from './assessments.ts'
import type { Backend, Report, StoreSettings } from './backend.ts'
import { createChecklistStore } from './checklists.ts'
import { createContributionStore } from './contributions.ts'
import { createCountStore } from './counts.ts'
import { createCourseStore } from './courses.ts'
import { createDecisionStore, createTraceStore } from './decisions.ts'
import { createDeliveryStore } from './deliveries.ts'
import { createFactStore } from './fact-store.ts'
import { createGistStore } from './gists.ts'
import { createHostingStore } from './hosting.ts'
import { createJournalStore } from './journal.ts'
import { migrate, migrationNames } from './migrations/migrate.ts'
import { openBackend } from './open-backend.ts'
import { createOperatorStore } from './operators.ts'
import { createPaceStore } from './pace.ts'
import { createPrivacyStore } from './privacy/privacy-store.ts'
import { createProbeStore } from './probes.ts'
import { createPublicationStore } from './publications.ts'
import { createReadingStore } from './readings.ts'
import { createReleaseStore } from './releases.ts'
import { createRosterStore } from './roster.ts'
import { createStandingStore } from './standings.ts'
import { saysOf } from './text.ts'
import { createTokenStore } from './tokens.ts'
import { createWatchNoteStore } from './watch-notes.ts'
import { createWorkStore } from './work.ts'
import { createWrongVerdictStore } from './wrong-verdicts.ts'

/** How long the database may take to say that it is there, in milliseconds. */
const LONGEST_ANSWER = 5_000
/** The same for how large it is: that is looked up file by file. */
const LONGEST_SIZE = 1000

/** Every port of the store, on one database. */
export type Store = {
  readonly deliveries: DeliveryStore
  readonly work: WorkStore
  readonly pace: PaceStore
  readonly hosting: HostingStore
  readonly publications: PublicationStore
  readonly courses: CourseStore
  readonly operators: OperatorStore
  readonly roster: RosterStore
  readonly tokens: TokenStore
  readonly checklists: ChecklistStore
  readonly releases: ReleaseStore
  readonly standings: StandingStore
  readonly wrongVerdicts: WrongVerdictStore
  readonly assessments: AssessmentStore
  readonly gists: GistStore
  readonly activities: ActivityStore
  readonly probes: ProbeStore
  readonly readings: ReadingStore
  readonly traces: TraceStore
  readonly decisions: DecisionStore
  readonly watchNotes: WatchNoteStore
  readonly counts: CountStore
  readonly contributions: ContributionStore
  readonly journal: JournalStore
  readonly facts: FactArchive
  readonly privacy: PrivacyStore
  /** On which database it is, how large that is on the disk (null where it does not say so within a second), and the last change of its schema. */
  readonly about: () => Promise<StoreState>
  /** Calls `wake` when there may be work to claim, until the function that it gives back is called. A hint: who waits looks every few seconds too. */
  readonly onWork: (wake: () => void) => () => void
  /** Whether the database answers. Never rejects. */
  readonly ready: () => Promise<boolean>
  readonly close: () => Promise<void>
}

/**
 * Opens the store and brings its schema up to date. Throws, saying what is wrong, where the database cannot be opened or is newer than this version.
 * `report` takes trouble that no call of the store throws: a connection that was lost while it rested; it is made again. `now` tells when facts are used.
 */
export async function openStore(settings: StoreSettings, report: Report = () => {}, now: () => number = Date.now): Promise<Store> {
  const [backend, appendOnly] = openBackend(settings, report)
  try {
    await ask(backend).catch((error: unknown) => { throw new Error(`The database could not be reached: ${saysOf(error)}`, { cause: error }) })
    await migrate(backend.database, appendOnly, now())
  } catch (error) {
    await backend.close()
    throw error
  }
  return {
    deliveries: createDeliveryStore(backend),
    work: createWorkStore(backend),
    pace: createPaceStore(backend),
    hosting: createHostingStore(backend),
    publications: createPublicationStore(backend),
    courses: createCourseStore(backend),
    operators: createOperatorStore(backend),
    roster: createRosterStore(backend),
    tokens: createTokenStore(backend),
    checklists: createChecklistStore(backend),
    releases: createReleaseStore(backend),
    standings: createStandingStore(backend),
    wrongVerdicts: createWrongVerdictStore(backend),
    assessments: createAssessmentStore(backend),
    gists: createGistStore(backend),
    activities: createActivityStore(backend),
    probes: createProbeStore(backend),
    readings: createReadingStore(backend),
    traces: createTraceStore(backend),
    decisions: createDecisionStore(backend),
    watchNotes: createWatchNoteStore(backend),
    counts: createCountStore(backend),
    contributions: createContributionStore(backend),
    facts: createFactStore(backend, now, report),
    journal: createJournalStore(backend),
    privacy: createPrivacyStore(backend),
    about: async () => ({
      kind: settings.kind, migration: migrationNames().at(-1) ?? '',
      bytes: await Promise.race([backend.bytes().catch(() => null), pause(LONGEST_SIZE, null, { ref: false })]),
    }),
    onWork: backend.onWork,
    ready: () => Promise.race([ask(backend).then(() => true, () => false), pause(LONGEST_ANSWER, false, { ref: false })]),
    close: backend.close,
  }
}

async function ask({ database }: Backend): Promise<void> {
  await sql`select 1`.execute(database)
}
