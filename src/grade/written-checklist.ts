import type { Checklist, ChecklistCriterion, ChecklistItem, DeclaredItem } from '../model/checklist.ts'
import { writtenCondition, type WrittenCondition } from './conditions.ts'

/** What stands behind an item of a checklist's file; what goes without saying is left out. */
export type WrittenItem = Readonly<Record<string, unknown>> & { readonly id: string }

/** A checklist as its file says it: keys in the order in which people read them, without what goes without saying. */
export type WrittenChecklist = {
  readonly id: string
  readonly title: string
  readonly revision: number
  readonly credit: Checklist['credit']
  readonly groups: readonly { readonly title: string; readonly items: readonly WrittenItem[] }[]
}

/** The inverse of reading: what a file says that is read as this checklist, whoever wrote the first one. */
export function writtenChecklist({ id, title, revision, credit: { outcome, basis }, items, declared }: Checklist): WrittenChecklist {
  const { verified, present, partial, failing, missing } = outcome
  const { observed, claimed, attested, decided } = basis
  return {
    id, title, revision,
    credit: { outcome: { verified, present, partial, failing, missing }, basis: { observed, claimed, attested, decided } },
    groups: grouped(items).map((group) => ({ title: group.title, items: group.items.map((item) => writtenItem(item, declared)) })),
  }
}

type Group = { readonly title: string; readonly items: readonly ChecklistItem[] }

/** Items that stand behind one another under one heading are a group. */
function grouped(items: readonly ChecklistItem[]): readonly Group[] {
  const groups: Group[] = []
  for (const item of items) {
    const last = groups.at(-1)
    if (last?.title === item.group) groups[groups.length - 1] = { title: last.title, items: [...last.items, item] }
    else groups.push({ title: item.group, items: [item] })
  }
  return groups
}

function writtenItem(item: ChecklistItem, all: readonly DeclaredItem[]): WrittenItem {
  const { id, title, lesson, required, weight, criteria } = item
  const declared = all.find((one) => one.id === criteria[0]?.id)
  return {
    id, title, ...weight === 1 ? {} : { weight }, ...required ? {} : { required },
    ...declared === undefined ? { criteria: criteria.map(writtenCriterion) } : declaration(declared),
    ...lesson === '' ? {} : { lesson },
  }
}

function writtenCriterion({ id, weight, required, requires }: ChecklistCriterion): string | Readonly<Record<string, unknown>> {
  if (weight === 1 && required && requires.length === 0) return id
  return { id, ...weight === 1 ? {} : { weight }, ...required ? {} : { required }, ...requires.length === 0 ? {} : { requires } }
}

function declaration(declared: DeclaredItem): Readonly<Record<string, unknown>> {
  const lookedFor = declared.lookedFor === null ? {} : { 'looked-for': declared.lookedFor }
  if (declared.kind === 'manual') return { manual: { levels: declared.levels }, ...lookedFor }
  const partly: { readonly partly?: WrittenCondition } = declared.partly === null ? {} : { partly: writtenCondition(declared.partly) }
  return { when: writtenCondition(declared.when), ...partly, proof: declared.proof, ...lookedFor, ...declared.next === null ? {} : { next: declared.next } }
}
