import { capstoneMark } from '../flow/publishing/capstone-mark.ts'
import { isCourseHome } from '../flow/courses/course-home.ts'
import type { Enrolment } from '../flow/courses/enrolment.ts'
import type { Log, Meters } from '../flow/ports/operation-ports.ts'
import type { Delivery, DeliveryStore, HostingStore, Meaning } from '../flow/ports/store-ports.ts'
import type { Course } from '../model/course.ts'
import type { Mark } from '../model/work.ts'
import { createDrain, type Drain } from './drain.ts'

export type Interpreting = {
  readonly deliveries: Pick<DeliveryStore, 'waiting' | 'settle' | 'setAside' | 'hold'>
  readonly hosting: Pick<HostingStore, 'repository'>
  readonly enrolment: Enrolment
  readonly meaningOf: (delivery: Delivery) => Meaning | { readonly unreadable: string }
  readonly now: () => number
  readonly log: Log
  readonly meters?: Pick<Meters, 'delivery'>
  /** Called after deliveries that change where the App is installed: their order may lie, so that is read anew. */
  readonly onInstallations: () => void
  /** Brings the courses to what is planned for the accounts that are known (`createCourseSetUp`); asks GitHub for nothing. */
  readonly setUpCourses: (isFresh: false) => Promise<void>
}

const AT_ONCE = 50
/** So long a delivery is held back for what its repository was made from, in milliseconds: GitHub may not answer for days, and texts are not kept for ever. */
export const MOST_HELD = 7 * 86_400_000
/** Deliveries that bring repositories, whose enrolment the work itself finds out. */
const BRINGING = new Set(['installation', 'installation_repositories', 'repository'])

/**
 * Makes work of what was delivered, oldest first, each in one transaction with its being settled: a crash leaves it waiting, and doing it again is harmless.
 * Wake it when a delivery was stored, and now and then. What cannot be understood is set aside; what happened in a repository of which nobody knows yet whose it is, is held until that is known; a store that fails ends the round.
 */
export function createInterpreter(parts: Interpreting): Drain {
  const { deliveries, log } = parts
  return createDrain(async (isStopping) => {
    for (;;) {
      const waiting = await deliveries.waiting(AT_ONCE)
      for (const delivery of waiting) {
        if (isStopping()) return
        await interpret(delivery, parts)
      }
      if (waiting.length < AT_ONCE) return
    }
  }, (error) => { log.error('deliveries could not be worked off; they wait', {}, error) })
}

async function interpret(delivery: Delivery, parts: Interpreting): Promise<void> {
  const { deliveries, log, meters, now } = parts
  const meaning = understood(delivery, parts)
  if ('unreadable' in meaning) {
    await deliveries.setAside(delivery.id, meaning.unreadable, now())
    meters?.delivery(delivery.name, 'set-aside')
    return log.warn(`a delivery was set aside: ${meaning.unreadable}`, { delivery: delivery.id, event: delivery.name })
  }
  const enrolled = await enrolledOf(meaning, parts)
  const asked = await askedFirst(delivery, meaning, enrolled, parts)
  if (asked.length > 0) {
    await deliveries.hold(delivery.id, asked, now())
    return log.info('a delivery waits until it is known what its repository was made from', { delivery: delivery.id, event: delivery.name, repository: delivery.repositoryId })
  }
  const homes = await homesOf(meaning, parts)
  const joining = await joiningOf(meaning, parts)
  const publicized = await publicizedBy(delivery, meaning, parts)
  await noteParticipants(meaning, enrolled, parts)
  const concerns = (repositoryId: number | null): boolean => repositoryId === null || enrolled.has(repositoryId)
  const settled = await deliveries.settle(delivery.id, {
    ...meaning,
    marks: [...meaning.marks.filter((mark) => concerns(mark.repositoryId) || homes.has(mark.repositoryId) || (mark.target.kind === 'repository' && BRINGING.has(delivery.name))), ...joining, ...publicized],
    events: meaning.events.filter((event) => concerns(event.repositoryId)),
  }, now())
  if (!settled) return
  meters?.delivery(delivery.name, meaning.result)
  if (meaning.installations.length > 0 || meaning.removed.length > 0) {
    parts.onInstallations()
    // Before the next delivery is understood: what is pushed at once to a repository of the account is of its course already.
    await parts.setUpCourses(false)
  }
}

function understood(delivery: Delivery, { meaningOf, log }: Interpreting): ReturnType<Interpreting['meaningOf']> {
  try {
    return meaningOf(delivery)
  } catch (error) {
    log.error('reading a delivery failed for a fault of ours', { delivery: delivery.id, event: delivery.name }, error)
    return { unreadable: 'reading it failed for a fault of ours; the log says more' }
  }
}

