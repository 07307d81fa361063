import { setTimeout as sleep } from 'node:timers/promises'
import type { PrivacyStore } from '../flow/ports/privacy-port.ts'
import type { ProbeStore } from '../flow/ports/probe-ports.ts'
import type { AppPort } from '../flow/ports/github-ports.ts'
import type { Enrolment } from '../flow/courses/enrolment.ts'
import type { Evaluate } from '../flow/evaluation.ts'
import type { Log, Meters } from '../flow/ports/operation-ports.ts'
import type { CourseStore, Delivery, DeliveryStore, FactArchive, HostingStore, Meaning } from '../flow/ports/store-ports.ts'
import type { WorkStore } from '../flow/ports/work-port.ts'
import type { PaceStore, SlowedDown } from '../flow/ports/pace-port.ts'
import type { Installation } from '../model/hosting.ts'
import { createAskAgain } from './ask-again.ts'
import { createCrowd, givingWayTo } from './crowd.ts'
import { discover, sweep } from './discover.ts'
import { createDrain, type Drain } from './drain.ts'
import { createEraseGone } from './erase-gone.ts'
import { createForget } from './forget.ts'
import { MOST_HELD } from './hold-back.ts'
import { createInterpreter } from './interpret.ts'
import { createReceiver } from './receive.ts'
import { createWorker } from './work.ts'

export type InboxParts = {
  readonly verify: (body: string, signature: string) => Promise<boolean>
  readonly meaningOf: (delivery: Delivery) => Meaning | { readonly unreadable: string }
  readonly app: AppPort
  readonly evaluate: Evaluate
  readonly enrolment: Enrolment
  readonly setUpCourses: (isFresh: boolean, told: { readonly installations: readonly Installation[] }) => Promise<void>
  readonly readStaff: () => Promise<void>
  readonly deliveries: DeliveryStore
  readonly work: WorkStore
  readonly pace: Pick<PaceStore, 'slow'>
  readonly onSlow?: (slowed: SlowedDown) => void
  readonly hosting: HostingStore
  readonly courses: CourseStore
  readonly facts: FactArchive
  readonly probes: Pick<ProbeStore, 'forget'>
  /** Calls the function when there may be work to claim, until the function it gives back is called. */
  readonly onWork: (wake: () => void) => () => void
  readonly now: () => number
  readonly random: () => number
  readonly log: Log
  readonly meters: Meters
  /** What is done while no work is due (`createWorker`). */
  readonly whenIdle: () => Promise<boolean>
  /** How many work items are evaluated at a time. */
  readonly workers: number
  /** For how long work is held without a sign of life, in milliseconds. */
  readonly lease?: number
  /** Whether webhooks reach us; without them there is nothing to ask for again. */
  readonly hears: boolean
  /** For how long settled deliveries are kept, in days. */
  readonly keepDays: number
  /** The same for texts of people in courses that are over; 0 for ever. */
  readonly keepTextDays: number
  /** How many days after an uninstall what is of there is erased; 0 for never. */
  readonly eraseAfterDays: number
  readonly privacy: PrivacyStore
  /** An id that no other entry of the audit has. */
  readonly newId: () => string
  /** What reads files now, as `extractorName` writes it: facts of others are forgotten. */
  readonly extractors: readonly string[]
  /** Between two looks at every repository, in milliseconds. */
  readonly sweepEvery: number
}

export type Inbox = {
  /** Answers `POST /webhook`. */
  readonly receive: (request: Request) => Promise<Response>
  /** Begins to work: on what waits from before, too. */
  readonly start: () => void
  /** When the last look at every repository ended and the next one begins, here; null where there is none. */
  readonly sweeps: () => { readonly lastAt: number | null; readonly nextAt: number | null }
  /** Takes no more work, lets what runs end for so many milliseconds and gives back the rest. What arrives meanwhile is stored. */
  readonly stop: (most: number) => Promise<void>
}

const SECOND = 1000
const MINUTE = 60 * SECOND

/** The way of a webhook from its arrival to the work it makes, and what makes up for those that do not arrive. */
export function createInbox(parts: InboxParts): Inbox {
  const { work, now, log, hears, sweepEvery } = parts
  // How long others wait is no matter of what time it is.
  const clock = (): number => performance.now()
  const crowd = createCrowd(clock)
  const worker = createWorker({ ...parts, isCrowded: crowd.isThere, mayBegin: crowd.mayBegin })
  const discovering = rounds('installations could not be read', () => discover(parts))
  const interpreter = createInterpreter({ ...parts, onInstallations: discovering.wake, giveWay: givingWayTo(crowd, clock, sleep) })
  const receive = createReceiver({ ...parts, onStored: interpreter.wake })
  const asking = rounds('deliveries could not be asked for again', createAskAgain(parts))
  const sweeping = rounds('repositories could not be swept', async () => {
    await discover(parts)
    await parts.deliveries.release({ before: parts.now() - MOST_HELD })
    await sweep(parts, sweepEvery / 2)
    sweptAt = now()
  })
  const forgetting = rounds('what is no longer needed could not be forgotten', createForget(parts))
  const erasing = rounds('what is of installations that are gone could not be erased', createEraseGone(parts))
  let [sweptAt, sweepsAt]: [number | null, number | null] = [null, null]
  let ends: readonly (() => void)[] = []
  const sweepNow = (): void => {
    sweepsAt = now() + sweepEvery
    sweeping.wake()
  }
  function rounds(says: string, round: (isStopping: () => boolean) => Promise<void>): Drain {
    return createDrain(round, (error) => { log.error(says, {}, error) })
  }
  return {
    receive: (request) => crowd.waits(receive(request)),
    start() {
      ends = [
        parts.onWork(worker.wake), every(SECOND, worker.wake), every(5 * SECOND, interpreter.wake), every(sweepEvery, sweepNow),
        ...hears ? [every(5 * MINUTE, asking.wake)] : [], every(60 * MINUTE, forgetting.wake), every(60 * MINUTE, erasing.wake),
      ]
      for (const wake of [interpreter.wake, worker.wake, sweepNow, ...hears ? [asking.wake] : []]) wake()
    },
    sweeps: () => ({ lastAt: sweptAt, nextAt: sweepsAt }),
    async stop(most) {
      for (const end of ends) end()
      await Promise.all([worker.stop(most), within(most, Promise.all([interpreter, discovering, asking, sweeping, forgetting, erasing].map((drain) => drain.stop())))])
      log.info('stopped taking work', { held: (await work.depth(now())).held })
    },
  }
}

function every(milliseconds: number, does: () => void): () => void {
  const timer = setInterval(does, milliseconds)
  return () => { clearInterval(timer) }
}

/** Waits for what may take longer than there is time: it is safe to end anywhere. */
async function within(most: number, ended: Promise<unknown>): Promise<void> {
  await Promise.race([ended, new Promise((resolve) => { setTimeout(resolve, most).unref() })])
}
