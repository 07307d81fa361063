import type { Json } from '../../parse/json.ts'
import { asList, asMap, asText } from '../../parse/json.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf } from '../python/definitions.ts'
import { projectModulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { lineAt, nameOf, settingsOf } from '../settings/settings.ts'

/** A file that configures logging for the whole process: a server is told to read it, or a framework looks for it. */
export type ServerLogSettings = { readonly path: string; readonly line: number; readonly says: string }

/** Logging files named on the command line of a server (`--log-config logging.yaml`), Kedro's `conf/logging.yml`, Hydra's `job_logging`. */
export const serverLogSettingsOf = memoise((facts: RepositoryFacts): readonly ServerLogSettings[] => [...fromCommands(facts), ...fromFrameworks(facts)])

const OPTION = /^--log-?config(?:-json)?(?:=(.+))?$/

function fromCommands(facts: RepositoryFacts): readonly ServerLogSettings[] {
  return commandsOf(facts).flatMap((words) => words.flatMap((word, index) => {
    const option = OPTION.exec(word)
    const file = option === null ? undefined : option[1] ?? words[index + 1]
    const name = file === undefined ? '' : nameOf(file)
    const there = name === '' ? undefined : [...facts.files.keys()].find((path) => nameOf(path) === name)
    return there === undefined ? [] : [{ path: there, line: 1, says: `a server reads ${name} (${word.split('=')[0] ?? word})` }]
  }))
}

function commandsOf(facts: RepositoryFacts): readonly (readonly string[])[] {
  const out: (readonly string[])[] = taskCommandsOf(facts).flatMap((task) => task.commands.map((command) => command.words))
  for (const { facts: read } of facts.files.values()) {
    if (read?.kind === 'dockerfile') out.push(...read.tree.stages.flatMap((stage) => [[...stage.entrypoint?.words ?? [], ...stage.command?.words ?? []]]))
    if (read?.kind === 'lines') out.push(...read.entries.map((entry) => entry.text.split(/\s+/)))
    if (read?.kind !== 'yaml') continue
    for (const { value } of read.documents) {
      for (const service of Object.values(asMap(asMap(value)?.['services']) ?? {})) out.push(wordsOf(asMap(service)?.['command'] ?? null))
    }
  }
  return out
}

function wordsOf(command: Json): readonly string[] {
  return asList(command)?.flatMap((word) => asText(word) ?? []) ?? (asText(command) ?? '').split(/\s+/)
}

function fromFrameworks(facts: RepositoryFacts): readonly ServerLogSettings[] {
  const imported = new Set(projectModulesOf(facts).flatMap(({ tree }) => definitionsOf(tree).imports.map((one) => one.module.split('.')[0] ?? '')))
  return settingsOf(facts).flatMap(({ path, value, lines }): readonly ServerLogSettings[] => {
    const settings = asMap(value)
    if (settings === null) return []
    if (imported.has('kedro') && /(?:^|\/)conf\/(?:[^/]+\/)?logging\.ya?ml$/.test(path) && settings['handlers'] !== undefined) return [{ path, line: lineAt(lines, 'handlers'), says: 'Kedro reads these logging settings' }]
    if (!imported.has('hydra')) return []
    const chosen = asList(settings['defaults'])?.findIndex((item) => Object.entries(asMap(item) ?? {}).some(([key, choice]) => isHydraLogging(key) && !isSwitchedOff(choice))) ?? -1
    if (chosen >= 0) return [{ path, line: lineAt(lines, `defaults.${chosen}`), says: 'Hydra reads these logging settings' }]
    return asMap(settings['hydra'])?.['job_logging'] === undefined ? [] : [{ path, line: lineAt(lines, 'hydra.job_logging'), says: 'Hydra reads these logging settings' }]
  })
}

/** Whether Hydra's settings leave the logging of its programs to nobody. */
export const isHydraSilent = memoise((facts: RepositoryFacts): boolean =>
  settingsOf(facts).some(({ value }) => [...asList(asMap(value)?.['defaults']) ?? []].some((item) => Object.entries(asMap(item) ?? {}).some(([key, choice]) => isHydraLogging(key) && isSwitchedOff(choice)))))

function isHydraLogging(key: string): boolean {
  return /^(?:override )?\/?hydra\/job_logging$/.test(key)
}

function isSwitchedOff(choice: Json): boolean {
  return choice === null || /^(?:none|disabled)$/.test(asText(choice) ?? '')
}
