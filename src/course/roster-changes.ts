import type { PlatformIds, RosterEntry } from '../model/roster.ts'

/** What an import of a list changes: entries by key, and of one that changed what of it. */
export type RosterChanges = {
  readonly added: readonly RosterEntry[]
  readonly changed: readonly { readonly entry: RosterEntry; readonly what: readonly RosterPart[] }[]
  readonly left: readonly RosterEntry[]
  /** Sections that somebody was in, and nobody is by then. */
  readonly emptied: readonly string[]
  /** How many stay as they were. */
  readonly same: number
  /** The whole list as it is kept then. */
  readonly entries: readonly RosterEntry[]
}

const TEXTS = ['name', 'email', 'studentId', 'section', 'login'] as const satisfies readonly (keyof RosterEntry)[]
const IDS = ['canvasId', 'sisUserId', 'sisLoginId', 'moodleUser', 'idNumber'] as const satisfies readonly (keyof PlatformIds)[]

/** What of a student in a list can change. */
export const ROSTER_PARTS = [...TEXTS, 'personId', ...IDS] as const
export type RosterPart = (typeof ROSTER_PARTS)[number]

/**
 * What a list that was read makes of the one that is known. A numeric id that was found by a login stays with it while the list names the same login (or none, and no id): logins change, people do not.
 * It goes with the login to a student who is in the list under another key now, and from one whose row names no login where another row names theirs: nobody is two students.
 * Of what the learning platform knows somebody by, a list that has no such column takes nothing away.
 */
export function rosterChanges(known: readonly RosterEntry[], list: readonly RosterEntry[]): RosterChanges {
  const before = new Map(known.map((entry) => [entry.key, entry]))
  const keysNow = new Set(list.map(({ key }) => key))
  const gone = new Map(known.filter(({ key, login }) => !keysNow.has(key) && login !== '').map((entry) => [entry.login.toLowerCase(), entry.personId]))
  const named: Named = { logins: new Set(list.map(({ login }) => login.toLowerCase())), ids: new Set(list.flatMap(({ personId }) => personId ?? [])) }
  const entries = list.map((entry) => {
    const old = before.get(entry.key)
    return old === undefined ? { ...entry, personId: entry.personId ?? unlessNamed(gone.get(entry.login.toLowerCase()) ?? null, named) } : merged(entry, old, named)
  })
  const added = entries.filter(({ key }) => !before.has(key))
  const changed = entries.flatMap((entry) => {
    const old = before.get(entry.key)
    const what = old === undefined ? [] : differences(old, entry)
    return what.length === 0 ? [] : [{ entry, what }]
  })
  return { added, changed, left: known.filter(({ key }) => !keysNow.has(key)), emptied: sectionsOf(known).filter((section) => !sectionsOf(entries).includes(section)), same: entries.length - added.length - changed.length, entries }
}

function sectionsOf(entries: readonly RosterEntry[]): readonly string[] {
  return [...new Set(entries.map(({ section }) => section.trim()))].filter((section) => section !== '')
}

/** The logins, in small letters, and numeric ids that a list names itself. */
type Named = { readonly logins: ReadonlySet<string>; readonly ids: ReadonlySet<number> }

function merged(entry: RosterEntry, old: RosterEntry, named: Named): RosterEntry {
  const login = entry.login || (named.logins.has(old.login.toLowerCase()) ? '' : old.login)
  const isSameLogin = login.toLowerCase() === old.login.toLowerCase()
  const platform = Object.fromEntries(IDS.map((id) => [id, entry.platform[id] || old.platform[id]])) as Record<keyof PlatformIds, string>
  return { ...entry, login, personId: entry.personId ?? (isSameLogin ? unlessNamed(old.personId, named) : null), platform }
}

function unlessNamed(id: number | null, { ids }: Named): number | null {
  return id !== null && ids.has(id) ? null : id
}

function differences(old: RosterEntry, entry: RosterEntry): readonly RosterPart[] {
  return [...TEXTS.filter((key) => old[key] !== entry[key]), ...(old.personId === entry.personId ? [] : ['personId'] as const), ...IDS.filter((id) => old.platform[id] !== entry.platform[id])]
}
