import type { Registration } from '../flow/ports/github-ports.ts'
import type { AppManifest } from '../flow/ports/operation-ports.ts'

/** What `app.yml` asks for and the registered App does not have: permissions with the level that is needed, events by name. */
export type MissingGrants = { readonly permissions: readonly { readonly name: string; readonly needed: string; readonly granted: string | null }[]; readonly events: readonly string[] }

const LEVELS = ['read', 'write', 'admin']

/** Compares what is asked for with what GitHub has: a higher level serves too, and what it has beyond that does not matter. */
export function missingGrants(manifest: AppManifest, { permissions, events }: Pick<Registration, 'permissions' | 'events'>): MissingGrants {
  const granted = new Map(Object.entries(permissions))
  return {
    permissions: Object.entries(manifest.permissions).flatMap(([name, needed]) => {
      const level = granted.get(name) ?? null
      return level !== null && LEVELS.indexOf(level) >= LEVELS.indexOf(needed) ? [] : [{ name, needed, granted: level }]
    }),
    events: manifest.events.filter((event) => !events.includes(event)),
  }
}
