import { readRoster, type RosterProblem } from '../../course/read-roster.ts'
import { rosterChanges, type RosterChanges } from '../../course/roster-changes.ts'
import type { Person } from '../../model/course.ts'
import { auditedBy } from '../../model/decision.ts'
import type { RosterStore } from '../ports/roster-port.ts'

export type ImportParts = {
  readonly roster: Pick<RosterStore, 'of' | 'replace'>
  readonly now: () => number
  /** An id that no other entry of the audit has. */
  readonly newId: () => string
}

export type ImportedRoster =
  | { readonly ok: true; readonly changes: RosterChanges; readonly ignored: readonly string[] }
  | { readonly ok: false; readonly problems: readonly RosterProblem[] }

/**
 * Puts a list of students (CSV text) in the place of the one that a course has, all of it or nothing; `preview` tells what would change and writes nothing. Who did it stands in the audit: null for the operator.
 * The same list again changes nothing, and has no entry there.
 */
export async function importRoster(courseId: string, text: string, { mode, by }: { readonly mode: 'write' | 'preview'; readonly by: Person | null }, { roster, now, newId }: ImportParts): Promise<ImportedRoster> {
  const reading = readRoster(text)
  if (!reading.ok) return reading
  const changes = rosterChanges(await roster.of(courseId), reading.entries)
  const { added, changed, left, entries } = changes
  if (mode === 'write' && added.length + changed.length + left.length > 0) {
    const says = `${added.length} added, ${changed.length} changed, ${left.length} left; ${entries.length} in all`
    await roster.replace(courseId, entries, { id: newId(), at: now(), action: 'roster.imported', subject: `course ${courseId}`, ...auditedBy(by, says) }, now())
  }
  return { ok: true, changes, ignored: reading.ignored }
}
