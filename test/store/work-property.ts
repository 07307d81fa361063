import fc from 'fast-check'
import { expect } from 'vitest'
import type { WorkStore } from '../../src/flow/ports/work-port.ts'
import type { WorkItem } from '../../src/model/work.ts'
import { branch, mark, NOON } from './samples.ts'

const LEASE = 100
/** After this, whatever was held or put off is due. */
const LONG = 100_000

/** What several workers and webhooks do; `which` picks one of the items that were ever claimed, also one whose lease was lost. */
type Step =
  | { readonly kind: 'mark'; readonly repository: number; readonly name: string; readonly delay: number }
  | { readonly kind: 'claim' }
  | { readonly kind: 'finish' | 'retry' | 'putOff' | 'bury' | 'renew'; readonly which: number }
  | { readonly kind: 'rest'; readonly installation: number; readonly time: number }

/** Steps that begin at the same moment, and how long it is until the next ones. */
type Moment = { readonly steps: readonly Step[]; readonly pause: number }

const STEP: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('mark' as const), repository: fc.nat(2), name: fc.constantFrom('a', 'b'), delay: fc.nat(60) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('claim' as const) }) },
  { weight: 4, arbitrary: fc.record({ kind: fc.constantFrom('finish' as const, 'finish' as const, 'retry' as const, 'putOff' as const, 'bury' as const, 'renew' as const), which: fc.nat(99) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rest' as const), installation: fc.nat(1), time: fc.nat(150) }) },
)

const STORY: fc.Arbitrary<readonly Moment[]> = fc.array(
  fc.record({ steps: fc.array(STEP, { minLength: 1, maxLength: 6 }), pause: fc.oneof(fc.nat(10), fc.nat(2 * LEASE)) }), { minLength: 1, maxLength: 25 })

/** An item as its worker sees it. */
type Claim = { readonly item: WorkItem; until: number; isLetGo: boolean; isBusy: boolean }

/**
 * Holds, for random stories told to several stores on one database at once: no two workers hold a repository, who lost a lease changes nothing, who has it
 * does, and every asking is in the end given to somebody who finishes it. A worker that crashes is one that does nothing more with its item.
 * Gives back how many askings there were in all stories.
 */
export async function playStories(stores: readonly WorkStore[], numRuns: number): Promise<number> {
  let now = NOON
  let run = 0
  let askings = 0
  await fc.assert(fc.asyncProperty(STORY, async (story) => {
    now += LONG
    run += 1
    await drain(stores, now, new Set())
    now += LONG
    const told = await tell(stores, story, run, now)
    now = told.now
    askings += told.askings
  }), { numRuns })
  return askings
}

async function tell(stores: readonly WorkStore[], story: readonly Moment[], run: number, start: number): Promise<{ readonly now: number; readonly askings: number }> {
  let now = start
  const asked = new Set<string>()
  const answered = new Set<string>()
  const claims: Claim[] = []
  let turn = 0
  const take = async (work: WorkStore, step: Step): Promise<void> => {
    switch (step.kind) {
      case 'mark': {
        const again = `${run}/${asked.size}`
        asked.add(again)
        return work.mark([mark({ installationId: step.repository % 2, repositoryId: step.repository, target: branch(step.name), dueAt: now + step.delay, again })], now)
      }
      case 'claim': {
        const item = await work.claim(now, LEASE)
        if (item === null) return undefined
        expect(claims.filter((other) => !other.isLetGo && other.until > now && other.item.repositoryId === item.repositoryId)).toEqual([])
        claims.push({ item, until: now + LEASE, isLetGo: false, isBusy: false })
        return undefined
      }
      case 'rest': return work.putOffInstallation(step.installation, now + step.time)
      default: return change(work, step.kind, claims[step.which % claims.length])
    }
  }
  const change = async (work: WorkStore, kind: 'finish' | 'retry' | 'putOff' | 'bury' | 'renew', claim: Claim | undefined): Promise<void> => {
    // A worker does one thing at a time with its item.
    if (claim === undefined || claim.isBusy) return
    const { item } = claim
    const isHeld = !claim.isLetGo && claim.until > now
    const isLost = claim.isLetGo || claims.slice(claims.indexOf(claim) + 1).some((later) => later.item.id === item.id)
    claim.isBusy = true
    // From here on another worker may have it.
    if (kind !== 'renew') claim.isLetGo = true
    const isDone = await changed(work, kind, item, now)
    claim.isBusy = false
    if (isHeld || isLost) expect(isDone).toBe(isHeld)
    if (kind === 'renew' && isDone) claim.until = now + LEASE
    if (kind === 'finish' && isDone) for (const again of item.again) answered.add(again)
  }
  for (const { steps, pause } of story) {
    await Promise.all(steps.map((step) => {
      turn += 1
      return take(stores[turn % stores.length] as WorkStore, step)
    }))
    now += pause
  }
  now += LONG
  await drain(stores, now, answered)
  expect([...answered].sort(inOrder)).toEqual([...asked].sort(inOrder))
  for (const { item } of claims) expect(await stores[0]?.finish(item, now)).toBe(false)
  return { now, askings: asked.size }
}

function changed(work: WorkStore, kind: 'finish' | 'retry' | 'putOff' | 'bury' | 'renew', item: WorkItem, now: number): Promise<boolean> {
  switch (kind) {
    case 'finish': return work.finish(item, now)
    case 'retry': return work.retry(item, now + 30, '502')
    case 'putOff': return work.putOff(item, now + 40, 'CI runs')
    case 'bury': return work.bury(item, 'broken', now)
    case 'renew': return work.renew(item, now, LEASE)
  }
}

/** Works everything off, by all stores at once. */
async function drain(stores: readonly WorkStore[], now: number, answered: Set<string>): Promise<void> {
  const [first] = stores
  for (const dead of await first?.dead(99) ?? []) await first?.requeue(dead.id, now)
  for (;;) {
    const items = (await Promise.all(stores.map((work) => work.claim(now, LEASE)))).filter((item) => item !== null)
    if (items.length === 0) break
    expect(new Set(items.map(({ repositoryId }) => repositoryId)).size).toBe(items.length)
    for (const again of items.flatMap((item) => item.again)) answered.add(again)
    await Promise.all(items.map(async (item) => { expect(await first?.finish(item, now)).toBe(true) }))
  }
  expect(await first?.depth(now)).toEqual({ due: 0, later: 0, held: 0, dead: 0, oldestDueAt: null })
}

function inOrder(one: string, other: string): number {
  return one < other ? -1 : 1
}
