import { countedCommits } from '../../grade/counted-commits.ts'
import { judgementsToMake, nextEnd, ownJudgement, settledOf, type JudgementToMake } from '../../grade/judgement-that-counts.ts'
import { dueBy } from '../../grade/newest-decision.ts'
import type { CountedHead } from '../../model/counted.ts'
import type { Course } from '../../model/course.ts'
import type { CountedCommit } from '../../model/grading.ts'
import type { HostedRepository } from '../../model/hosting.ts'
import { countablePushes, type PushParts } from './countable-pushes.ts'
import type { CountStore } from '../ports/count-port.ts'
import type { Assessment, AssessmentStore, DecisionStore } from '../ports/store-ports.ts'

export type CountsKnown = PushParts & {
  readonly counts: Pick<CountStore, 'headsOf' | 'rejudgings'>
  readonly assessments: Pick<AssessmentStore, 'asOf' | 'seenOnDefaultBranch'>
  readonly decisions: Pick<DecisionStore, 'decisionsOf'>
}

/** What is to be judged of a repository for the gradebook now, what was, and when more will be due (milliseconds since 1970, null while that cannot be told). */
export type CountsToMake = { readonly make: readonly JudgementToMake[]; readonly heads: readonly CountedHead[]; readonly nextAt: number | null }

/** Finds what is to be judged of a repository for the gradebook: by its pushes, its day, the course's rule, and the re-judgings that cover it. */
export async function countsToMake(repository: HostedRepository, course: Course, parts: CountsKnown, now: number): Promise<CountsToMake> {
  const heads = await parts.counts.headsOf(course.id, repository.id)
  const rejudgings = await parts.counts.rejudgings(course.id)
  const dueAt = dueBy(await parts.decisions.decisionsOf(course.id, repository.id), course.settings.dueAt)
  const mayCover = rejudgings.some(({ state, repositories }) => state !== 'undone' && repositories.includes(repository.id))
  // Without a day nothing is ever over.
  if (dueAt === null && !mayCover) return { make: [], heads, nextAt: null }
  const counted = countedCommits(await countablePushes(repository, parts), dueAt, course.settings.grading)
  const judged = new Map<string, number | null>()
  for (const one of counted) {
    judged.set(one.commit, (await judgedByItself(repository.id, one, heads, parts.assessments))?.at ?? null)
  }
  return { make: judgementsToMake(counted, repository.id, ({ commit }) => judged.get(commit) ?? null, { heads, rejudgings }, now), heads, nextAt: nextEnd(counted, now) }
}

/** What the App judged of a commit by itself, and holds while no re-judging does: at the end of its hours, else the last time before that, or the first. */
export async function judgedByItself(repositoryId: number, counted: CountedCommit, heads: readonly CountedHead[], assessments: Pick<AssessmentStore, 'asOf'>): Promise<CountedHead | Pick<Assessment, 'id' | 'at'> | null> {
  return ownJudgement(counted, settledOf(counted, heads) === null ? await assessments.asOf(repositoryId, counted.commit, counted.proofsUntil) : null, heads)
}
