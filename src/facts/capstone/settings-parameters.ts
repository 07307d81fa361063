import type { Parameter } from '../../model/model-state.ts'
import { asList, asMap, type Json } from '../../parse/json.ts'
import { dvcOf } from '../data/dvc.ts'
import type { Expression } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { callsOf } from '../python/calls.ts'
import { definitionsOf } from '../python/definitions.ts'
import { projectModulesOf, type PythonModule } from '../python/modules.ts'
import { normalPath, type RepositoryFacts, type RepositoryFile } from '../repository-facts.ts'
import { folderOf, nameOf } from '../settings/settings.ts'
import { canBeTuned, cutValue, isModelSection, isUsualSetting } from './tuned-names.ts'

/** A value of a settings file without further values in it: its dotted name in the file, and its line. */
export type Leaf = { readonly name: string; readonly value: string; readonly line: number }

const PARAMETERS = /^(?:(?:[\w-]+[_-])?(?:hyper_?)?param(?:eter)?s(?:[_-][\w-]+)?|hparams)\.(?:ya?ml|json|toml)$/i
const CONFIGURATION = /^(?:[\w-]+[_-])?(?:config(?:uration)?|conf|cfg|settings)(?:[_-][\w-]+)?\.(?:ya?ml|json|toml)$/i
const HYDRA = /(?:^|\/)(?:conf|configs?)\/(?:[^/]+\/){0,3}[^/]+\.ya?ml$/
const READABLE = /\.(?:ya?ml|json|toml)$/i
const MOST_LEAVES = 400
const DEEPEST = 8

/** `watched` are those of parameter files, `others` those of other configuration; each in the order of the tree. */
type SettingsParameters = { readonly watched: readonly Parameter[]; readonly others: readonly Parameter[] }

/** The settings in the parameter files of a project: all of `params.yaml` and what DVC is told to watch; of other configuration what is about the model or its data, where the code names the file. */
export const settingsParametersOf = memoise((facts: RepositoryFacts): SettingsParameters => {
  const named = new Set(parameterFilesOf(facts))
  const watched: Parameter[] = []
  const others: Parameter[] = []
  for (const file of facts.files.values()) {
    const { path, sha } = file
    if (!READABLE.test(path) || file.facts === null || (file.role !== 'config' && file.role !== 'data')) continue
    const name = nameOf(path)
    const isWhole = named.has(path) || PARAMETERS.test(name)
    const isNamed = !isWhole && isNamedInCode(facts, path)
    if (!isWhole && !isNamed) continue
    const leaves = leavesOf(file).filter((leaf) => canBeTuned(leaf.name, leaf.value) && (isWhole || isOfModel(leaf.name, path)))
    const list = isWhole ? watched : others
    list.push(...leaves.map((leaf) => ({ name: leaf.name.replace(/^defaults\.\d+\./, 'defaults.'), value: cutValue(leaf.value), path, line: leaf.line, blob: sha })))
  }
  return { watched, others }
})

/** Whether the code reads a file of configuration, by its name or through Hydra; the code is looked through only where there is such a file. */
function isNamedInCode(facts: RepositoryFacts, path: string): boolean {
  const [isConfiguration, isComposed] = [CONFIGURATION.test(nameOf(path)), HYDRA.test(path)]
  if (!isConfiguration && !isComposed) return false
  const { names, usesHydra } = namedFilesOf(facts)
  return names.has(nameOf(path)) || (isComposed && usesHydra)
}

/** The files with parameters that DVC's stages name, from the repository's root: `params.yaml` beside `dvc.yaml` by itself. */
function parameterFilesOf(facts: RepositoryFacts): readonly string[] {
  return dvcOf(facts).stages.flatMap((stage) => stage.parameters.filter((one) => READABLE.test(one)).map((one) => normalPath(`${folderOf(stage.in)}/${one}`)))
}

