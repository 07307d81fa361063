import { isDeepStrictEqual } from 'node:util'
import { allEnded } from '../flow/all-ended.ts'
import type { Meters } from '../flow/ports/operation-ports.ts'
import type { Delivery, DeliveryStore, HostingStore, Meaning } from '../flow/ports/store-ports.ts'
import { turnEvery } from '../flow/turn.ts'
import type { HostedRepository, Installation } from '../model/hosting.ts'
import { createDrain, type Drain } from './drain.ts'
import { BRINGING, type HeldBack } from './hold-back.ts'
import { inCourses, type InCourses } from './in-courses.ts'

export type Interpreting = InCourses & {
  readonly deliveries: Pick<DeliveryStore, 'waiting' | 'settle' | 'isRefused' | 'setAside' | 'hold' | 'release'>
  readonly meaningOf: (delivery: Delivery) => Meaning | { readonly unreadable: string }
  readonly meters?: Pick<Meters, 'delivery'>
  /** Waited for before each round: what has to go first has its turn then. */
  readonly giveWay?: () => Promise<void>
  /** Called after deliveries that change where the App is installed: their order may lie, so that is read anew. */
  readonly onInstallations: () => void
  readonly hosting: InCourses['hosting'] & Pick<HostingStore, 'installations'>
  /** Brings the courses to what is planned for the accounts of these installations (`createCourseSetUp`); asks GitHub for nothing. */
  readonly setUpCourses: (isFresh: false, told: { readonly installations: readonly Installation[] }) => Promise<void>
}

type Understood = { readonly delivery: Delivery; readonly meaning: Meaning | { readonly unreadable: string } }
type Prepared = { readonly delivery: Delivery } & ({ readonly meaning: Meaning } | { readonly held: HeldBack } | { readonly unreadable: string })

const AT_ONCE = 50
/** Reading bodies lets others have their turn after so many milliseconds. */
const TURN = 10
/** Who is held for an installation lets GitHub be asked for it, and not again so soon, in milliseconds: one that GitHub does not list may be told of often. */
const ASKED_ENOUGH = 60_000

/**
 * Makes work of what was delivered, oldest first, each in one transaction with its being settled: a crash leaves it waiting, and doing it again is harmless. Those in a row of which none changes what the others are understood by share reads and
 * the transaction; any other waits for those before it, and is alone. Wake it when a delivery was stored, and now and then. What cannot be understood, or not be stored, is set aside; what happened in a repository of which nobody knows yet
 * whose it is, is held until that is known; a store that fails ends the round.
 */
export function createInterpreter(parts: Interpreting): Drain {
  const { deliveries, log, now, giveWay = () => Promise.resolve() } = parts
  let askedAt = -Infinity
  const onUnknown = (): void => {
    if (now() >= askedAt && now() < askedAt + ASKED_ENOUGH) return
    askedAt = now()
    parts.onInstallations()
  }
  return createDrain(async (isStopping) => {
    for (;;) {
      await giveWay()
      if (isStopping()) return
      const waiting = await deliveries.waiting(AT_ONCE)
      let released = false
      for (let rest = await allUnderstood(waiting, parts); rest.length > 0;) {
        if (isStopping()) return
        const together = rest.slice(0, await alikeInFront(rest, parts))
        rest = rest.slice(together.length)
        if (await workOff(together, onUnknown, parts)) released = true
      }
      if (waiting.length < AT_ONCE && !released) return
    }
  }, (error) => { log.error('deliveries could not be worked off; they wait', {}, error) })
}

async function allUnderstood(deliveries: readonly Delivery[], parts: Interpreting): Promise<readonly Understood[]> {
  const pause = turnEvery(TURN)
  const all: Understood[] = []
  for (const delivery of deliveries) {
    await pause()
    all.push({ delivery, meaning: understood(delivery, parts) })
  }
  return all
}

