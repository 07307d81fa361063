import type { Check } from '../checks/frame/check.ts'
import { judgeAll, type Judged } from '../checks/frame/judge.ts'
import type { RepositoryFacts } from '../facts/repository-facts.ts'
import { blockerOf, gradeOf, itemsOf } from '../grade/grade.ts'
import { outcomeOfReading } from '../grade/outcome.ts'
import { pictureOf } from '../picture/judge-picture.ts'
import type { Checklist } from '../model/checklist.ts'
import type { CriterionId } from '../model/criterion.ts'
import type { AssessmentRecord, CriterionRecord } from '../model/record.ts'

export type Assessor = {
  readonly checks: readonly Check[]
  readonly checklist: Checklist
  readonly practices: Checklist
  readonly engineVersion: string
}

/** Judges one repository's facts: findings, outcomes, items and grade, joined to the record that everything later shows. Pure. */
export function assess(facts: RepositoryFacts, assessor: Assessor): AssessmentRecord {
  const { judged, problems } = judgeAll(assessor.checks, facts)
  const criteria = new Map(judged.map((one) => [one.check.id, criterionRecord(one, judged, facts, assessor)]))
  const items = itemsOf(assessor.checklist, criteria)
  const picture = pictureOf(facts, criteria)
  return {
    schema: 1,
    repository: { name: facts.snapshot.name, url: facts.snapshot.url, commit: facts.snapshot.commit, project: facts.project, takenAt: facts.snapshot.takenAt },
    checklist: { id: assessor.checklist.id, revision: assessor.checklist.revision },
    engine: { version: assessor.engineVersion, revision: engineRevision(assessor.checks) },
    criteria: [...criteria.values()],
    items,
    practices: itemsOf(assessor.practices, criteria),
    own: [], components: picture.components, beyond: picture.beyond, steps: [],
    gaps: facts.gaps,
    problems: [...facts.problems, ...problems, ...picture.problems],
    grade: gradeOf(items, criteria),
  }
}

function criterionRecord({ check, finding }: Judged, judged: readonly Judged[], facts: RepositoryFacts, assessor: Assessor): CriterionRecord {
  const standingOf = (id: CriterionId) => judged.find((other) => other.check.id === id)?.finding.standing
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

/** Rises whenever any check's revision rises. */
function engineRevision(checks: readonly Check[]): number {
  return checks.reduce((sum, check) => sum + check.revision, 0)
}
