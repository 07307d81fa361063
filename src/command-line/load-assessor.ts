import { CHECKS } from '../checks/list.ts'
import type { Assessor } from '../flow/judging/assess.ts'
import { loadChecklist } from './checklists.ts'

/** What repositories are judged by: every check, the checklist of a file or the shipped one (null), the practices; a checklist that cannot be read comes back as what is wrong. */
export function loadAssessor(checklistFile: string | null, engineVersion: string): { readonly ok: true; readonly value: Assessor } | { readonly ok: false; readonly says: string } {
  const checklist = loadChecklist(checklistFile, 'production-readiness')
  if (!checklist.ok) return checklist
  const practices = loadChecklist(null, 'practices')
  if (!practices.ok) return practices
  return { ok: true, value: { checks: CHECKS, checklist: checklist.checklist, practices: practices.checklist, engineVersion } }
}
