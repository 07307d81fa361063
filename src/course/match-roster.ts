import type { Person } from '../model/course.ts'
import type { RosterEntry } from '../model/roster.ts'

/** Who works on a repository of the course. */
export type Worker = { readonly repositoryId: number; readonly person: Person }

export type MatchedRoster = {
  /** Everybody in the list, with the repositories that they work on: none where they were not found in any. */
  readonly students: readonly { readonly entry: RosterEntry; readonly repositories: readonly number[] }[]
  /** Who works on a repository of the course and is not in the list. */
  readonly strangers: readonly Worker[]
  /** Numeric ids that were found by a login and are not noted yet. */
  readonly found: readonly { readonly key: string; readonly personId: number }[]
}

/**
 * Finds the people of a course's list among those who work on its repositories: by the numeric id where it is known, else by the login, once, so that a login that changes or passes to somebody else afterwards
 * changes nothing. A login under which two people worked, as one that passed from one to the other, tells nobody. Somebody may work on several repositories, and several people on one. Pure; the order of the workers does not matter.
 */
export function matchRoster(entries: readonly RosterEntry[], workers: readonly Worker[]): MatchedRoster {
  const noted = new Set(entries.flatMap(({ personId }) => personId ?? []))
  const idsOf = new Map<string, Set<number>>()
  for (const { person: { id, login } } of workers) if (!noted.has(id)) idsOf.set(login.toLowerCase(), (idsOf.get(login.toLowerCase()) ?? new Set()).add(id))
  const byLogin = (login: string): number | undefined => {
    const [id, ...others] = idsOf.get(login.toLowerCase()) ?? []
    return others.length === 0 ? id : undefined
  }
  const found = entries.flatMap(({ key, personId, login }) => {
    const id = personId === null && login !== '' ? byLogin(login) : undefined
    return id === undefined ? [] : [{ key, personId: id }]
  })
  const ids = new Map([...entries.flatMap(({ key, personId }) => personId === null ? [] : [[key, personId] as const]), ...found.map(({ key, personId }) => [key, personId] as const)])
  const known = new Set(ids.values())
  const worksOn = new Map<number, Set<number>>()
  for (const { repositoryId, person: { id } } of workers) worksOn.set(id, (worksOn.get(id) ?? new Set()).add(repositoryId))
  const students = entries.map((entry) => {
    const id = ids.get(entry.key)
    return id === undefined ? { entry, repositories: [] } : { entry: { ...entry, personId: id }, repositories: [...worksOn.get(id) ?? []].toSorted((one, other) => one - other) }
  })
  return { students, strangers: workers.filter(({ person }) => !known.has(person.id)), found }
}
