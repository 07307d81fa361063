import type { Cost, Levels, PaceReason, Slowing, Spent } from '../../model/pace.ts'
import type { Purpose } from '../../model/purpose.ts'
import type { Rates } from '../pace/rates.ts'

/** What all processes have spent of each installation's measures, kept for all of them together and through restarts. */
export type PaceStore = {
  /** Spends for an installation, all of it or nothing (`spend`), in turn with every other process. */
  readonly spend: (installationId: number, costs: readonly Cost[], leave: number, rates: Rates, now: number) => Promise<Spent>
  readonly levels: (installationId: number) => Promise<Levels>
  /** Work of this purpose and of those after it is not claimed for an installation until a time; what slowed down within the last two minutes goes on since then. */
  readonly slow: (slowing: Omit<Slowing, 'since'>, now: number) => Promise<void>
  /** Which installations are slowed down, or were until two minutes ago, by installation and purpose. */
  readonly slowings: (now: number) => Promise<readonly Slowing[]>
}

/** Whether there is room for more: null where there is, else why not and until about when. */
export type Room = { readonly until: number; readonly reason: PaceReason } | null

/** What was slowed down: a request `waited` within the process, work was `put-off`, or a first word was `left-out`. */
export type SlowedDown = { readonly installationId: number; readonly purpose: Purpose; readonly reason: PaceReason; readonly how: 'waited' | 'put-off' | 'left-out'; readonly until: number; readonly seconds: number }
