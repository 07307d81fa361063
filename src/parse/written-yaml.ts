import { readPositionedYaml } from './positioned-yaml.ts'
import { checkAgainstSchema, type SchemaProblem } from './schema.ts'
import { readPlainYaml } from './yaml.ts'

/** Where a file that a person wrote is wrong: lines and columns from 1. */
export type WrittenProblem = { readonly line: number; readonly column: number; readonly says: string }

export type WrittenYaml<Written> = { readonly ok: true; readonly written: Written } | { readonly ok: false; readonly problems: readonly WrittenProblem[] }

/** A longer text is read without the places of its values first: they are needed where something is wrong, and take most of the time. */
const LONG = 20_000

/**
 * Reads one YAML document whose shape a JSON Schema gives; `contradictions` says what no schema can, of a text of the right shape. Gives every mistake at
 * once, each with its place and what was expected.
 */
export function readWrittenYaml<Written>(text: string, schema: object, contradictions: (written: Written) => readonly SchemaProblem[]): WrittenYaml<Written> {
  const plain = text.length > LONG ? readPlainYaml(text) : null
  if (plain !== null && checkAgainstSchema(schema, plain.value).length === 0 && contradictions(plain.value as Written).length === 0) return { ok: true, written: plain.value as Written }
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
