import { readPositionedYaml } from '../../src/parse/positioned-yaml.ts'

/** The value of a small YAML text; throws where it is none. */
export function readYamlText(text: string): unknown {
  const reading = readPositionedYaml(text)
  if (!reading.ok) throw new Error(`line ${reading.line}: ${reading.says}`)
  return reading.value
}
