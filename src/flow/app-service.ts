import { ROWS_A_PAGE, type AppQuery, type AppSettings, type AppState, type HealthCheck, type ProcessState, type StoreState } from '../model/app-state.ts'
import type { Person } from '../model/course.ts'
import { MAY_IN_APP, type AppOperationId, type Role } from '../model/role.ts'
import { workKind } from '../report/words/work-words.ts'
import { done, refused, type Done } from './course-service/operation.ts'
import { nameOf } from './course-service/who.ts'
import type { Log } from './ports/operation-ports.ts'
import type { CourseStore, DeliveryStore, HostingStore, JournalStore } from './ports/store-ports.ts'
import type { WorkStore } from './ports/work-port.ts'
import type { PaceStore } from './ports/pace-port.ts'

/** What the App as a whole is looked at and mended with. */
export type AppServiceParts = {
  readonly pace: Pick<PaceStore, 'slowings'>
  readonly work: Pick<WorkStore, 'queue' | 'resting' | 'requeue'>
  readonly deliveries: Pick<DeliveryStore, 'lately' | 'newest' | 'aside' | 'takeUp'>
  readonly hosting: Pick<HostingStore, 'lastSeen' | 'installations'>
  readonly courses: Pick<CourseStore, 'courses' | 'tallies' | 'staffRole' | 'enrolmentsOf'>
  readonly journal: Pick<JournalStore, 'addAudit'>
  /** What the store is. */
  readonly about: () => Promise<StoreState>
  readonly health: () => Promise<readonly HealthCheck[]>
  readonly process: () => ProcessState
  readonly settings: AppSettings
  readonly now: () => number
  /** An id that nothing else has. */
  readonly newId: () => string
  readonly log: Log
}

/** Somebody who signed in, and whether they run the App. */
export type AppActor = { readonly person: Person; readonly role: Extract<Role, 'operator' | 'stranger'> }

/** What is tried again: a piece of work that was given up or a webhook that was set aside, by its id; or all of them, by the word `all`. */
export type Again = { readonly what: 'work' | 'delivery'; readonly id: string }

const HOUR = 3_600_000

/** How the whole App stands, for who runs it; a part of its lists as it is asked for. */
export async function readApp(query: AppQuery, actor: AppActor, parts: AppServiceParts): Promise<Done<AppState>> {
  if (!mayInApp('app.read', actor)) return notThere()
  const { work, pace, deliveries, hosting, courses, now } = parts
  const at = now()
  // Whole hours, so that a bar is an hour by the clock.
  const since = Math.floor(at / HOUR) * HOUR - 23 * HOUR
  const [queue, resting, heard, newestAt, aside, running, tallies, installations, store, health, slowings] = await Promise.all([
    work.queue({ state: query.queue, most: ROWS_A_PAGE, from: (query.page - 1) * ROWS_A_PAGE }, at), work.resting(at), deliveries.lately(since), deliveries.newest(), deliveries.aside(ROWS_A_PAGE, (query.aside - 1) * ROWS_A_PAGE),
    courses.courses(), courses.tallies(), hosting.installations(), parts.about(), parts.health(), pace.slowings(at),
  ])
  const ids = [...new Set([...queue.items, ...aside.deliveries].flatMap(({ repositoryId }) => repositoryId ?? []))]
  const seen = await Promise.all(ids.map((id) => hosting.lastSeen(id)))
  return done({
    health, store, queue, resting, slowings, aside, settings: parts.settings, process: parts.process(), heard: { since, newestAt, deliveries: heard },
    names: new Map(seen.flatMap((one) => one === null ? [] : [[one.id, nameOf(one)] as const])),
    accounts: new Map(installations.map(({ id, account }) => [id, account.login])),
    courses: await Promise.all(running.map(async (course) => ({ course, ...tallies.get(course.id) ?? { repositories: 0, dead: 0 }, isStaff: await courses.staffRole(course.id, actor.person.id) !== null }))),
  })
}

/** Lets something be tried again, with a line in the log and, for work that was given up, an entry in the audit of each course that has its repository. Gives how many were brought back. */
export async function tryAgain({ what, id }: Again, actor: AppActor, parts: AppServiceParts): Promise<Done<number>> {
  if (!mayInApp('app.again', actor)) return notThere()
  const { log, work, deliveries, now } = parts
  const which = id === 'all' ? null : id
  const brought = what === 'work' ? await work.requeue(which, now()) : []
  const back = what === 'work' ? brought.length : await deliveries.takeUp(which)
  if (back > 0) log.info(what === 'work' ? 'given up work was brought back on the page of operations' : 'webhooks that were set aside are understood again, by the page of operations', { person: actor.person.id, id, count: back })
  for (const one of brought) await note(one, actor.person, parts)
  if (back > 0 || which === null) return done(back)
  return refused('not-found', what === 'work' ? 'no work of this id is given up' : 'no webhook of this id is set aside', 'Open the page again: it may have been brought back already.', '/id')
}

/** Whether somebody may do something about the whole App. */
export function mayInApp(id: AppOperationId, { role }: AppActor): boolean {
  return MAY_IN_APP[id].includes(role)
}

/** Who does not run the App learns nothing of what there is. */
function notThere(): { readonly ok: false; readonly refusal: Extract<Done, { readonly ok: false }>['refusal'] } {
  return refused('not-found', 'there is nothing at this address', 'See your courses.')
}

async function note({ repositoryId, target }: Awaited<ReturnType<WorkStore['requeue']>>[number], person: Person, { courses, journal, now, newId }: AppServiceParts): Promise<void> {
  const subjects = (await courses.enrolmentsOf(repositoryId)).map(({ courseId }) => `course ${courseId}`)
  for (const subject of subjects.length === 0 ? [`repository ${repositoryId}`] : subjects) {
    await journal.addAudit({ id: newId(), at: now(), actor: person.id, action: 'work.again', subject, says: `${workKind(target)} of repository ${repositoryId}, which had been given up, by who runs the App` })
  }
}
