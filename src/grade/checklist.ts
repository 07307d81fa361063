import type { Checklist, ChecklistCriterion, ChecklistItem } from '../model/checklist.ts'
import type { CriterionId, DeclaredId } from '../model/criterion.ts'
import { readWrittenYaml, type WrittenProblem } from '../parse/written-yaml.ts'
import type { Complaint } from './conditions.ts'
import { complaintsAboutDeclaration, declaredItem, type WrittenDeclaration } from './declared-item.ts'

export type ChecklistReading = { readonly ok: true; readonly checklist: Checklist; readonly written: string } | { readonly ok: false; readonly problems: readonly WrittenProblem[] }

type Written = {
  readonly id: string
  readonly title: string
  readonly revision: number
  readonly credit: Checklist['credit']
  readonly groups: readonly { readonly title: string; readonly items: readonly WrittenItem[] }[]
}
type WrittenItem = WrittenDeclaration & {
  readonly id: string
  readonly title: string
  readonly lesson?: string
  readonly required?: boolean
  readonly weight?: number
  readonly criteria?: readonly (CriterionId | { readonly id: CriterionId; readonly weight?: number; readonly required?: boolean; readonly requires?: readonly CriterionId[] })[]
}

/**
 * Reads a checklist as an instructor writes it (YAML text; `schema` is checklists/checklist.schema.json).
 * Gives every mistake at once, each with its place and what was expected. `written` is the same text for files that say the same, whatever their comments, their layout and the order of their keys.
 */
export function readChecklist(text: string, schema: object): ChecklistReading {
  const yaml = readWrittenYaml<Written>(text, schema, contradictions)
  return yaml.ok ? { ok: true, checklist: built(yaml.written), written: JSON.stringify(sorted(yaml.written)) } : yaml
}

function built(written: Written): Checklist {
  const items = written.groups.flatMap((group) => group.items.map((item): ChecklistItem => ({
    id: item.id, title: item.title, group: group.title, lesson: item.lesson ?? '', required: item.required ?? true, weight: item.weight ?? 1,
    criteria: item.criteria?.map(builtCriterion) ?? [{ id: idOf(item), weight: 1, required: true, requires: [] }],
  })))
  const declared = written.groups.flatMap((group) => group.items.flatMap((item) => declaredItem(item, { id: idOf(item), title: item.title, lesson: item.lesson ?? '' }) ?? []))
  return { id: written.id, title: written.title, revision: written.revision, credit: written.credit, items, declared }
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]))
}

function idOf({ id }: WrittenItem): DeclaredId {
  return `item:${id}`
}

function builtCriterion(written: NonNullable<WrittenItem['criteria']>[number]): ChecklistCriterion & { readonly id: CriterionId } {
  if (typeof written === 'string') return { id: written, weight: 1, required: true, requires: [] }
  return { id: written.id, weight: written.weight ?? 1, required: written.required ?? true, requires: written.requires ?? [] }
}

/** What no schema can say: ids twice, a criterion that requires itself, credit that falls as the outcome rises. */
function contradictions(written: Written): readonly Complaint[] {
  const problems: Complaint[] = []
  const seen = new Set<string>()
  written.groups.forEach((group, g) => group.items.forEach((item, i) => {
    const pointer = `/groups/${g}/items/${i}`
    if (seen.has(item.id)) problems.push({ pointer: `${pointer}/id`, says: `expected an id of its own; "${item.id}" stands above already` })
    seen.add(item.id)
    problems.push(...complaintsAboutDeclaration(item, pointer))
    if (item.criteria === undefined) return
    if (item.lesson === undefined) problems.push({ pointer, says: '"lesson" is not given' })
    if (item['looked-for'] !== undefined) problems.push({ pointer: `${pointer}/looked-for`, says: 'expected "when" or "manual" beside "looked-for"; a criterion has its own sentence' })
    const ids = new Set<string>()
    item.criteria.forEach((criterion, c) => {
      const { id, requires } = builtCriterion(criterion)
      if (ids.has(id)) problems.push({ pointer: `${pointer}/criteria/${c}`, says: `expected every criterion once; "${id}" stands twice in this item` })
      ids.add(id)
      if (requires.includes(id)) problems.push({ pointer: `${pointer}/criteria/${c}`, says: `expected other criteria in "requires"; "${id}" requires itself` })
    })
    if (item.criteria.every((criterion) => !builtCriterion(criterion).required)) problems.push({ pointer: `${pointer}/criteria`, says: 'expected at least one required criterion; an item\'s outcome is that of its required ones' })
  }))
  const { missing, failing, partial, present, verified } = written.credit.outcome
  if (!(missing <= failing && failing <= partial && partial <= present && present <= verified)) {
    problems.push({ pointer: '/credit/outcome', says: 'expected credit that does not fall from missing over failing, partial and present to verified' })
  }
  return problems
}