/** The names of files that the project's code says, and whether it composes its configuration with Hydra. */
const namedFilesOf = memoise((facts: RepositoryFacts): { readonly names: ReadonlySet<string>; readonly usesHydra: boolean } => {
  const modules = projectModulesOf(facts)
  return { names: new Set(modules.flatMap((module) => fileNamesIn(module))), usesHydra: modules.some(({ tree }) => definitionsOf(tree).imports.some((one) => /^hydra\b/.test(one.module))) }
})

/** Names of files where a name of one stands by itself: what is handed to a call, given to a name, or a default; also at the end of a path that is put together. */
const fileNamesIn = memoise(({ tree }: PythonModule): readonly string[] => {
  const { statements, functions } = definitionsOf(tree)
  const names: string[] = []
  const look = (expression: Expression | null): void => {
    if (expression?.kind === 'binary') look(expression.right)
    else if (expression?.kind === 'string' && expression.text.length < 200 && READABLE.test(expression.text)) names.push(nameOf(expression.text))
  }
  for (const { args } of callsOf(tree)) for (const { value } of args) look(value)
  for (const { statement } of statements) if (statement.kind === 'assign') look(statement.value)
  for (const { node } of functions) for (const { value } of node.parameters) look(value)
  return names
})

/** In a file with more than the model's settings: those in a section about it, or with a usual name. A file's own name is a section too: `conf/model/forest.yaml`. */
function isOfModel(name: string, path: string): boolean {
  const steps = name.split('.')
  // What Hydra composes: `- model: forest` chooses a file.
  if (steps[0] === 'defaults' && steps.length === 3) return isModelSection(steps[2] ?? '')
  const around = [...path.replace(/\.\w+$/, '').split('/').slice(-2), ...steps.slice(0, -1)]
  return around.some((step) => isModelSection(step) || /^(?:train|model|preprocess\w*)[_-]/i.test(step)) || isUsualSetting(steps.at(-1) ?? '')
}

/** Every leaf of a YAML, JSON or TOML file, in its order: numbers as they are written, a list of plain values whole. At most 400. */
const leavesOf = memoise(({ facts }: RepositoryFile): readonly Leaf[] => {
  const document = facts?.kind === 'yaml' ? facts.documents[0] : undefined
  const source = document ?? (facts?.kind === 'json' || facts?.kind === 'toml' ? facts : null)
  if (source === null || (facts?.kind === 'yaml' && facts.templated) || asMap(source.value)?.['apiVersion'] !== undefined) return []
  return leavesIn(source.value, '', source.lines, document?.written ?? {})
})

/** The leaves of a value that stands at a pointer of a file; names begin below it. */
export function leavesIn(root: Json | undefined, pointer: string, lines: Readonly<Record<string, number>>, written: Readonly<Record<string, string>>): readonly Leaf[] {
  const out: Leaf[] = []
  const visit = (value: Json, name: string, at: string, line: number, depth: number): void => {
    if (out.length >= MOST_LEAVES || depth > DEEPEST) return
    const list = asList(value)
    const text = list === null ? plainText(value, at, written) : listText(list, at, written)
    const own = lines[at] ?? line
    if (text !== null) {
      if (name !== '') out.push({ name, value: text, line: own })
    } else if (list !== null) {
      for (const [index, item] of list.entries()) visit(item, joined(name, String(index)), joined(at, String(index)), own, depth + 1)
    } else {
      for (const [key, item] of Object.entries(asMap(value) ?? {})) visit(item, joined(name, key), joined(at, key), own, depth + 1)
    }
  }
  visit(root ?? null, '', pointer, lines[pointer] ?? 1, 0)
  return out
}

function plainText(value: Json, at: string, written: Readonly<Record<string, string>>): string | null {
  if (typeof value === 'number') return (Object.hasOwn(written, at) ? written[at] : undefined) ?? String(value)
  return typeof value === 'string' || typeof value === 'boolean' ? String(value) : value === null ? 'null' : null
}

function listText(list: readonly Json[], at: string, written: Readonly<Record<string, string>>): string | null {
  const items = list.map((item, index) => plainText(item, joined(at, String(index)), written))
  return items.includes(null) ? null : `[${items.join(', ')}]`
}

function joined(name: string, step: string): string {
  return name === '' ? step : `${name}.${step}`
}
