import type { Configuration } from '../operate/configuration.ts'
import { openStore, type Store } from '../store/open-store.ts'

/** Opens the store that the settings name. Throws where it cannot be opened. */
export async function openConfiguredStore({ database }: Configuration): Promise<Store> {
  if (database.kind !== 'sqlite') throw new Error('this version keeps everything in the embedded store; leave DATABASE_URL out')
  return openStore(database)
}
