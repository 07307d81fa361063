import type { DeliveryPlan, DeliveryTrouble } from '../../src/sandbox/state/records.ts'
import type { SeenRequest, Trouble, TroublePlan } from '../../src/sandbox/trouble.ts'
import { seeded, type Seeded } from './seeded.ts'

/** How much a calm play of the story asked and heard: faults are spread over that. */
export type Size = { readonly requests: number; readonly deliveries: number }

export type Faults = {
  readonly plan: TroublePlan
  readonly deliveryPlan: DeliveryPlan
  /** From then on all goes well. */
  readonly end: () => void
  /** How often each fault came about, by its name. */
  readonly counts: () => ReadonlyMap<string, number>
}

/** Where a process is killed: with a request of the App's, before it is carried out or after (and nobody hears the answer), or with a webhook on its way. */
type Death = { readonly at: 'request' | 'answer' | 'delivery'; readonly number: number; readonly whom: 'one' | 'all' }

/** Each puts off the work of an installation for some seconds: more of them make a round long, not hard. */
const MOST_TROUBLES = 3
const MOST_DEATHS = 4

/** The faults of a seed, spread over a play of this size; `kill` is called in the moment in which a process is to die. */
export function faultsOf(seed: number, { requests, deliveries }: Size, kill: (whom: Death['whom']) => void): Faults {
  const chances = seeded(seed ^ 0x5eed)
  const troubles = new Map(Array.from({ length: chances.between(1, MOST_TROUBLES) }, () => [chances.between(1, requests), troubleOf(chances)] as const))
  const deaths = Array.from({ length: chances.between(2, MOST_DEATHS) }, (): Death => {
    const at = chances.pick('request', 'answer', 'answer', 'delivery')
    return { at, number: chances.between(1, at === 'delivery' ? deliveries : requests), whom: chances.chance(0.3) ? 'all' : 'one' }
  })
  const isLate = chances.chance(0.3)
  const counts = new Map<string, number>()
  const count = (name: string): void => { counts.set(name, (counts.get(name) ?? 0) + 1) }
  let isOver = false
  let asked = 0
  let sent = 0
  const dies = (at: readonly Death['at'][], number: number): Death | undefined => deaths.find((death) => at.includes(death.at) && death.number === number)
  return {
    end: () => { isOver = true },
    counts: () => counts,
    plan: (request) => {
      if (isOver || !isOfWork(request)) return null
      asked += 1
      const death = dies(['request', 'answer'], asked)
      if (death !== undefined) {
        kill(death.whom)
        count('kill')
        return { kind: death.at === 'answer' ? 'answer-lost' : 'hang-up' }
      }
      const trouble = troubles.get(asked) ?? null
      if (trouble !== null) count(trouble.kind)
      return trouble
    },
    deliveryPlan: ({ event }) => {
      if (isOver) return null
      sent += 1
      const death = dies(['delivery'], sent)
      if (death !== undefined) {
        kill(death.whom)
        count('kill')
      }
      const trouble = isLate && event === 'installation' ? { kind: 'late', after: 6 } as const : deliveryTroubleOf(chances)
      if (trouble !== null) count(trouble.kind)
      return trouble
    },
  }
}

/** Not what the App asks about itself, which is asked again at each start. */
export function isOfWork({ path }: SeenRequest): boolean {
  return path.includes('/repos/') || path.includes('/repositories/') || path.endsWith('/graphql')
}

function troubleOf({ pick, between }: Seeded): Trouble {
  return pick<Trouble>(
    { kind: 'bad-gateway' }, { kind: 'hang-up' }, { kind: 'answer-lost' }, { kind: 'answer-lost' }, { kind: 'half-an-answer' }, { kind: 'slow', milliseconds: between(500, 3000) },
    { kind: 'secondary-limit', retryAfter: between(1, 3) }, { kind: 'too-many', retryAfter: between(1, 3) },
  )
}

function deliveryTroubleOf({ below, between }: Seeded): DeliveryTrouble | null {
  const drawn = below(100)
  if (drawn < 5) return { kind: 'drop' }
  if (drawn < 20) return { kind: 'duplicate', times: between(2, 3) }
  return drawn < 35 ? { kind: 'late', after: between(1, 6) } : null
}
