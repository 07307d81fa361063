import { isPractice } from '../../course/is-practice.ts'
import type { Course } from '../../model/course.ts'
import { courseStateOf } from '../courses/course-state.ts'
import type { Log } from '../ports/operation-ports.ts'
import { keepStandings, type StandingParts } from './standing.ts'
import type { StandingStore } from '../ports/standing-port.ts'

export type CountAnewParts = StandingParts & {
  readonly standings: Pick<StandingStore, 'save' | 'outdated'>
  /** In [0, 1). */
  readonly random: () => number
  readonly log: Log
}

/** Between two looks for standings that are out of date where there were none, in milliseconds. */
const LOOKS = 5000
/** One that stays out of date though it was counted, since that failed or another process is ahead in time, is counted again after so long. */
const AGAIN = 10 * 60_000
/** So many are counted between two looks: meanwhile their own work may have counted others. */
const AT_A_TIME = 20

type Place = { readonly course: Course; readonly repositoryId: number; readonly key: string }

/**
 * Gives what counts one standing anew that is from before a change of its course, of an earlier program or not there yet, and says whether there was one: to be called while nothing else is to be done. What is out of date is told by what is stored, so an end of the process loses nothing. Asks GitHub for
 * nothing. Processes that do so at once begin at different places.
 */
export function createCountAnew(parts: CountAnewParts): () => Promise<boolean> {
  const { now, log } = parts
  const counted = new Map<string, number>()
  let waiting: readonly Place[] = []
  let lookedAt: number | null = null
  let isBegun = false
  return async () => {
    if (waiting.length === 0) {
      if (lookedAt !== null && now() - lookedAt < LOOKS) return false
      for (const [key, at] of counted) if (now() - at >= AGAIN) counted.delete(key)
      const found: Place[] = []
      for (const place of await outdatedNow(parts)) {
        if (counted.has(place.key)) continue
        // One for practice stands nowhere, so it is never counted: it is looked at again after as long.
        if (await isForPractice(place, parts)) counted.set(place.key, now())
        else found.push(place)
      }
      if (found.length === 0) {
        lookedAt = now()
        isBegun = false
        return false
      }
      if (!isBegun) log.info('where repositories stand is counted anew', { repositories: found.length })
      lookedAt = null
      isBegun = true
      const from = Math.floor(parts.random() * found.length)
      waiting = [...found.slice(from), ...found.slice(0, from)].slice(0, AT_A_TIME)
    }
    const [first, ...others] = waiting
    waiting = others
    if (first === undefined) return false
    counted.set(first.key, now())
    await keepStandings(first.repositoryId, parts).catch((error: unknown) => { log.error('where a repository stands could not be counted anew', { repository: first.repositoryId, course: first.course.id }, error) })
    return true
  }
}

async function outdatedNow(parts: CountAnewParts): Promise<readonly Place[]> {
  const places: Place[] = []
  for (const course of await parts.courses.courses()) {
    const state = await courseStateOf(course.id, parts)
    for (const repositoryId of await parts.standings.outdated(course.id, state)) places.push({ course, repositoryId, key: `${course.id} ${repositoryId} ${state}` })
  }
  return places
}

async function isForPractice({ course, repositoryId }: Place, { hosting }: Pick<CountAnewParts, 'hosting'>): Promise<boolean> {
  if ((course.repositories.practice ?? []).length === 0) return false
  const repository = await hosting.lastSeen(repositoryId)
  return repository !== null && isPractice(repository, course)
}
