import { writtenChecklist } from './written-checklist.ts'
import type { Checklist } from '../model/checklist.ts'
import { yamlText } from '../parse/yaml-text.ts'

/** A checklist as a file to begin a change from: YAML that is read as the same checklist, under another name or revision, as every change has. */
export function checklistText(checklist: Checklist, { id, revision }: Pick<Checklist, 'id' | 'revision'>): string {
  return yamlText(writtenChecklist({ ...checklist, id, revision }))
}
