import type { Log } from '../flow/ports/operation-ports.ts'
import type { PrivacyStore } from '../flow/ports/privacy-port.ts'

export type EraseGoneParts = {
  readonly privacy: Pick<PrivacyStore, 'goneBefore' | 'eraseRepositoriesOf' | 'eraseInstallation'>
  /** How many days after the App was uninstalled somewhere what is of there is erased; 0 for never. */
  readonly eraseAfterDays: number
  readonly now: () => number
  /** An id that no other entry of the audit has. */
  readonly newId: () => string
  readonly log: Log
}

const DAY = 86_400_000
/** A transaction holds the store: so few at a time, others get their turn between them. */
const A_BATCH = 5

/** Makes the round that erases what installations left that have been gone for so long. Where it is ended in the middle, the next one goes on; an installation that is back by then keeps what is left. */
export function createEraseGone({ privacy, eraseAfterDays, now, newId, log }: EraseGoneParts): (isStopping: () => boolean) => Promise<void> {
  return async (isStopping) => {
    if (eraseAfterDays === 0) return
    for (const installation of await privacy.goneBefore(now() - eraseAfterDays * DAY)) {
      let repositories = 0
      for (let last = A_BATCH; last >= A_BATCH;) {
        if (isStopping()) return
        last = await privacy.eraseRepositoriesOf(installation, A_BATCH, now())
        repositories += last
      }
      const { id, goneAt } = installation
      const says = `uninstalled on ${new Date(goneAt).toISOString().slice(0, 10)}, erased after ${eraseAfterDays} days`
      const isErased = await privacy.eraseInstallation(installation, { id: newId(), at: now(), actor: null, action: 'installation.erased', subject: `installation ${id}`, says })
      if (isErased) log.info('what was kept of an installation that is gone was erased', { installation: id, repositories, days: eraseAfterDays })
    }
  }
}
