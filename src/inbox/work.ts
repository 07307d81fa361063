import { wasGivenUp, type Evaluate, type Evaluated } from '../flow/evaluation.ts'
import type { EvaluationResult, Log, Meters } from '../flow/ports/operation-ports.ts'
import type { WorkStore } from '../flow/ports/work-port.ts'
import type { WorkItem } from '../model/work.ts'
import { createDrain } from './drain.ts'
import { settleWork, type Settling } from './settle-work.ts'

export type Working = Settling & {
  readonly work: WorkStore
  readonly evaluate: Evaluate
  readonly now: () => number
  /** In [0, 1). */
  readonly random: () => number
  readonly log: Log
  readonly meters?: Pick<Meters, 'evaluation'>
  /** What is done while nothing is due and nothing is worked on: one thing at a time, and whether there was one. */
  readonly whenIdle?: () => Promise<boolean>
  /** Whether so many webhooks wait to be stored that one item at a time has to do, and nothing is done besides. */
  readonly isCrowded?: () => boolean
  /** Whether one more item may be begun now; where not, it is asked again with the next waking. */
  readonly mayBegin?: () => boolean
  /** How many items are worked on at a time. */
  readonly workers: number
  /** For how long an item is held without a sign of life, in milliseconds: after a crash others wait so long. */
  readonly lease?: number
  /** After how long an evaluation counts as hung, in milliseconds: it has failed then, and may write no more. */
  readonly longest?: number
}

export type Worker = {
  /** Looks for work that is due: when some was marked, and now and then. */
  readonly wake: () => void
  /** Takes no more, lets what runs end for so many milliseconds, gives back the rest, and resolves. */
  readonly stop: (most: number) => Promise<void>
}

type Running = { readonly item: WorkItem; readonly lose: () => void; readonly ended: Promise<void> }

const LEASE = 60_000
/** The worker is woken every second at the latest: what is due later than that is seen then. */
const SOON = 1000
/** A large repository of which nothing is known takes a minute or two. */
const LONGEST = 10 * 60_000

/** Work that ended its worker each time does so once more. */
const LOST_TOO_OFTEN: Evaluated = { kind: 'failed', says: 'its worker was lost each time' }

const RESULTS: Readonly<Record<Evaluated['kind'], EvaluationResult>> = { done: 'published', waiting: 'waiting', dropped: 'dropped', limited: 'limited', unanswered: 'limited', failed: 'failed' }

/** Works off what is due, so many at a time: holds an item, evaluates it, and settles what came of it. The lease is renewed while an item is worked on. */
export function createWorker(parts: Working): Worker {
  const { work, log, now, workers, lease = LEASE, whenIdle = () => Promise.resolve(false), isCrowded = () => false, mayBegin = () => true } = parts
  const running = new Set<Running>()
  let wakes: NodeJS.Timeout | undefined
  // What settles becomes due between two looks: without this each verdict would come up to a second later.
  const wakeWhenDue = async (): Promise<void> => {
    const at = now()
    const dueAt = await work.nextDueAt(at)
    clearTimeout(wakes)
    if (dueAt !== null && dueAt - at < SOON) wakes = setTimeout(drain.wake, dueAt - at)
  }
  const drain = createDrain(async (isStopping) => {
    while (running.size < (isCrowded() ? 1 : workers) && !isStopping()) {
      if (!mayBegin()) return
      const item = await work.claim(now(), lease)
      if (item === null) {
        // After each such thing it is looked again for what people wait for.
        if (running.size > 0 || isCrowded() || !await whenIdle()) return await wakeWhenDue()
      } else if (isStopping()) await work.putOff(item, now(), 'stopping')
      else begin(item)
    }
  }, (error) => { log.error('work could not be claimed', {}, error) })

  const begin = (item: WorkItem): void => {
    let heldUntil = now() + lease
    const lose = (): void => { heldUntil = 0 }
    const renew = async (): Promise<void> => {
      const at = now()
      try {
        if (!(await work.renew(item, at, lease))) lose()
        else if (heldUntil > 0) heldUntil = at + lease
      } catch (error) {
        log.error('a lease could not be renewed', { work: item.id }, error)
      }
    }
    const renewing = setInterval(() => { void renew() }, lease / 3)
    // A process that was asleep for longer than its lease is not told by the store in time. Who saw the lease lost left something out: the work is not done then, though the lease may be renewed after all.
    const isHeld = (): boolean => {
      if (now() >= heldUntil) lose()
      return heldUntil > 0
    }
    // Where the clock jumped on, the store gives a repository to a second one while the first still waits for GitHub: what that writes meanwhile the second has to find, or it writes it once more.
    const before = [...running].filter((other) => other.item.repositoryId === item.repositoryId)
    for (const other of before) other.lose()
    const ended = Promise.all(before.map((other) => other.ended)).then(() => runOne(item, isHeld, parts)).finally(() => {
      clearInterval(renewing)
      running.delete(one)
      drain.wake()
    })
    const one: Running = { item, lose, ended }
    running.add(one)
  }
  return {
    wake: drain.wake,
    async stop(most) {
      const drained = drain.stop().finally(() => { clearTimeout(wakes) })
      const all = drained.then(() => Promise.all([...running].map(({ ended }) => ended)))
      await Promise.race([all, after(most)])
      for (const { item, lose } of running) {
        lose()
        try {
          await work.putOff(item, now(), 'stopping')
        } catch (error) {
          log.error('work could not be given back; its lease ends by itself', { work: item.id }, error)
        }
      }
    },
  }
}

async function runOne(item: WorkItem, isHeld: () => boolean, parts: Working): Promise<void> {
  const { log, meters, now } = parts
  const started = now()
  const evaluated = wasGivenUp(item) ? LOST_TOO_OFTEN : await evaluateInTime(item, isHeld, parts)
  const fields = { work: item.id, installation: item.installationId, repository: item.repositoryId, attempts: item.attempts, result: evaluated.kind }
  if (evaluated.kind === 'failed') log.error(`work failed: ${evaluated.says}`, fields, evaluated.fault)
  else log.info('work ended', { ...fields, says: 'says' in evaluated ? evaluated.says : null, seconds: (now() - started) / 1000 })
  meters?.evaluation((now() - started) / 1000, evaluated.kind === 'done' && evaluated.writes === 0 ? 'unchanged' : RESULTS[evaluated.kind])
  try {
    if (isHeld()) await settleWork(item, evaluated, parts)
  } catch (error) {
    log.error('what came of work could not be stored; it is done again when its lease ends', { work: item.id }, error)
  }
}

async function evaluateInTime(item: WorkItem, isHeld: () => boolean, { evaluate, longest = LONGEST }: Working): Promise<Evaluated> {
  let over = false
  let timer: NodeJS.Timeout | undefined
  const hung = new Promise<Evaluated>((resolve) => { timer = setTimeout(() => { resolve({ kind: 'failed', says: `it took longer than ${longest / 1000} s` }) }, longest) })
  try {
    return await Promise.race([evaluate(item, () => !over && isHeld()), hung])
  } catch (fault) {
    return { kind: 'failed', says: 'a fault of ours; the log says more', fault }
  } finally {
    over = true
    clearTimeout(timer)
  }
}

function after(milliseconds: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, milliseconds).unref() })
}
