import type { Kysely, Transaction } from 'kysely'
import { groupedBy } from '../facts/grouped.ts'
import type { Meaning } from '../flow/ports/store-ports.ts'
import type { Backend } from './backend.ts'
import { writeEvents } from './events.ts'
import { groupCommit, type GroupLimits } from './group-commit.ts'
import { writeInstallation, writeRemoval, writeRepositories } from './hosting-writes.ts'
import type { SettledResult, Tables } from './schema.ts'
import { inParts } from './text.ts'
import { inTransaction } from './transaction.ts'
import { writeMarks } from './work-marks.ts'

/** How a delivery is settled: by what it means, or set aside for what `says` tells. */
export type Settlement = { readonly id: string; readonly now: number } & ({ readonly meaning: Meaning } | { readonly says: string })

/** As many as are understood at a time. */
const TOGETHER: GroupLimits<Settlement> = { most: 100, weightOf: () => 1, mostWeight: 100 }

/** Settles a delivery and writes what it means, those that are settled at once in one transaction: whether it was waiting until then. */
export function createSettle(backend: Backend): (settlement: Settlement) => Promise<boolean> {
  return groupCommit((group) => settleAll(backend, group), backend.isOfRow, TOGETHER)
}

async function settleAll(backend: Backend, settlements: readonly Settlement[]): Promise<readonly boolean[]> {
  const waited = await inTransaction(backend, async (transaction) => {
    // One that is settled twice at once is settled as it was first.
    const first = new Map(settlements.toReversed().map((one) => [one.id, one]))
    const names = await settleRows(transaction, [...first.values()])
    const settled = settlements.filter((one) => names.has(one.id) && first.get(one.id) === one)
    const now = Math.max(...settlements.map((one) => one.now))
    await writeMeanings(transaction, settled.flatMap((one) => 'meaning' in one ? [one.meaning] : []), now)
    await count(transaction, settled.map((one) => ({ name: names.get(one.id) ?? '', result: resultOf(one) })))
    return new Set(settled)
  })
  if ([...waited].some((one) => 'meaning' in one && (one.meaning.marks.length > 0 || one.meaning.installations.length > 0))) await backend.announce()
  return settlements.map((one) => waited.has(one))
}

function resultOf(settlement: Settlement): SettledResult {
  return 'meaning' in settlement ? settlement.meaning.result : 'set-aside'
}

/** Gives the events' names of those that were waiting, by their ids. */
async function settleRows(transaction: Transaction<Tables>, settlements: readonly Settlement[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  for (const alike of groupedBy(settlements, (one) => JSON.stringify([resultOf(one), one.now, 'says' in one ? one.says : null])).values()) {
    const [first] = alike
    if (first === undefined) continue
    const rows = await transaction.updateTable('deliveries').set({ result: resultOf(first), says: 'says' in first ? first.says : null, settled_at: first.now })
      .where('id', 'in', alike.map(({ id }) => id)).where('result', '=', 'waiting').returning(['id', 'name']).execute()
    for (const { id, name } of rows) names.set(id, name)
  }
  return names
}

/** Writes meanings in their order: those that change where the App is installed or what it reaches by themselves, others together. */
async function writeMeanings(transaction: Transaction<Tables>, meanings: readonly Meaning[], now: number): Promise<void> {
  let plain: Meaning[] = []
  for (const meaning of meanings) {
    if (meaning.installations.length === 0 && meaning.removed.length === 0) plain.push(meaning)
    else {
      await writeTogether(transaction, plain, now)
      await writeTogether(transaction, [meaning], now)
      plain = []
    }
  }
  await writeTogether(transaction, plain, now)
}

async function writeTogether(transaction: Transaction<Tables>, meanings: readonly Meaning[], now: number): Promise<void> {
  for (const change of meanings.flatMap(({ installations }) => installations)) await writeInstallation(transaction, change, now)
  await writeRepositories(transaction, meanings.flatMap(({ repositories }) => repositories), now)
  for (const { installationId, repositoryId } of meanings.flatMap(({ removed }) => removed)) await writeRemoval(transaction, installationId, [repositoryId], now)
  await writeEvents(transaction, meanings.flatMap(({ events }) => events))
  await writeMarks(transaction, meanings.flatMap(({ marks }) => marks), now)
}

/** Counting the rows themselves would take longer with every delivery of a term. */
async function count(transaction: Kysely<Tables>, settled: readonly { readonly name: string; readonly result: SettledResult }[]): Promise<void> {
  const alike = [...groupedBy(settled, ({ name, result }) => `${name} ${result}`)].sort(([one], [other]) => (one < other ? -1 : 1))
  const rows = alike.flatMap(([, [first, ...others]]) => first === undefined ? [] : [{ name: first.name, result: first.result, count: others.length + 1 }])
  for (const part of inParts(rows)) {
    await transaction.insertInto('delivery_counts').values(part)
      .onConflict((conflict) => conflict.columns(['name', 'result']).doUpdateSet((expression) => ({ count: expression('delivery_counts.count', '+', expression.ref('excluded.count')) }))).execute()
  }
}
