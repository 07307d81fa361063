import { createHash } from 'node:crypto'
import type { Course, Person } from '../../model/course.ts'
import type { JudgedId, Outcome } from '../../model/criterion.ts'
import type { Standing } from '../../model/standing.ts'
import type { JudgedSince, SaidVerdict, WrongVerdict, WrongVerdictSeen } from '../../model/wrong-verdict.ts'
import type { GistStore } from '../ports/gist-port.ts'
import { inGroups } from '../in-groups.ts'
import type { StandingStore } from '../ports/standing-port.ts'
import type { AssessmentStore } from '../ports/store-ports.ts'
import type { WrongVerdictStore } from '../ports/wrong-verdict-port.ts'

export type WrongVerdictParts = {
  readonly wrongVerdicts: WrongVerdictStore
  readonly standings: Pick<StandingStore, 'of'>
  readonly assessments: Pick<AssessmentStore, 'asOf' | 'byId'>
  readonly gists: GistStore
  readonly now: () => number
}

/** What somebody says of a verdict. */
export type SaidWrong = { readonly assessment: string; readonly item: string; readonly criterion: string; readonly right: Outcome; readonly reason: string }

/** Why it is not kept: there is no such verdict in the repository, or the App says already what is said to be right. */
export type NotKept = 'no-verdict' | 'said-already'

/** Of each kind so many places are kept, the first. */
const MOST_PLACES = 20
const AT_ONCE = 50

/** Keeps that a verdict is wrong, with what the App said and by what. Saying the same again keeps nothing more. */
export async function sayWrong({ assessment: id, item: itemId, criterion: criterionId, right, reason }: SaidWrong, by: Person, { courseId, repositoryId }: Pick<WrongVerdict, 'courseId' | 'repositoryId'>, { wrongVerdicts, assessments, now }: WrongVerdictParts): Promise<NotKept | 'kept'> {
  const assessment = await assessments.byId(id)
  if (assessment === null || assessment.repositoryId !== repositoryId) return 'no-verdict'
  const { record, commit } = assessment
  const item = record.items.find((one) => one.id === itemId)
  const criterion = record.criteria.find((one) => one.id === criterionId && item?.criteria.includes(one.id) === true)
  if (criterion === undefined) return 'no-verdict'
  if (criterion.outcome === right) return 'said-already'
  const { title, standing, outcome, basis, blockedBy, proof, proofFrom, lookedFor, found, evidence, against } = criterion
  const said: SaidVerdict = { title, standing, outcome, basis, blockedBy, proof, proofFrom, lookedFor, found, evidence: evidence.slice(0, MOST_PLACES), against: against.slice(0, MOST_PLACES) }
  await wrongVerdicts.add({
    id: createHash('sha256').update(JSON.stringify([courseId, by.id, by.login, id, itemId, criterionId, right, reason])).digest('hex'), courseId, repositoryId, at: now(), by,
    item: itemId, criterion: criterion.id, assessment: id, commit, judgedAt: assessment.at, engine: record.engine, checklist: record.checklist, said, right, reason,
  })
  return 'kept'
}

/** The verdicts of a course that were said to be wrong, the newest first, each as it stands now. Asks GitHub for nothing. */
export async function wrongVerdictsOf(course: Course, parts: WrongVerdictParts): Promise<readonly WrongVerdictSeen[]> {
  const [all, standings] = await Promise.all([parts.wrongVerdicts.of(course.id), parts.standings.of(course.id)])
  const byId = new Map(standings.map((one) => [one.repositoryId, one]))
  const seen: WrongVerdictSeen[] = []
  for await (const one of inGroups(all.toReversed(), AT_ONCE, async (wrong): Promise<WrongVerdictSeen> => {
    const standing = byId.get(wrong.repositoryId)
    return { ...wrong, repository: { name: standing?.name ?? `repository ${wrong.repositoryId}`, url: standing?.url ?? null }, since: await judgedSince(wrong, standing, parts) }
  })) seen.push(one)
  return seen
}

/** A later judgement that says otherwise: of the same commit, which shows that the checks have changed, else of the newest commit. */
async function judgedSince(wrong: WrongVerdict, standing: Standing | undefined, parts: WrongVerdictParts): Promise<JudgedSince | null> {
  const newest = standing?.judged?.commit
  for (const commit of newest === undefined || newest === wrong.commit ? [wrong.commit] : [wrong.commit, newest]) {
    const head = await parts.assessments.asOf(wrong.repositoryId, commit, null)
    if (head === null || head.id === wrong.assessment || head.at < wrong.judgedAt) continue
    const outcome = await outcomeAt(head.id, wrong.criterion, parts)
    if (outcome === null || outcome === 'unknown' || outcome === wrong.said.outcome) continue
    const judged = await parts.assessments.byId(head.id)
    if (judged !== null) return { commit, at: head.at, outcome, engine: judged.record.engine }
  }
  return null
}

async function outcomeAt(id: string, criterion: JudgedId, { gists, assessments }: WrongVerdictParts): Promise<Outcome | null> {
  const criteria = (await gists.of(id))?.criteria ?? (await assessments.byId(id))?.record.criteria
  return criteria?.find((one) => one.id === criterion)?.outcome ?? null
}
