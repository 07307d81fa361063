import type { IniSection } from '../../parse/ini.ts'
import type { Json } from '../../parse/json.ts'
import type { YamlDocument } from '../../parse/yaml.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** One document of a YAML file; `index` counts the documents of its file from 0. `embedded` where it is a text inside another file; its lines are that file's. */
export type YamlPart = { readonly path: string; readonly index: number; readonly templated: boolean; readonly embedded: boolean; readonly document: YamlDocument }

/** A value read from a JSON, TOML or YAML file; `lines` by pointer. For YAML the first document. */
export type SettingsFile = { readonly path: string; readonly value: Json; readonly lines: Readonly<Record<string, number>> }

/** Every document of every YAML file of the project, in the order of the tree: Prefect deployments, Mage triggers, Kubernetes, compose, DVC and all others. */
export const yamlPartsOf = memoise((facts: RepositoryFacts): readonly YamlPart[] =>
  [...facts.files.values()].flatMap(({ path, facts: read }) => read?.kind === 'yaml'
    ? read.documents.map((document, index) => ({ path, index, templated: read.templated, embedded: false, document }))
    : []))

/** Every JSON and TOML file of the project, and the first document of every YAML file, in the order of the tree. */
export const settingsOf = memoise((facts: RepositoryFacts): readonly SettingsFile[] =>
  [...facts.files.values()].flatMap(({ path, facts: read }): readonly SettingsFile[] => {
    if (read?.kind === 'json' || read?.kind === 'toml') return [{ path, value: read.value, lines: read.lines }]
    const first = read?.kind === 'yaml' ? read.documents[0] : undefined
    return first === undefined ? [] : [{ path, value: first.value, lines: first.lines }]
  }))

/** Every INI file of the project (setup.cfg, tox.ini, .flake8, .pylintrc, mypy.ini, .dvc/config), in the order of the tree. */
export const iniFilesOf = memoise((facts: RepositoryFacts): readonly { readonly path: string; readonly sections: readonly IniSection[] }[] =>
  [...facts.files.values()].flatMap(({ path, facts: read }) => read?.kind === 'ini' ? [{ path, sections: read.sections }] : []))

/** The line of a pointer, or of the first thing inside it, or of the nearest thing around it that has one; 1 where nothing has. */
export function lineAt(lines: Readonly<Record<string, number>>, pointer: string): number {
  if (lines[pointer] !== undefined) return lines[pointer]
  const inside = Object.keys(lines).find((key) => key.startsWith(`${pointer}.`))
  if (inside !== undefined) return lines[inside] ?? 1
  for (let at = pointer; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const line = lines[at]
    if (line !== undefined) return line
  }
  return 1
}

/** The folder a path lies in, `.` for the root. */
export function folderOf(path: string): string {
  return path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.'
}

/** The name of a path without its folders. */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
