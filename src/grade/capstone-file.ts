import { CAPSTONE_FILE, type CapstoneFile, type OwnItem } from '../model/capstone-file.ts'
import type { Problem } from '../model/repository.ts'
import { readPositionedYaml } from '../parse/positioned-yaml.ts'
import { checkAgainstSchema } from '../parse/schema.ts'
import { countOf, type Complaint, type WrittenCondition } from './conditions.ts'
import { complaintsAboutDeclaration, declaredItem, type WrittenDeclaration } from './declared-item.ts'

/** Longer than twenty items need, and short enough for a reader whose time is quadratic. */
const LONGEST = 30_000
const MOST_ITEMS = 20
const MOST_CONDITIONS = 200

type Written = { readonly project?: string; readonly service?: string; readonly items?: readonly WrittenItem[] }
type WrittenItem = WrittenDeclaration & { readonly id: string; readonly title: string; readonly weight?: number; readonly when: WrittenCondition }

/**
 * Reads a student's `.capstone.yml` (`schema` is checklists/capstone.schema.json). Never throws: a mistake is a problem with its line and what was
 * expected, the item or setting it stands in is left out, and the rest counts.
 */
export function readCapstoneFile(text: string, schema: object): { readonly file: CapstoneFile; readonly problems: readonly Problem[] } {
  const yaml = readPositionedYaml(text, LONGEST)
  if (!yaml.ok) return nothing([{ path: CAPSTONE_FILE, line: yaml.line, says: yaml.says }])
  if (yaml.value === null || yaml.value === undefined) return nothing([])
  const at = ({ pointer, says }: Complaint): Problem => ({ path: CAPSTONE_FILE, line: yaml.positionOf(pointer).line, says: pointer === '' ? says : `${pointer.slice(1).replaceAll('/', '.').slice(0, 200)}: ${says}` })
  const complaints = [...checkAgainstSchema(schema, yaml.value, Infinity)]
  const broken = (pointer: string): boolean => complaints.some((one) => one.pointer === '' || one.pointer === pointer || one.pointer.startsWith(`${pointer}/`))
  const written = (typeof yaml.value === 'object' ? yaml.value : {}) as Written
  const project = written.project !== undefined && !broken('/project') ? { folder: written.project, line: yaml.positionOf('/project').line } : null
  const service = written.service !== undefined && !broken('/service') ? { name: written.service, line: yaml.positionOf('/service').line } : null
  const items: OwnItem[] = []
  const ids = new Set<string>()
  let conditions = 0
  for (const [index, item] of (Array.isArray(written.items) ? written.items.slice(0, MOST_ITEMS) as readonly WrittenItem[] : []).entries()) {
    const pointer = `/items/${index}`
    if (broken(pointer)) continue
    const wrong = [...complaintsAboutDeclaration(item, pointer)]
    conditions += countOf(item.when) + (item.partly === undefined ? 0 : countOf(item.partly))
    if (ids.has(item.id)) wrong.push({ pointer: `${pointer}/id`, says: `expected an id of its own; "${item.id}" stands above already` })
    else if (conditions > MOST_CONDITIONS) wrong.push({ pointer, says: `expected at most ${MOST_CONDITIONS} conditions in all items together` })
    ids.add(item.id)
    complaints.push(...wrong)
    const declared = wrong.length > 0 ? null : declaredItem(item, { id: `own:${item.id}`, title: item.title, lesson: '' })
    if (declared !== null) items.push({ declared, weight: item.weight ?? 1 })
  }
  return { file: { project, service, items }, problems: complaints.map(at).toSorted((left, right) => left.line - right.line).slice(0, 20) }
}

function nothing(problems: readonly Problem[]): { readonly file: CapstoneFile; readonly problems: readonly Problem[] } {
  return { file: { project: null, service: null, items: [] }, problems }
}
