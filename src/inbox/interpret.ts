import { capstoneMark } from '../flow/publishing/capstone-mark.ts'
import { isCourseHome } from '../flow/courses/course-home.ts'
import type { Enrolment } from '../flow/courses/enrolment.ts'
import type { Log, Meters } from '../flow/ports/operation-ports.ts'
import type { Delivery, DeliveryStore, Meaning } from '../flow/ports/store-ports.ts'
import type { Course } from '../model/course.ts'
import type { Mark } from '../model/work.ts'
import { createDrain, type Drain } from './drain.ts'
import { BRINGING, heldBack, type HeldBack, type HoldingBack } from './hold-back.ts'

export type Interpreting = {
  readonly deliveries: Pick<DeliveryStore, 'waiting' | 'settle' | 'setAside' | 'hold' | 'release'>
  readonly hosting: HoldingBack['hosting']
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
/** Who is held for an installation lets GitHub be asked for it, and not again so soon, in milliseconds: one that GitHub does not list may be told of often. */
const ASKED_ENOUGH = 60_000

/**
 * Makes work of what was delivered, oldest first, each in one transaction with its being settled: a crash leaves it waiting, and doing it again is harmless.
 * Wake it when a delivery was stored, and now and then. What cannot be understood is set aside; what happened in a repository of which nobody knows yet whose it is, is held until that is known; a store that fails ends the round.
 */
export function createInterpreter(parts: Interpreting): Drain {
  const { deliveries, log, now } = parts
  let askedAt = -Infinity
  const onUnknown = (): void => {
    if (now() >= askedAt && now() < askedAt + ASKED_ENOUGH) return
    askedAt = now()
    parts.onInstallations()
  }
  return createDrain(async (isStopping) => {
    for (;;) {
      const waiting = await deliveries.waiting(AT_ONCE)
      let released = false
      for (const delivery of waiting) {
        if (isStopping()) return
        if (await interpret(delivery, onUnknown, parts) === 'released') released = true
      }
      if (waiting.length < AT_ONCE && !released) return
    }
  }, (error) => { log.error('deliveries could not be worked off; they wait', {}, error) })
}

/** `onUnknown` is called where a delivery waits for its installation to be known. Gives whether others wait again after this one that were held. */
async function interpret(delivery: Delivery, onUnknown: () => void, parts: Interpreting): Promise<'released' | 'alone'> {
  const { deliveries, log, meters, now } = parts
  const meaning = understood(delivery, parts)
  if ('unreadable' in meaning) {
    await deliveries.setAside(delivery.id, meaning.unreadable, now())
    meters?.delivery(delivery.name, 'set-aside')
    log.warn(`a delivery was set aside: ${meaning.unreadable}`, { delivery: delivery.id, event: delivery.name })
    return 'alone'
  }
  const enrolled = await enrolledOf(meaning, parts)
  const held = await heldBack(delivery, meaning, enrolled, parts)
  if (held !== null) {
    await holdBack(delivery, held, onUnknown, parts)
    log.info(`a delivery waits until it is known ${WAITS_FOR[held.for]}`, { delivery: delivery.id, event: delivery.name, installation: delivery.installationId, repository: delivery.repositoryId })
    return 'alone'
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
  if (!settled) return 'alone'
  meters?.delivery(delivery.name, meaning.result)
  if (meaning.installations.length === 0 && meaning.removed.length === 0) return 'alone'
  parts.onInstallations()
  // Before the next delivery is understood: what is pushed at once to a repository of the account is of its course already.
  await parts.setUpCourses(false)
  for (const { installation: { id } } of meaning.installations) await deliveries.release({ installationId: id })
  return 'released'
}

const WAITS_FOR: Readonly<Record<HeldBack['for'], string>> = { installation: 'whose installation it came by', template: 'what its repository was made from' }

async function holdBack({ id, installationId }: Delivery, held: HeldBack, onUnknown: () => void, { deliveries, hosting, now }: Interpreting): Promise<void> {
  await deliveries.hold(id, held.for === 'template' ? held.marks : [], now())
  if (held.for === 'template' || installationId === null) return
  // It may have become known in between, when nothing was held yet.
  if (await hosting.hasInstallation(installationId)) await deliveries.release({ installationId })
  else onUnknown()
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
