import { createHash } from 'node:crypto'
import { groupedBy } from '../../facts/grouped.ts'
import type { Course } from '../../model/course.ts'
import type { Statement } from '../../model/decision.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import type { BeingCounted } from '../../model/class-standing.ts'
import type { Standing } from '../../model/standing.ts'
import type { MatterWhat, WatchMatter } from '../../model/watch-matter.ts'
import { countedStandings, type CountedStandingParts } from './class-standing.ts'
import { iso } from '../course-service/documents.ts'
import type { DecisionStore, HostingStore } from '../ports/store-ports.ts'
import type { WatchNoteStore } from '../ports/watch-note-port.ts'

export type WatchMatterParts = CountedStandingParts & {
  readonly hosting: Pick<HostingStore, 'repository'>
  readonly decisions: Pick<DecisionStore, 'statementsIn'>
  readonly watchNotes: Pick<WatchNoteStore, 'of'>
  readonly now: () => number
}

/** The matters of a course, and of how many of its repositories they are from before a change, or not counted yet. */
export type WatchReading = { readonly matters: readonly WatchMatter[]; readonly beingCounted: BeingCounted }

const DAY = 86_400_000
/** Who pushes nothing for so long while the day is ahead is silent. */
const SILENT = 7 * DAY
/** A failure of less is being worked on. */
const FAILS = DAY

/** A matter of a repository; `place` is what it stands by among those of its kind. */
type Found = { readonly key: string; readonly since: number; readonly place: number; readonly what: MatterWhat }
type Worker = { readonly repositoryId: number; readonly name: string; readonly login: string; readonly section: string }
type Said = { readonly disputes: ReadonlyMap<string, Statement>; readonly feedback: ReadonlyMap<number, readonly Extract<Statement, { readonly kind: 'feedback' }>[]>; readonly enrolledAt: ReadonlyMap<number, number> }

/**
 * All matters of a course, the most urgent first, with what the staff noted on each: a handful of reads, however large the class, by what was counted of each repository. Whoever works there is told of, in the list of the course or not; repositories that are archived or no longer
 * reached are left out. Of what is `beingCounted` it tells as before, or nothing yet. Asks GitHub for nothing.
 */
export async function watchMatters(course: Course, parts: WatchMatterParts): Promise<WatchReading> {
  const [{ kept: standings, students, strangers, beingCounted }, enrolled, statements, notes] = await Promise.all([countedStandings(course, parts), parts.courses.enrolled(course.id), parts.decisions.statementsIn(course.id, ['dispute', 'feedback']), parts.watchNotes.of(course.id)])
  const said: Said = { disputes: new Map(statements.filter(({ kind }) => kind === 'dispute').map((one) => [one.id, one])), feedback: newestFeedback(statements), enrolledAt: new Map(enrolled.map(({ repositoryId, since }) => [repositoryId, since])) }
  const workers = groupedBy([
    ...students.flatMap(({ entry: { name, login, key, section }, repositories }) => repositories.map((repositoryId): Worker => ({ repositoryId, name: name || login || key, login, section }))),
    ...strangers.map(({ repositoryId, person: { login } }): Worker => ({ repositoryId, name: login, login, section: '' })),
  ], ({ repositoryId }) => repositoryId)
  const noted = groupedBy(notes, (one) => nameOf(one.repositoryId, one.matter, one.since))
  const now = parts.now()
  const found = (await repositoriesAtWork(standings, parts)).flatMap((standing) => mattersOf(standing, said, course, now).map((one) => ({ ...one, standing })))
  const matters = found.toSorted((one, other) => RANKS.indexOf(one.what.kind) - RANKS.indexOf(other.what.kind) || one.place - other.place || one.standing.repositoryId - other.standing.repositoryId || (one.key < other.key ? -1 : 1))
    .map(({ key, since, what, standing: { repositoryId: id, name, url } }): WatchMatter => {
      const here = workers.get(id) ?? []
      const own = noted.get(nameOf(id, key, since)) ?? []
      return {
        key, since: iso(since), repository: { id, name, url }, people: here.map((one) => one.name), logins: here.map(({ login }) => login), sections: [...new Set(here.map(({ section }) => section).filter((section) => section !== ''))],
        what, notes: own.map(({ says, by, at, note }) => ({ says, by, at: iso(at), note })), isSeen: own.at(-1)?.says === 'seen',
      }
    })
  return { matters, beingCounted }
}

