import { joinedBy } from '../../grade/as-judged.ts'
import { itemChanges, judgedAnew } from '../../grade/checklist-changes.ts'
import { gradeChanges } from '../../grade/grade-changes.ts'
import { manualLevels } from '../../grade/manual-levels.ts'
import type { Checklist } from '../../model/checklist.ts'
import type { ChecklistChange } from '../../model/course-preview.ts'
import type { Course } from '../../model/course.ts'
import type { JudgedId } from '../../model/criterion.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { gradebookOf, type GradebookParts } from '../grades/gradebook.ts'
import { judgedByCourse, judgedByOf, type KeptParts } from './kept-checklists.ts'

/** Checklists of a plan, which are not kept before the plan counts, beside those that are. */
export function withPlanned(kept: KeptParts['checklists'], planned: readonly Checklist[]): KeptParts['checklists'] {
  return { byDigest: async (digest) => planned.find((one) => one.digest === digest) ?? kept.byDigest(digest) }
}

/**
 * What another checklist changes in a course; null where it has the same one. No grade whose hours are over changes by it: `grades` are those that would be others if what counts were judged by it, as far as the judgements that are
 * kept tell. What only another look at a repository tells is named (`untold`), and left out of what they are of.
 */
export async function previewChecklist(before: Course, after: Course, parts: GradebookParts): Promise<ChecklistChange | null> {
  const [was, becomes] = [(await judgedByCourse(before, parts)).checklist, (await judgedByCourse(after, parts)).checklist]
  if (was.digest === becomes.digest) return null
  const untold = new Set<string>()
  const manual = manualLevels([becomes])
  const joined = async <Judged extends { readonly record: AssessmentRecord }>(judged: Judged | null): Promise<Judged | null> => {
    if (judged === null) return null
    const anew = judgedAnew((await judgedByOf(judged.record, parts)).checklist, becomes)
    const record = { ...judged.record, criteria: judged.record.criteria.filter(({ id }) => !anew.has(id)) }
    // No look at a repository tells what people grade.
    const seen = new Set<JudgedId>([...record.criteria.map(({ id }) => id), ...manual.keys()])
    for (const { title, criteria } of becomes.items) if (criteria.some(({ id }) => !seen.has(id))) untold.add(title)
    return { ...judged, record: joinedBy(record, becomes) }
  }
  const byIt: GradebookParts = {
    ...parts, checklists: withPlanned(parts.checklists, [becomes]),
    assessments: { ...parts.assessments, byId: async (id) => joined(await parts.assessments.byId(id)) }, counts: { ...parts.counts, byId: async (id) => joined(await parts.counts.byId(id)) },
    // What is kept beside the records is by the lists before.
    gists: { of: () => Promise.resolve(null) },
  }
  const grades = gradeChanges(await gradebookOf(after, parts), await gradebookOf(after, byIt))
  return { before: nameOf(was), after: nameOf(becomes), items: itemChanges(was, becomes, after.settings.grading.points), grades, untold: [...untold] }
}

function nameOf({ id, title, revision }: Checklist): ChecklistChange['before'] {
  return { id, title, revision }
}
