import type { ItemRecord } from '../model/record.ts'

/** Items by their groups, in the order of the checklist. */
export function groupsOf(items: readonly ItemRecord[]): readonly { readonly title: string; readonly items: readonly ItemRecord[] }[] {
  return [...new Set(items.map((item) => item.group))].map((title) => ({ title, items: items.filter((item) => item.group === title) }))
}
