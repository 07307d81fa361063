import type { DeclaredItem, ManualLevel } from '../model/checklist.ts'
import type { Condition } from '../model/condition.ts'
import type { DeclaredId } from '../model/criterion.ts'
import { complaintsAbout, conditionOf, type Complaint, type WrittenCondition } from './conditions.ts'
import { bareName } from './name-subject.ts'

/** The part of an item that declares it, as it stands in a checklist or in a student's file. */
export type WrittenDeclaration = {
  readonly when?: WrittenCondition
  readonly partly?: WrittenCondition
  readonly proof?: 'reading' | 'run'
  readonly 'looked-for'?: string
  readonly next?: string
  readonly manual?: { readonly levels: readonly ManualLevel[] }
}

/** What is wrong with a declaration of the right shape. */
export function complaintsAboutDeclaration(written: WrittenDeclaration, pointer: string): readonly Complaint[] {
  const complaints = [
    ...(written.when === undefined ? [] : complaintsAbout(written.when, `${pointer}/when`)),
    ...(written.partly === undefined ? [] : complaintsAbout(written.partly, `${pointer}/partly`)),
  ]
  for (const key of ['partly', 'proof', 'next'] as const) {
    if (written.when === undefined && written[key] !== undefined) complaints.push({ pointer: `${pointer}/${key}`, says: `expected "when" beside "${key}"` })
  }
  const levels = written.manual?.levels ?? []
  levels.forEach(({ title, credit }, index) => {
    const place = `${pointer}/manual/levels/${index}`
    if (!/[\p{L}\p{N}]/u.test(title)) complaints.push({ pointer: place, says: 'expected a title with letters or digits, by which it can be named' })
    else if (levels.findIndex((other) => bareName(other.title) === bareName(title)) < index) complaints.push({ pointer: place, says: `expected every level to have a title of its own; "${title}" stands above already` })
    if (credit < (levels[index - 1]?.credit ?? 0)) complaints.push({ pointer: place, says: 'expected credit that does not fall from level to level; the least stands first' })
  })
  if (written.manual !== undefined && levels.every(({ credit }) => credit < 1)) complaints.push({ pointer: `${pointer}/manual/levels`, says: 'expected a level with credit 1, by which all of the item can be earned' })
  return complaints
}

/** Builds what an item declares; null where it names criteria of the rubric instead. The written form has passed the schema and `complaintsAboutDeclaration`. */
export function declaredItem(written: WrittenDeclaration, { id, title, lesson }: { readonly id: DeclaredId; readonly title: string; readonly lesson: string }): DeclaredItem | null {
  const lookedFor = written['looked-for'] ?? null
  if (written.manual !== undefined) return { kind: 'manual', id, title, lesson, levels: written.manual.levels, lookedFor }
  if (written.when === undefined) return null
  const when = conditionOf(written.when)
  return {
    kind: 'conditions', id, title, lesson, when, partly: written.partly === undefined ? null : conditionOf(written.partly),
    proof: written.proof ?? (asksForWorkflow(when) ? 'run' : 'reading'), lookedFor, next: written.next ?? null,
  }
}

function asksForWorkflow(condition: Condition): boolean {
  switch (condition.kind) {
    case 'all': case 'any': return condition.of.some(asksForWorkflow)
    // What must be absent is not proven by its run.
    case 'not': return false
    default: return condition.kind === 'workflow-runs'
  }
}
