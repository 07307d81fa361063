import { isReleased } from '../../grade/released.ts'
import type { ClassStanding, ClassStandingRow, Freshness, SharedFailure } from '../../model/class-standing.ts'
import type { Course } from '../../model/course.ts'
import type { Standing } from '../../model/standing.ts'
import { STEP_PARTS } from '../../model/step.ts'
import { unlisted } from '../people/course-roster.ts'
import { judgedByCourse, type KeptParts } from '../courses/kept-checklists.ts'
import { keptRoster, type KeptRoster, type KeptRosterParts } from '../people/kept-roster.ts'
import type { ReleaseStore } from '../ports/release-port.ts'
import type { StandingStore } from '../ports/standing-port.ts'
import type { WorkStore } from '../ports/work-port.ts'

export type CountedStandingParts = KeptRosterParts & { readonly standings: Pick<StandingStore, 'of'> }

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
  const [{ kept: standings, students, strangers, outdated, uncounted, beingCounted }, words, atWork, { checklist }] = await Promise.all([countedStandings(course, parts), parts.releases.of(id), parts.work.atWork(parts.now()), judgedByCourse(course, parts)])
  const byId = new Map(standings.map((one) => [one.repositoryId, one]))
  const names = new Map(uncounted.map(({ id: repositoryId, owner, name }) => [repositoryId, `${owner}/${name}`]))
  const freshnessOf = (standing: Standing): Freshness => (outdated.has(standing.repositoryId) ? 'counting' : atWork.has(standing.repositoryId) ? 'pending' : standing.judged === null ? 'never' : 'current')
  const rows = (students.length > 0 ? students : unlisted(strangers)).flatMap(({ entry, repositories }): readonly ClassStandingRow[] => {
    const { key, name, login, section } = entry
    const student = { student: { key, name, login, section }, isReleased: isReleased(entry, words, settings.grading) }
    if (repositories.length === 0) return [{ ...student, repository: null, standing: null, freshness: 'never' }]
    return repositories.flatMap((repositoryId): readonly ClassStandingRow[] => {
      const standing = byId.get(repositoryId)
      if (standing !== undefined) return [{ ...student, ...rowOf(standing), freshness: freshnessOf(standing) }]
      return [{ ...student, repository: { id: repositoryId, name: names.get(repositoryId) ?? `repository ${repositoryId}`, url: null }, standing: null, freshness: 'counting' }]
    })
  })
  return {
    steps: STEP_PARTS.flatMap(({ steps }) => steps.map(({ id: step, title }) => ({ id: step, title }))),
    items: checklist.items.map(({ id: item, title, group, criteria }) => ({ id: item, title, group, criteria: criteria.map((one) => one.id) })),
    points: settings.grading.points, beingCounted, rows, pushes: standings.flatMap(({ pushes }) => pushes), failures: sharedFailures(standings),
  }
}

/** What was counted of each repository of a course that counts, and who of its list, and who else, works on them. Keeps nothing. */
export async function countedStandings(course: Course, parts: CountedStandingParts): Promise<KeptRoster<Standing>> {
  return keptRoster(course, await parts.standings.of(course.id), parts)
}

function rowOf({ courseId: _course, workers: _workers, countedBy: _by, repositoryId, name, url, pushes, ...rest }: Standing): Pick<ClassStandingRow, 'repository' | 'standing'> {
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