/** How many in front are worked off together, at least one: those after which everything that others are understood by is as before. */
async function alikeInFront(all: readonly Understood[], { hosting }: Interpreting): Promise<number> {
  const ids = new Set(all.flatMap(({ meaning }) => 'unreadable' in meaning ? [] : meaning.repositories.map(({ id }) => id)))
  const known = new Map(await Promise.all([...ids].map(async (id) => [id, await hosting.repository(id)] as const)))
  const changing = all.findIndex(({ delivery, meaning }) => !('unreadable' in meaning) && (
    BRINGING.has(delivery.name) || meaning.installations.length > 0 || meaning.removed.length > 0 || meaning.repositories.some((told) => !isAsKnown(told, known.get(told.id) ?? null))))
  return changing < 0 ? all.length : Math.max(1, changing)
}

/** What it was made from is told by no webhook. */
function isAsKnown(told: HostedRepository, known: HostedRepository | null): boolean {
  return known !== null && isDeepStrictEqual({ ...told, template: null }, { ...known, template: null })
}

/** Settles deliveries together. Gives whether others wait again after them that were held. */
async function workOff(all: readonly Understood[], onUnknown: () => void, parts: Interpreting): Promise<boolean> {
  const prepared = await allEnded(all.map((one) => prepare(one, parts)))
  return (await allEnded(prepared.map((one) => settle(one, onUnknown, parts)))).includes('released')
}

async function prepare({ delivery, meaning }: Understood, parts: Interpreting): Promise<Prepared> {
  return { delivery, ...'unreadable' in meaning ? meaning : await inCourses(delivery, meaning, parts) }
}

/** `onUnknown` is called where a delivery waits for its installation to be known. Gives whether others wait again after this one that were held. */
async function settle(one: Prepared, onUnknown: () => void, parts: Interpreting): Promise<'released' | 'alone'> {
  const { delivery } = one
  const { deliveries, log, meters, now } = parts
  if ('unreadable' in one) return setAside(delivery, one.unreadable, parts)
  if ('held' in one) {
    await holdBack(delivery, one.held, onUnknown, parts)
    log.info(`a delivery waits until it is known ${WAITS_FOR[one.held.for]}`, { delivery: delivery.id, event: delivery.name, installation: delivery.installationId, repository: delivery.repositoryId })
    return 'alone'
  }
  const { meaning } = one
  // Before an installation is known: what else is told of it, to whichever process, waits until then, and finds its course.
  if (meaning.installations.length > 0) await parts.setUpCourses(false, { installations: await installationsAfter(meaning.installations, parts) })
  try {
    if (!await deliveries.settle(delivery.id, meaning, now())) return 'alone'
  } catch (error) {
    if (!deliveries.isRefused(error)) throw error
    log.error('what a delivery means could not be stored for a fault of ours', { delivery: delivery.id, event: delivery.name }, error)
    return setAside(delivery, 'what it means could not be stored for a fault of ours; the log says more', parts)
  }
  meters?.delivery(delivery.name, meaning.result)
  if (meaning.installations.length === 0 && meaning.removed.length === 0) return 'alone'
  parts.onInstallations()
  for (const { installation: { id } } of meaning.installations) await deliveries.release({ installationId: id })
  return 'released'
}

/** The installations that are known, as they are after these changes. */
async function installationsAfter(changes: Meaning['installations'], { hosting }: Interpreting): Promise<readonly Installation[]> {
  const after = new Map((await hosting.installations()).map((one) => [one.id, one]))
  for (const { change, installation } of changes) {
    if (change === 'gone') after.delete(installation.id)
    else after.set(installation.id, installation)
  }
  return [...after.values()]
}

async function setAside({ id, name }: Delivery, says: string, { deliveries, log, meters, now }: Interpreting): Promise<'alone'> {
  await deliveries.setAside(id, says, now())
  meters?.delivery(name, 'set-aside')
  log.warn(`a delivery was set aside: ${says}`, { delivery: id, event: name })
  return 'alone'
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
