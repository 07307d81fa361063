import { createHash } from 'node:crypto'
import type { ClassStandingRow } from '../model/class-standing.ts'
import type { Course } from '../model/course.ts'
import type { Statement } from '../model/decision.ts'
import type { MatterWhat, WatchMatter } from '../model/watch-matter.ts'
import { classStanding, type ClassStandingParts } from './class-standing.ts'
import type { DecisionStore } from './store-ports.ts'
import type { WatchNoteStore } from './watch-note-port.ts'

export type WatchMatterParts = ClassStandingParts & {
  readonly decisions: Pick<DecisionStore, 'statementsIn'>
  readonly watchNotes: Pick<WatchNoteStore, 'of'>
}

const DAY = 86_400_000
/** Who pushes nothing for so long while the day is ahead is silent. */
const SILENT = 7 * DAY
/** A failure of less is being worked on. */
const FAILS = DAY

type Found = { readonly key: string; readonly since: number; readonly what: MatterWhat }
type Seen = Pick<WatchMatter, 'repository' | 'people' | 'logins' | 'sections'> & { readonly standing: NonNullable<ClassStandingRow['standing']> }
type Said = { readonly disputes: ReadonlyMap<string, Statement>; readonly feedback: ReadonlyMap<number, readonly Extract<Statement, { readonly kind: 'feedback' }>[]>; readonly enrolledAt: ReadonlyMap<number, number> }

/** All matters of a course, the most urgent first, with what the staff noted on each: a handful of reads, however large the class, by what was counted of each repository. Asks GitHub for nothing. */
export async function watchMatters(course: Course, parts: WatchMatterParts): Promise<readonly WatchMatter[]> {
  const [{ rows }, enrolled, statements, notes] = await Promise.all([classStanding(course, parts), parts.courses.enrolled(course.id), parts.decisions.statementsIn(course.id, ['dispute', 'feedback']), parts.watchNotes.of(course.id)])
  const said: Said = { disputes: new Map(statements.filter(({ kind }) => kind === 'dispute').map((one) => [one.id, one])), feedback: newestFeedback(statements), enrolledAt: new Map(enrolled.map(({ repositoryId, since }) => [repositoryId, since])) }
  const noted = grouped(notes, (one) => nameOf(one.repositoryId, one.matter, one.since))
  const now = parts.now()
  return repositoriesIn(rows).flatMap(({ standing, ...seen }) => mattersOf({ standing, ...seen }, said, course, now).map(({ key, since, what }): WatchMatter => {
    const own = noted.get(nameOf(seen.repository.id, key, since)) ?? []
    return { ...seen, key, since, what, notes: own, isSeen: own.at(-1)?.says === 'seen' }
  })).toSorted(byUrgency)
}

/** The matters of one repository. */
function mattersOf({ repository: { id }, standing }: Seen, { disputes, feedback, enrolledAt }: Said, { settings: { opensAt } }: Course, now: number): readonly Found[] {
  const { stuck, failures, failingSince, disagreements, workflowChanges, pushedAt, dueAt, steps } = standing
  const quietSince = pushedAt ?? Math.max(enrolledAt.get(id) ?? 0, opensAt ?? 0)
  const isDone = steps.length > 0 && steps.every(({ state }) => state === 'done')
  const isAhead = (opensAt === null || now >= opensAt) && (dueAt === null || now < dueAt)
  return [
    ...standing.disputes.map(({ id: dispute, subject, at, due }): Found => {
      const statement = disputes.get(dispute)
      const isEscalated = now >= due
      // One that nobody answered by its day comes about anew.
      return { key: keyOf('dispute', dispute), since: isEscalated ? due : at, what: { kind: 'dispute', subject, by: statement?.by ?? null, text: statement?.text ?? '', due, isEscalated } }
    }),
    ...stuck.map((one): Found => ({ key: keyOf('stuck', `${one.kind === 'no-step' ? one.kind : 'failure'} ${one.subject}`), since: one.since, what: { kind: 'stuck', stuck: one } })),
    // Who is stuck at a failure stands there already.
    ...failingSince !== null && now - failingSince >= FAILS && stuck.every(({ kind }) => kind === 'no-step') ? [{ key: 'failing', since: failingSince, what: { kind: 'failing', failures } } as const] : [],
    ...isAhead && !isDone && quietSince > 0 && now - quietSince >= SILENT ? [{ key: 'silent', since: quietSince, what: { kind: 'silent', pushedAt, dueAt } } as const] : [],
    ...disagreements.map((one): Found => ({ key: keyOf('disagreement', `${one.subject} ${one.outcome} ${one.automatic}`), since: one.at, what: { kind: 'disagreement', disagreement: one } })),
    ...workflowChanges.map(({ path, commit, at }): Found => ({ key: keyOf('workflow', path), since: at, what: { kind: 'workflow', path, commit } })),
    ...(feedback.get(id) ?? []).map(({ id: statement, by, rating, text, at }): Found => ({ key: keyOf('feedback', statement), since: at, what: { kind: 'feedback', by, rating, text } })),
  ]
}

/** Each repository once, with everybody who works on it. */
function repositoriesIn(rows: readonly ClassStandingRow[]): readonly Seen[] {
  const byId = new Map<number, Seen>()
  for (const { student: { name, login, key, section }, repository, standing } of rows) {
    if (repository === null || standing === null) continue
    const known = byId.get(repository.id) ?? { repository, standing, people: [], logins: [], sections: [] }
    byId.set(repository.id, { ...known, people: [...known.people, name || login || key], logins: [...known.logins, login], sections: section === '' ? known.sections : [...new Set([...known.sections, section])] })
  }
  return [...byId.values()]
}

/** Of each person in a repository the newest counts. */
function newestFeedback(statements: readonly Statement[]): Said['feedback'] {
  const feedback = statements.filter((one): one is Extract<Statement, { readonly kind: 'feedback' }> => one.kind === 'feedback')
  const newest = new Map(feedback.map((one) => [`${one.repositoryId} ${one.by.id}`, one]))
  return grouped([...newest.values()], ({ repositoryId }) => repositoryId)
}

const RANKS: readonly MatterWhat['kind'][] = ['dispute', 'stuck', 'failing', 'silent', 'disagreement', 'workflow', 'feedback']

/** Disputes come first, by the day on which they are due; then the other kinds in their order, each with what waits longest in front. */
function byUrgency(one: WatchMatter, other: WatchMatter): number {
  return RANKS.indexOf(one.what.kind) - RANKS.indexOf(other.what.kind) || placeOf(one) - placeOf(other) || one.repository.id - other.repository.id || (one.key < other.key ? -1 : 1)
}

function placeOf({ what, since }: WatchMatter): number {
  return what.kind === 'dispute' ? what.due : what.kind === 'feedback' ? -since : since
}

/** What a matter is about may be text of a repository: its digest names it. */
function keyOf(kind: string, about: string): string {
  return `${kind} ${createHash('sha256').update(about).digest('hex').slice(0, 32)}`
}

function grouped<One, Name>(all: readonly One[], by: (one: One) => Name): ReadonlyMap<Name, readonly One[]> {
  const groups = new Map<Name, One[]>()
  for (const one of all) {
    const name = by(one)
    const group = groups.get(name)
    if (group === undefined) groups.set(name, [one])
    else group.push(one)
  }
  return groups
}

function nameOf(repositoryId: number, matter: string, since: number): string {
  return `${repositoryId} ${matter} ${since}`
}
