import type { PlatformIds, RosterEntry } from '../model/roster.ts'

/** What an import of a list changes: entries by key, and of one that changed what of it. */
export type RosterChanges = {
  readonly added: readonly RosterEntry[]
  readonly changed: readonly { readonly entry: RosterEntry; readonly what: readonly string[] }[]
  readonly left: readonly RosterEntry[]
  /** How many stay as they were. */
  readonly same: number
  /** The whole list as it is kept then. */
  readonly entries: readonly RosterEntry[]
}

const TEXTS = ['name', 'email', 'studentId', 'section', 'login'] as const satisfies readonly (keyof RosterEntry)[]
const IDS = ['canvasId', 'sisUserId', 'sisLoginId', 'moodleUser', 'idNumber'] as const satisfies readonly (keyof PlatformIds)[]

/**
 * What a list that was read makes of the one that is known. A numeric id that was found by a login stays with it while the list names the same login (or none, and no id): logins change, people do not.
 * Of what the learning platform knows somebody by, a list that has no such column takes nothing away.
 */
export function rosterChanges(known: readonly RosterEntry[], list: readonly RosterEntry[]): RosterChanges {
  const before = new Map(known.map((entry) => [entry.key, entry]))
  const entries = list.map((entry) => merged(entry, before.get(entry.key)))
  const added = entries.filter(({ key }) => !before.has(key))
  const changed = entries.flatMap((entry) => {
    const old = before.get(entry.key)
    const what = old === undefined ? [] : differences(old, entry)
    return what.length === 0 ? [] : [{ entry, what }]
  })
  const keys = new Set(entries.map(({ key }) => key))
  return { added, changed, left: known.filter(({ key }) => !keys.has(key)), same: entries.length - added.length - changed.length, entries }
}

function merged(entry: RosterEntry, old: RosterEntry | undefined): RosterEntry {
  if (old === undefined) return entry
  const isSameLogin = entry.login === '' || entry.login.toLowerCase() === old.login.toLowerCase()
  const platform = Object.fromEntries(IDS.map((id) => [id, entry.platform[id] || old.platform[id]])) as Record<keyof PlatformIds, string>
  return { ...entry, login: entry.login || old.login, personId: entry.personId ?? (isSameLogin ? old.personId : null), platform }
}

function differences(old: RosterEntry, entry: RosterEntry): readonly string[] {
  return [...TEXTS.filter((key) => old[key] !== entry[key]), ...(old.personId === entry.personId ? [] : ['personId']), ...IDS.filter((id) => old.platform[id] !== entry.platform[id])]
}
