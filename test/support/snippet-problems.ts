import { readDockerfile } from '../../src/parse/dockerfile/read.ts'
import { readIni } from '../../src/parse/ini.ts'
import { readPython } from '../../src/parse/python/read-python.ts'
import { readShell } from '../../src/parse/shell/read-shell.ts'
import { readTerraform } from '../../src/parse/terraform/read.ts'
import { readToml } from '../../src/parse/toml.ts'
import { readYaml } from '../../src/parse/yaml.ts'
import { readWorkflow } from '../../src/parse/workflow/read-workflow.ts'
import type { Snippet } from '../../src/model/lesson.ts'

type Reader = (snippet: Snippet) => readonly string[]

const said = (problems: readonly { readonly line: number; readonly says: string }[]): readonly string[] => problems.map(({ line, says }) => `line ${line}: ${says}`)
const shell = (text: string): readonly string[] => said(readShell(text).problems)
const refusalsOf = (text: string): readonly string[] => {
  const { invalid } = readWorkflow(text)
  return invalid === null ? [] : [`line ${invalid.line}: GitHub refuses it: ${invalid.reason}`]
}
const isWorkflow = (file: string | null): boolean => file?.startsWith('.github/workflows/') === true

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ['python', ({ text }) => readPython(text).errors.map((line) => `line ${line}: no Python`)],
  ['yaml', ({ text, file }) => [...said(readYaml(text).problems), ...(isWorkflow(file) ? refusalsOf(text) : [])]],
  ['toml', ({ text }) => said(readToml(text).problems)],
  ['dockerfile', ({ text }) => said(readDockerfile(text).problems)],
  ['ini', ({ text }) => said(readIni(text).problems)],
  ['hcl', ({ text }) => said(readTerraform(text).problems)],
  ['json', ({ text }) => { JSON.parse(text); return [] }],
  ['sh', ({ text }) => shell(text)],
  // What a person types stands behind `$ `; the rest is what the terminal answers.
  ['console', ({ text }) => {
    const typed = text.split('\n').filter((line) => line.startsWith('$ '))
    return typed.length === 0 ? ['no line begins with "$ "'] : shell(typed.map((line) => line.slice(2)).join('\n'))
  }],
  ['text', () => []], ['markdown', () => []], ['csv', () => []], ['gitignore', () => []], ['promql', () => []], ['http', () => []], ['mermaid', () => []],
])

/** Why a lesson's snippet is not what its language says; a language without a reader is a problem too. */
export function snippetProblems(snippet: Snippet): readonly string[] {
  const reader = READERS.get(snippet.language)
  if (reader === undefined) return [`no reader for "${snippet.language}"; expected one of ${[...READERS.keys()].join(', ')}`]
  try {
    return reader(snippet)
  } catch (error) {
    return [error instanceof Error ? error.message : 'unreadable']
  }
}
