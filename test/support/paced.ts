import type { PaceStore } from '../../src/flow/ports/pace-port.ts'
import { spend } from '../../src/flow/pace/spend.ts'
import type { Levels, Slowing } from '../../src/model/pace.ts'

/** The store of the pace in memory. */
export function memoryPace(): PaceStore {
  const levels = new Map<number, Levels>()
  const slowings: Slowing[] = []
  return {
    spend: (installationId, costs, leave, rates, now) => {
      const { spent, levels: after } = spend(levels.get(installationId) ?? {}, costs, leave, rates, now)
      levels.set(installationId, after)
      return Promise.resolve(spent)
    },
    levels: (installationId) => Promise.resolve(levels.get(installationId) ?? {}),
    slow: (slowing, now) => {
      slowings.push({ ...slowing, since: now })
      return Promise.resolve()
    },
    slowings: () => Promise.resolve(slowings),
  }
}
