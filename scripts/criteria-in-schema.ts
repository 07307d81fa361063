import { readFileSync } from 'node:fs'
import { CRITERION_IDS } from '../src/model/criterion.ts'

/** The schemas that list the criteria. */
export const SCHEMAS_OF_CRITERIA: readonly string[] = ['checklists/checklist.schema.json', 'schemas/record.schema.json']

/** The text of a JSON Schema of this project, with the criteria of `src/model/criterion.ts` where it lists them and all else as it is. Throws where one that should list them lists none, or does so twice. */
export function schemaText(path: string): string {
  const text = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
  if (!SCHEMAS_OF_CRITERIA.includes(path)) return text
  const lists = [...text.matchAll(/\[(?<indent>\s*)"lint",\s*"tests-unit",[^\]]*?(?<end>\s*)\]/g)]
  const [list] = lists
  if (list === undefined || lists.length > 1) throw new Error(`${path} lists the criteria ${lists.length} times; one list was expected`)
  const { indent = '', end = '' } = list.groups ?? {}
  return text.replace(list[0], `[${indent}${CRITERION_IDS.map((id) => `"${id}"`).join(`,${indent}`)}${end}]`)
}
