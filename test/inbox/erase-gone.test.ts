import { expect, it } from 'vitest'
import { createEraseGone } from '../../src/inbox/erase-gone.ts'
import { openStore, type Store } from '../../src/store/open-store.ts'
import { BENS, fillClass, HERS, SHARED } from '../store/a-class.ts'
import { installation, NOON, repository } from '../store/samples.ts'
import { keptLog } from '../support/quiet-log.ts'

const DAY = 86_400_000

/** A class whose App was uninstalled from the school at noon, on a clock that moves; `round` is the one that erases. */
async function stage(eraseAfterDays = 30) {
  const clock = { now: NOON }
  const store = await openStore({ kind: 'sqlite', file: ':memory:' }, undefined, () => clock.now)
  await fillClass(store)
  await store.hosting.saveInstallation({ change: 'gone', installation: installation(7) }, NOON)
  const log = keptLog()
  let ids = 0
  const round = createEraseGone({ privacy: store.privacy, eraseAfterDays, now: () => clock.now, newId: () => `erased-${(ids += 1)}`, log })
  return { clock, store, log, round: (isStopping = () => false) => round(isStopping) }
}

const judged = async ({ assessments }: Store): Promise<readonly number[]> => {
  const found: number[] = []
  for (const id of [HERS, SHARED, BENS]) if (await assessments.newest(id, 'default-branch') !== null) found.push(id)
  return found
}

it('what an installation left is kept for its days, and then erased with a word in the log and the audit', async () => {
  const { clock, store, log, round } = await stage()
  clock.now = NOON + 30 * DAY
  await round()
  expect(await judged(store)).toEqual([HERS, SHARED, BENS])
  clock.now += 1
  await round()
  expect(await judged(store)).toEqual([HERS])
  expect(await store.hosting.lastSeen(SHARED)).toBeNull()
  expect((await store.journal.audit(1)).map(({ actor, action, subject, says }) => [actor, action, subject, says])).toEqual([[null, 'installation.erased', 'installation 7', 'uninstalled on 2025-11-25, erased after 30 days']])
  await round()
  expect(log.lines).toHaveLength(1)
})

it('installed again before that, nothing is lost, whether as the same installation or another one', async () => {
  for (const id of [7, 70]) {
    const { clock, store, round } = await stage()
    clock.now = NOON + 29 * DAY
    await store.hosting.saveInstallation({ change: 'there', installation: installation(id) }, clock.now)
    await store.hosting.saveRepositories([SHARED, BENS].map((one) => repository(one, { installationId: id })), clock.now)
    clock.now = NOON + 400 * DAY
    await round()
    expect(await judged(store)).toEqual([HERS, SHARED, BENS])
    expect(await store.roster.of('mlops')).toHaveLength(2)
  }
})

it('a suspended installation is not gone', async () => {
  const { clock, store, round } = await stage()
  await store.hosting.saveInstallation({ change: 'suspended', installation: installation(7) }, NOON)
  clock.now = NOON + 400 * DAY
  await round()
  expect(await judged(store)).toEqual([HERS, SHARED, BENS])
})

it('nothing is ever erased where the operator says so', async () => {
  const { clock, store, round } = await stage(0)
  clock.now = NOON + 4000 * DAY
  await round()
  expect(await judged(store)).toEqual([HERS, SHARED, BENS])
})

it('goes on where it was stopped', async () => {
  const { clock, store, round } = await stage()
  clock.now = NOON + 31 * DAY
  await round(() => true)
  expect(await judged(store)).toEqual([HERS, SHARED, BENS])
  await round()
  expect(await judged(store)).toEqual([HERS])
})
