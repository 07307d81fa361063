import { readPositionedYaml } from './positioned-yaml.ts'
import { checkAgainstSchema, type SchemaProblem } from './schema.ts'

/** Where a file that a person wrote is wrong: lines and columns from 1. */
export type WrittenProblem = { readonly line: number; readonly column: number; readonly says: string }

export type WrittenYaml<Written> = { readonly ok: true; readonly written: Written } | { readonly ok: false; readonly problems: readonly WrittenProblem[] }

/**
 * Reads one YAML document whose shape a JSON Schema gives; `contradictions` says what no schema can, of a text of the right shape. Gives every mistake at
 * once, each with its place and what was expected.
 */
export function readWrittenYaml<Written>(text: string, schema: object, contradictions: (written: Written) => readonly SchemaProblem[]): WrittenYaml<Written> {
  const yaml = readPositionedYaml(text)
  if (!yaml.ok) return { ok: false, problems: [{ line: yaml.line, column: yaml.column, says: yaml.says }] }
  const shape = checkAgainstSchema(schema, yaml.value)
  const complaints = shape.length > 0 ? shape : contradictions(yaml.value as Written)
  if (complaints.length === 0) return { ok: true, written: yaml.value as Written }
  return { ok: false, problems: complaints.map(({ pointer, says }) => ({ ...yaml.positionOf(pointer), says: pointer === '' ? says : `${dotted(pointer)}: ${says}` })) }
}

function dotted(pointer: string): string {
  return pointer.split('/').slice(1).map((step) => (/^\d+$/.test(step) ? `[${step}]` : `.${step}`)).join('').replace(/^\./, '')
}
