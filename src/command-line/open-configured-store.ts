import type { Configuration } from '../operate/configuration.ts'
import { openStore, type Store } from '../store/open-store.ts'

/** Opens the store that the settings name. Throws where it cannot be opened; `report` takes connections that are lost later and made again. */
export async function openConfiguredStore({ database }: Configuration, report?: (says: string, cause: unknown) => void): Promise<Store> {
  return openStore(database, report)
}
