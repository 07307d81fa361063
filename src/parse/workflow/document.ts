import { asMap, asText, asTexts, type Json } from '../json.ts'
import type { YamlDocument } from '../yaml.ts'
import type { Named, WorkflowDefaults, WorkflowStep } from './workflow.ts'

/** The line of a pointer, or of the nearest thing around it that has one. */
export function lineOf(document: YamlDocument, pointer: string): number {
  for (let at = pointer; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const line = document.lines[at]
    if (line !== undefined) return line
  }
  return 1
}

/** A map of texts, with a null prototype; values that are no text are left out. */
export function named(value: Json | undefined): Named {
  const out: Record<string, string> = Object.create(null) as Record<string, string>
  for (const [key, item] of Object.entries(asMap(value) ?? {})) {
    const text = asText(item)
    if (text !== null) out[key] = text
  }
  return out
}

/** A text or a list of texts; null where the key is absent. */
export function textsOrNull(value: Json | undefined): readonly string[] | null {
  return value === undefined || value === null ? null : asTexts(value)
}

export function readDefaults(value: Json | undefined): WorkflowDefaults {
  const run = asMap(asMap(value)?.['run'])
  return { shell: asText(run?.['shell']), workingDirectory: asText(run?.['working-directory']) }
}

/** Reads one step of a job or of a composite action at its pointer. */
export function readStep(value: Json, pointer: string, document: YamlDocument): WorkflowStep {
  const step = asMap(value)
  const run = asText(step?.['run'])
  return {
    id: asText(step?.['id']), name: asText(step?.['name']), uses: asText(step?.['uses']), with: named(step?.['with']), run,
    runLine: document.blocks[`${pointer}.run`] ?? lineOf(document, `${pointer}.run`), line: lineOf(document, pointer),
    shell: asText(step?.['shell']), workingDirectory: asText(step?.['working-directory']), if: asText(step?.['if']), ifLine: lineOf(document, `${pointer}.if`),
    continueOnError: asText(step?.['continue-on-error']), continueLine: lineOf(document, `${pointer}.continue-on-error`),
    environment: named(step?.['env']), timeout: asText(step?.['timeout-minutes']),
  }
}
