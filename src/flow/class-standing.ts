import { matchRoster, type MatchedRoster } from '../course/match-roster.ts'
import { isReleased } from '../grade/released.ts'
import type { ClassStanding, ClassStandingRow, SharedFailure } from '../model/class-standing.ts'
import type { Course } from '../model/course.ts'
import type { Standing } from '../model/standing.ts'
import { STEP_PARTS } from '../model/step.ts'
import { countedRepositories, type CountedParts } from './counted-repositories.ts'
import { unlisted } from './course-roster.ts'
import { judgedByCourse, type KeptParts } from './kept-checklists.ts'
import type { ReleaseStore } from './release-port.ts'
import type { RosterStore } from './roster-port.ts'
import type { StandingStore } from './standing-port.ts'
import type { WorkStore } from './store-ports.ts'

export type CountedStandingParts = CountedParts & { readonly standings: Pick<StandingStore, 'of'>; readonly roster: Pick<RosterStore, 'of'> }

export type ClassStandingParts = KeptParts & CountedStandingParts & {
  readonly releases: Pick<ReleaseStore, 'of'>
  readonly work: Pick<WorkStore, 'atWork'>
  readonly now: () => number
}

/** A failure is of the class where so many have it. */
const SHARED_BY = 2

/** The class of a course as it stands, by what was counted of each repository: a handful of reads, however large the class. Asks GitHub for nothing, and keeps nothing. */
export async function classStanding(course: Course, parts: ClassStandingParts): Promise<ClassStanding> {
  const { id, settings } = course
  const [{ standings, students, strangers }, words, atWork, { checklist }] = await Promise.all([countedStandings(course, parts), parts.releases.of(id), parts.work.atWork(parts.now()), judgedByCourse(course, parts)])
  const byId = new Map(standings.map((one) => [one.repositoryId, one]))
  const rows = (students.length > 0 ? students : unlisted(strangers)).flatMap(({ entry, repositories }): readonly ClassStandingRow[] => {
    const { key, name, login, section } = entry
    const student = { student: { key, name, login, section }, isReleased: isReleased(entry, words, settings.grading) }
    if (repositories.length === 0) return [{ ...student, repository: null, standing: null, freshness: 'never' }]
    return repositories.flatMap((repositoryId) => {
      const standing = byId.get(repositoryId)
      return standing === undefined ? [] : [{ ...student, ...rowOf(standing), freshness: atWork.has(repositoryId) ? 'pending' : standing.judged === null ? 'never' : 'current' }]
    })
  })
  return {
    steps: STEP_PARTS.flatMap(({ steps }) => steps.map(({ id: step, title }) => ({ id: step, title }))),
    items: checklist.items.map(({ id: item, title, group, criteria }) => ({ id: item, title, group, criteria: criteria.map((one) => one.id) })),
    points: settings.grading.points, rows, pushes: standings.flatMap(({ pushes }) => pushes), failures: sharedFailures(standings),
  }
}

/** What was counted of each repository of a course that counts, and who of its list, and who else, works on them. Keeps nothing. */
export async function countedStandings(course: Course, parts: CountedStandingParts): Promise<Pick<MatchedRoster, 'students' | 'strangers'> & { readonly standings: readonly Standing[] }> {
  const [all, counted, entries] = await Promise.all([parts.standings.of(course.id), countedRepositories(course, parts), parts.roster.of(course.id)])
  const counting = new Set(counted)
  const standings = all.filter(({ repositoryId }) => counting.has(repositoryId))
  // Who was erased since it was counted stands there as nobody.
  const workers = standings.flatMap(({ repositoryId, workers: people }) => people.flatMap((person) => person.id > 0 ? [{ repositoryId, person }] : []))
  return { standings, ...matchRoster(entries, workers) }
}

function rowOf({ courseId: _course, workers: _workers, repositoryId, name, url, pushes, ...rest }: Standing): Pick<ClassStandingRow, 'repository' | 'standing'> {
  return { repository: { id: repositoryId, name, url }, standing: { ...rest, pushedAt: pushes.at(-1) ?? null } }
}

/** The failures whose reason is recognised, by reason and what it is about, those that most have in front. Of one repository each counts once. */
function sharedFailures(standings: readonly Standing[]): readonly SharedFailure[] {
  const groups = new Map<string, { readonly kind: SharedFailure['kind']; readonly about: string; readonly repositories: Map<number, string> }>()
  for (const { repositoryId, name, failures } of standings) {
    for (const { kind, about } of failures) {
      if (kind === null) continue
      const key = JSON.stringify([kind, about])
      const group = groups.get(key) ?? { kind, about, repositories: new Map<number, string>() }
      group.repositories.set(repositoryId, name)
      groups.set(key, group)
    }
  }
  return [...groups.values()].filter(({ repositories }) => repositories.size >= SHARED_BY).map(({ kind, about, repositories }) => ({ kind, about, repositories: [...repositories].map(([id, name]) => ({ id, name })) }))
    .toSorted((one, other) => other.repositories.length - one.repositories.length || (`${one.kind} ${one.about}` < `${other.kind} ${other.about}` ? -1 : 1))
}
