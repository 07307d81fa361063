import type { Check } from '../../checks/frame/check.ts'
import { leftOutProblems } from '../../facts/python/left-out.ts'
import { judgeAll, type Judged } from '../../checks/frame/judge.ts'
import { checkOfItem, CONDITIONS_REVISION } from '../../conditions/frame/check-of-item.ts'
import { pipelineOf } from '../../facts/proofs/pipeline-stages.ts'
import type { RepositoryFacts } from '../../facts/repository-facts.ts'
import { namedServiceOf } from '../../facts/service/named-service.ts'
import { CAPSTONE_FILE } from '../../model/capstone-file.ts'
import type { Problem } from '../../model/repository.ts'
import { blockerOf, gradeOf, itemsOf } from '../../grade/grade.ts'
import { outcomeOfReading } from '../../grade/outcome.ts'
import { pictureOf } from '../../picture/judge-picture.ts'
import type { Checklist, JudgedBy } from '../../model/checklist.ts'
import type { JudgedId } from '../../model/criterion.ts'
import type { AssessmentRecord, ChecklistName, CriterionRecord } from '../../model/record.ts'

export type Assessor = JudgedBy & {
  readonly checks: readonly Check[]
  readonly engineVersion: string
}

/** Judges one repository's facts: findings, outcomes, items and grade, joined to the record that everything later shows. Pure. */
export function assess(facts: RepositoryFacts, assessor: Assessor): AssessmentRecord {
  const own = ownChecklist(facts, assessor.checklist)
  const declared = [assessor.checklist, assessor.practices, own].flatMap((checklist) => checklist.declared.map(checkOfItem))
  const { judged, problems } = judgeAll([...assessor.checks, ...declared], facts)
  const criteria = new Map(judged.map((one) => [one.check.id, criterionRecord(one, judged, facts, assessor)]))
  const items = itemsOf(assessor.checklist, criteria)
  const picture = pictureOf(facts, criteria)
  return {
    schema: 1,
    repository: { name: facts.snapshot.name, url: facts.snapshot.url, commit: facts.snapshot.commit, project: facts.project, projectFrom: facts.projectFrom, takenAt: facts.snapshot.takenAt },
    checklist: nameOf(assessor.checklist), practicesBy: nameOf(assessor.practices),
    engine: { version: assessor.engineVersion, revision: engineRevision(assessor.checks) },
    criteria: [...criteria.values()],
    items,
    practices: itemsOf(assessor.practices, criteria),
    own: itemsOf(own, criteria), components: picture.components, beyond: picture.beyond, pipeline: pipelineOf(facts), steps: [],
    gaps: facts.gaps,
    problems: [...facts.problems.map(({ path, line, says }) => ({ path, line, says })), ...serviceProblems(facts), ...leftOutProblems(facts), ...problems, ...picture.problems],
    grade: gradeOf(items, criteria),
  }
}

function nameOf({ id, revision, digest }: Checklist): ChecklistName {
  return { id, revision, ...digest === undefined ? {} : { digest } }
}

function criterionRecord({ check, finding }: Judged, judged: readonly Judged[], facts: RepositoryFacts, assessor: Assessor): CriterionRecord {
  const standingOf = (id: JudgedId) => judged.find((other) => other.check.id === id)?.finding.standing
  return {
    id: check.id,
    title: check.title,
    standing: finding.standing,
    ...outcomeOfReading(finding.standing, check.proof, facts.snapshot.commit),
    proof: check.proof,
    blockedBy: blockerOf(check.id, [assessor.checklist, assessor.practices], standingOf),
    excused: null,
    evidence: finding.evidence,
    against: finding.against,
    lookedFor: check.lookedFor,
    found: finding.found,
    next: finding.next,
    lesson: check.lesson,
  }
}

/** A service that is named and not there: advice is then tied to the one that the code suggests. */
function serviceProblems(facts: RepositoryFacts): readonly Problem[] {
  const service = facts.capstone?.service ?? null
  return service === null || namedServiceOf(facts) !== null ? [] : [{ path: CAPSTONE_FILE, line: service.line, says: 'service: expected a folder of the project, or a service of a compose file that is built here' }]
}

/** The student's own items as a checklist with the course's credit: shown by the same rule, and no part of its grade. */
export function ownChecklist({ capstone }: RepositoryFacts, { credit }: Checklist): Checklist {
  const items = capstone?.items ?? []
  return {
    id: 'own', title: 'Own items', revision: 1, credit, declared: items.map(({ declared }) => declared),
    items: items.map(({ declared: { id, title }, weight }) => ({
      id: id.slice('own:'.length), title, group: 'Own items', required: false, weight, lesson: '', criteria: [{ id, weight: 1, required: true, requires: [] }],
    })),
  }
}

/** The revision of all that judges: rises whenever that of any check or kind of condition rises. */
export function engineRevision(checks: readonly Check[]): number {
  return checks.reduce((sum, check) => sum + check.revision, CONDITIONS_REVISION)
}