/** Those that the App reaches and in which work goes on. */
async function repositoriesAtWork(standings: readonly Standing[], { hosting }: Pick<WatchMatterParts, 'hosting'>): Promise<readonly Standing[]> {
  const seen = await Promise.all(standings.map(({ repositoryId }): Promise<HostedRepository | null> => hosting.repository(repositoryId)))
  return standings.filter((_, at) => seen[at]?.archived === false)
}

/** Disputes come first, by the day on which they are due; then the other kinds in their order, each with what waits longest in front; feedback waits for nobody, and its newest is. */
const RANKS: readonly MatterWhat['kind'][] = ['dispute', 'stuck', 'failing', 'silent', 'disagreement', 'workflow', 'feedback']

/** The matters of one repository. */
function mattersOf(standing: Standing, { disputes, feedback, enrolledAt }: Said, { settings: { opensAt } }: Course, now: number): readonly Found[] {
  const { repositoryId: id, stuck, failures, failingSince, disagreements, workflowChanges, pushes, dueAt, steps, workers } = standing
  const pushedAt = pushes.at(-1) ?? null
  const quietSince = pushedAt ?? Math.max(enrolledAt.get(id) ?? 0, opensAt ?? 0)
  // Where nobody works nobody is silent: a template, a repository of the staff.
  const isWorkedOn = workers.some((person) => person.id > 0)
  const isDone = steps.length > 0 && steps.every(({ state }) => state === 'done')
  const isAhead = (opensAt === null || now >= opensAt) && (dueAt === null || now < dueAt)
  const found = (key: string, since: number, what: MatterWhat, place = since): Found => ({ key, since, place, what })
  return [
    ...standing.disputes.map(({ id: dispute, subject, at, due }) => {
      const statement = disputes.get(dispute)
      const isEscalated = now >= due
      // One that nobody answered by its day comes about anew.
      return found(keyOf('dispute', dispute), isEscalated ? due : at, { kind: 'dispute', subject, by: statement?.by ?? null, text: statement?.text ?? '', due: iso(due), isEscalated }, due)
    }),
    ...stuck.map(({ kind, subject, since, hint, ...one }) => found(keyOf('stuck', `${kind === 'no-step' ? kind : 'failure'} ${subject}`), since, { ...one, kind: 'stuck', how: kind, hint: hint === null ? null : { ...hint, at: iso(hint.at) } })),
    // Who is stuck at a failure stands there already.
    ...failingSince !== null && now - failingSince >= FAILS && stuck.every(({ kind }) => kind === 'no-step') ? [found('failing', failingSince, { kind: 'failing', failures })] : [],
    ...isWorkedOn && isAhead && !isDone && quietSince > 0 && now - quietSince >= SILENT ? [found('silent', quietSince, { kind: 'silent', pushed: pushedAt === null ? null : iso(pushedAt), due: dueAt === null ? null : iso(dueAt) })] : [],
    ...disagreements.map(({ at, ...one }) => found(keyOf('disagreement', `${one.subject} ${one.outcome} ${one.automatic}`), at, { ...one, kind: 'disagreement' })),
    ...workflowChanges.map(({ path, commit, at }) => found(keyOf('workflow', path), at, { kind: 'workflow', path, commit })),
    ...(feedback.get(id) ?? []).map(({ id: statement, by, rating, text, at }) => found(keyOf('feedback', statement), at, { kind: 'feedback', by, rating, text }, -at)),
  ]
}

/** Of each person in a repository the newest counts. */
function newestFeedback(statements: readonly Statement[]): Said['feedback'] {
  const feedback = statements.filter((one): one is Extract<Statement, { readonly kind: 'feedback' }> => one.kind === 'feedback')
  const newest = new Map(feedback.map((one) => [`${one.repositoryId} ${one.by.id}`, one]))
  return groupedBy([...newest.values()], ({ repositoryId }) => repositoryId)
}

/** What a matter is about may be text of a repository: its digest names it. */
function keyOf(kind: string, about: string): string {
  return `${kind} ${createHash('sha256').update(about).digest('hex').slice(0, 32)}`
}

function nameOf(repositoryId: number, matter: string, since: number): string {
  return `${repositoryId} ${matter} ${since}`
}
