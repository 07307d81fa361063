import { asList, asMap, asText, type Json } from '../../parse/json.ts'
import type { YamlDocument } from '../../parse/yaml.ts'
import { cloudBuildScripts } from '../commands/cloud-build.ts'
import { expandScript } from '../commands/expand.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt } from '../settings/settings.ts'
import type { CiFacts, OtherCommand } from './ci-command.ts'

const SYSTEMS: readonly (readonly [pattern: RegExp, system: string])[] = [
  [/(?:^|\/)\.gitlab-ci\.ya?ml$|^\.gitlab\/.*\.ya?ml$/, 'GitLab CI'], [/(?:^|\/)\.?azure-pipelines[\w.-]*\.ya?ml$|(?:^|\/)\.?azure[-_]?pipelines?\/.*\.ya?ml$|(?:^|\/)\.pipelines\/.*\.ya?ml$/, 'Azure Pipelines'],
  [/^\.circleci\/config\.ya?ml$/, 'CircleCI'], [/^bitbucket-pipelines\.ya?ml$/, 'Bitbucket Pipelines'], [/(?:^|\/)\.travis\.ya?ml$/, 'Travis CI'], [/(?:^|\/)cloudbuild[\w.-]*\.ya?ml$|(?:^|\/)cloud_?build\/.*\.ya?ml$/, 'Cloud Build'],
  [/(?:^|\/)buildspec[\w.-]*\.ya?ml$/, 'AWS CodeBuild'], [/^\.drone\.ya?ml$/, 'Drone'], [/^\.?appveyor\.ya?ml$/, 'AppVeyor'], [/^\.woodpecker(?:\.ya?ml$|\/)/, 'Woodpecker'], [/^\.buildkite\/.*\.ya?ml$/, 'Buildkite'], [/^\.cirrus\.ya?ml$/, 'Cirrus CI'],
]
const KEYS = new Set(['script', 'before_script', 'after_script', 'before_install', 'install', 'after_success', 'deploy', 'run', 'command', 'commands', 'bash', 'inlineScript', 'steps', 'test_script', 'build_script', 'pwsh', 'powershell'])
const TEXTS = 2_000

type Text = { readonly text: string; readonly line: number }

/** The set-ups of other CI systems with the commands they would run; whether they run cannot be seen. */
export function othersOf(facts: RepositoryFacts): CiFacts['others'] {
  return [...facts.files.values()].flatMap((file) => {
    const read = file.facts
    const system = read?.kind === 'jenkins' ? 'Jenkins' : read?.kind === 'yaml' ? SYSTEMS.find(([pattern]) => pattern.test(file.path))?.[1] : undefined
    if (system === undefined) return []
    const texts = read?.kind === 'jenkins' ? jenkinsScripts(read.text) : read?.kind === 'yaml' ? read.documents.flatMap((document) => system === 'Cloud Build' ? cloudBuildScripts(document) : scriptsIn(document)) : []
    const commands = texts.slice(0, TEXTS).flatMap(({ text, line }): readonly OtherCommand[] =>
      expandScript(facts, { text, path: file.path, line, directory: '.', options: { errexit: true }, masked: null, via: [], through: [], environment: [] }).map((command) => ({ ...command, system })))
    return [{ system, path: file.path, line: 1, commands }]
  })
}

/** Every text under a key that holds commands, with its line. */
function scriptsIn(document: YamlDocument): readonly Text[] {
  const texts: Text[] = []
  const visit = (value: Json, pointer: string, isScript: boolean, depth: number): void => {
    if (depth > 30 || texts.length > TEXTS) return
    const text = asText(value)
    if (text !== null) {
      if (isScript) texts.push({ text, line: document.blocks[pointer] ?? lineAt(document.lines, pointer) })
      return
    }
    asList(value)?.forEach((item, index) => { visit(item, `${pointer}.${index}`, isScript, depth + 1) })
    for (const [key, item] of Object.entries(asMap(value) ?? {})) visit(item, pointer === '' ? key : `${pointer}.${key}`, KEYS.has(key), depth + 1)
  }
  visit(document.value, '', false, 0)
  return texts
}

/** The texts that a Jenkins pipeline gives to `sh` and `bat`; lines that are commented out are none. */
function jenkinsScripts(text: string): readonly Text[] {
  const plain = text.split('\n').map((line) => /^\s*\/\//.test(line) ? '' : line).join('\n')
  const found: Text[] = []
  for (const match of plain.matchAll(/\b(?:sh|bat|powershell)\b[\s(]{0,20}(?:[^'"\n]{0,80}script\s*:\s*)?("""|'''|"|')/g)) {
    const quotes = match[1] ?? '"'
    const start = match.index + match[0].length
    const end = plain.indexOf(quotes, start)
    if (end < 0) break
    const script = plain.slice(start, end)
    if (quotes.length === 1 && script.includes('\n')) continue
    found.push({ text: script.replaceAll('\\$', '$'), line: plain.slice(0, start).split('\n').length })
    if (found.length > TEXTS) break
  }
  return found
}
