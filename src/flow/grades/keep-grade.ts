import { dueBy } from '../../grade/newest-decision.ts'
import type { Course } from '../../model/course.ts'
import type { RepositoryGrade } from '../../model/gradebook.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { DomainEvent } from '../../model/work.ts'
import { gradeComment, gradeMarker, type ShownGrade } from '../../report/published/grade-comment.ts'
import type { FromGitHub, InstallationPort } from '../ports/github-ports.ts'
import type { GradebookParts } from './gradebook.ts'
import { createKept, isOn, newestKept, nextRound, notedOf, updateKept } from '../publishing/kept-comment.ts'
import type { Published } from '../ports/publish-port.ts'
import type { SeenGrade } from './seen-grade.ts'
import type { HostingStore, JournalStore, PublicationPlace, PublicationStore } from '../ports/store-ports.ts'
import { takePointsAway } from '../publishing/take-points-away.ts'

/** The kind of the journal's event that says that students are shown another grade of a repository from then on: `facts` has its points. */
const GRADE_SHOWN = 'grade.shown'

export type GradeParts = GradebookParts & {
  readonly hosting: Pick<HostingStore, 'lastSeen' | 'saveRepositories'>
  readonly journal: Pick<JournalStore, 'addEvents' | 'eventsOf' | 'newestEventsOf'>
  readonly publications: PublicationStore
}

type Port = Pick<InstallationPort, 'repository' | 'ownComments' | 'createComment' | 'updateComment' | 'deleteComment'>
/** Whose grade is shown, and the number of the capstone issue. */
export type GradeKept = { readonly port: Port; readonly repository: HostedRepository; readonly course: Course; readonly number: number; readonly seen: SeenGrade; readonly isHeld: () => boolean }

const NOTHING: FromGitHub<Published> = { ok: true, value: { writes: 0 } }

/**
 * Brings the one comment on the capstone issue that shows the grade to what it is now; takes it away, with all else that shows points, where the grade is held. It is a comment of its own because GitHub keeps earlier texts of an issue for everybody who reads it, and an App can
 * delete a comment alone. Before points are written GitHub is asked whether the repository is private still. One that a person deleted stays away until the grade is another one. Where there is no grade for the moment, as between a push and its judgement, what stands there stays.
 */
export async function keepGrade(kept: GradeKept, parts: GradeParts): Promise<FromGitHub<Published>> {
  const { port, repository, course, number, seen, isHeld } = kept
  const { publications, now } = parts
  if (!seen.isShown) return takePointsAway(port, repository, parts)
  if (seen.grade === null) return NOTHING
  const { grade, url } = seen
  const { grading, dueAt } = course.settings
  const { shown, fresh } = await shownUntilNow(repository, grade, parts)
  const due = dueBy(await parts.decisions.decisionsOf(course.id, repository.id), dueAt)
  const bodyOf = (round: number): string => gradeComment({ marker: gradeMarker(repository.id, round), grade, grading, dueAt: due, shown, url, calendar: course.settings, now: now() })
  const known = await newestKept(placeOf(repository.id), publications)
  if (known !== null && known.digest === notedOf(bodyOf(known.round), number)) return NOTHING
  const present = await port.repository(repository.id)
  if (!present.ok) return present
  if (!present.value.private) {
    await parts.hosting.saveRepositories([present.value], now())
    return takePointsAway(port, repository, parts)
  }
  if (!isHeld()) return NOTHING
  if (fresh !== null) await parts.journal.addEvents([fresh])
  if (known !== null && known.remoteId !== null && isOn(known, number)) {
    const body = bodyOf(known.round)
    const updated = await updateKept(known.remoteId, known, { port, repository, number, body }, parts)
    if (!updated.ok) return updated
    if (updated.value === 'written') return { ok: true, value: { writes: 1 } }
    await publications.record({ ...known, remoteId: null, digest: notedOf(body, number), at: now() })
    return NOTHING
  }
  const round = nextRound(known, number)
  return createKept({ ...placeOf(repository.id), round }, gradeMarker(repository.id, round), { port, repository, number, body: bodyOf(round) }, parts)
}

function placeOf(repositoryId: number): Omit<PublicationPlace, 'round'> {
  return { repositoryId, kind: 'grade', place: 'capstone' }
}

/** The page of the comment that shows the grade, on the capstone issue of a number; null where there is none, or the repository's page is not known. */
export async function gradePage(repositoryId: number, number: number, url: string | null, { publications }: Pick<GradeParts, 'publications'>): Promise<string | null> {
  const known = await newestKept(placeOf(repositoryId), publications)
  return url === null || known === null || known.remoteId === null || !isOn(known, number) ? null : `${url}/issues/${number}#issuecomment-${known.remoteId}`
}

/** The grades that were shown, the present one last; `fresh` is to be noted before that one is written, where it is another than before. */
async function shownUntilNow(repository: HostedRepository, { points, of }: RepositoryGrade, { journal, now }: GradeParts): Promise<{ readonly shown: readonly ShownGrade[]; readonly fresh: DomainEvent | null }> {
  const events = await journal.eventsOf(repository.id, GRADE_SHOWN)
  const shown = events.map(({ at, facts }): ShownGrade => ({ points: Number(facts['points']), of: Number(facts['of']), at }))
  const last = shown.at(-1)
  if (last !== undefined && last.points === points && last.of === of) return { shown, fresh: null }
  const at = Math.max(now(), last?.at ?? 0)
  const fresh: DomainEvent = { id: `${GRADE_SHOWN}:${repository.id}:${events.length + 1}`, kind: GRADE_SHOWN, installationId: repository.installationId, repositoryId: repository.id, actor: null, at, facts: { points, of } }
  return { shown: [...shown, { points, of, at }], fresh }
}