/** The repositories of a meaning that are enrolled, with their courses, after those that it describes were offered to the courses. */
async function enrolledOf({ repositories, marks, events }: Meaning, { enrolment, hosting, now }: Interpreting): Promise<Map<number, Course>> {
  const enrolled = new Map<number, Course>()
  const keep = (id: number, course: Course | null): void => { if (course !== null) enrolled.set(id, course) }
  for (const repository of repositories) {
    // No webhook tells what a repository was made from.
    const known = await hosting.repository(repository.id)
    keep(repository.id, await enrolment.enrol(known?.template === undefined ? repository : { ...repository, template: known.template }, now()))
  }
  const described = new Set(repositories.map(({ id }) => id))
  const others = new Set([...marks, ...events].flatMap(({ repositoryId }) => repositoryId === null || described.has(repositoryId) ? [] : [repositoryId]))
  for (const id of others) {
    const repository = await hosting.repository(id)
    if (repository !== null) keep(id, await enrolment.courseOf(repository))
  }
  return enrolled
}

/** Work on the repositories of a delivery of which has to be asked first what they were made from: no event of theirs is kept before it is known whether a course has them, and none is lost. Nothing where a delivery brings repositories, or waited long enough. */
async function askedFirst({ installationId, name, receivedAt }: Delivery, { repositories, marks, events }: Meaning, enrolled: ReadonlyMap<number, Course>, { enrolment, hosting, now }: Interpreting): Promise<readonly Mark[]> {
  if (installationId === null || BRINGING.has(name) || receivedAt < now() - MOST_HELD) return []
  const ids = [...new Set([...marks, ...events].flatMap(({ repositoryId }) => repositoryId === null || enrolled.has(repositoryId) ? [] : [repositoryId]))]
  const waits = async (id: number): Promise<boolean> => {
    const known = await hosting.repository(id)
    const repository = known?.template === undefined ? repositories.find((one) => one.id === id) ?? known : known
    return repository !== null && await enrolment.courseOf(repository) === null && await enrolment.awaitsTemplate(repository)
  }
  const asked: Mark[] = []
  for (const repositoryId of ids) if (await waits(repositoryId)) asked.push({ installationId, repositoryId, target: { kind: 'repository' }, dueAt: now(), reason: 'template' })
  return asked
}

/** The repositories of a meaning in which an account may write down its course: what happens there is for the work to judge. */
async function homesOf({ repositories, marks }: Meaning, { hosting }: Interpreting): Promise<ReadonlySet<number>> {
  const known = await Promise.all([...new Set(marks.map(({ repositoryId }) => repositoryId))].map(async (id) => repositories.find((one) => one.id === id) ?? await hosting.repository(id)))
  return new Set(known.flatMap((repository) => repository !== null && isCourseHome(repository) ? [repository.id] : []))
}

/** Marks repositories that were private when they were heard of last, whatever tells now that they are public: points that stand there have to go. */
async function publicizedBy({ installationId }: Delivery, { repositories }: Meaning, { hosting, now }: Interpreting): Promise<readonly Mark[]> {
  if (installationId === null) return []
  const marks: Mark[] = []
  for (const repository of repositories) {
    if (!repository.private && (await hosting.repository(repository.id))?.private === true) marks.push(capstoneMark({ installationId, repositoryId: repository.id }, now(), 'publicized'))
  }
  return marks
}

/** Marks comments with the right code of a course. Of any other nothing is said on GitHub, so that nobody can try codes. */
async function joiningOf({ joins = [] }: Meaning, { enrolment, now, log }: Interpreting): Promise<readonly Mark[]> {
  const marks: Mark[] = []
  for (const { installationId, repositoryId, code, commentId, person } of joins) {
    const course = await enrolment.courseByCode(code)
    log.info(course === null ? 'somebody wrote a code that no course has' : 'somebody wrote the code of a course', { repository: repositoryId, person: person.id, course: course?.id })
    if (course !== null) marks.push({ installationId, repositoryId, target: { kind: 'join', courseId: course.id, commentId, person }, dueAt: now(), reason: 'join' })
  }
  return marks
}

/**
 * Who pushes works on the repository. Opening a pull request makes nobody a participant: anybody may open one from a fork of a public repository, and a member of its
 * organization from somebody else's branch. Who only opens one and may write is found out where they write a command (`roleOf`).
 */
async function noteParticipants({ events }: Meaning, enrolled: ReadonlyMap<number, Course>, { enrolment, now }: Interpreting): Promise<void> {
  for (const { kind, repositoryId, actor, facts } of events) {
    const course = repositoryId === null ? undefined : enrolled.get(repositoryId)
    if (course === undefined || repositoryId === null || actor === null || kind !== 'push' || facts.senderIsBot === true) continue
    await enrolment.noteParticipant(course, repositoryId, actor, now())
  }
}
