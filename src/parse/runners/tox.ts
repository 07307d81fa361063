import { readIni, type IniSection } from '../ini.ts'
import { asList, asMap, asText, asTexts, valueAt, type Json } from '../json.ts'
import { taskScript, type Task, type TaskScript } from './task.ts'

/** `defaults` are the environments that `tox` runs by itself; `base` holds what an environment without a section of its own runs. */
export type ToxFile = { readonly environments: readonly Task[]; readonly defaults: readonly string[]; readonly base: Task }

type Environment = { readonly name: string; readonly line: number; readonly commands: readonly { readonly text: string; readonly line: number }[] | null; readonly ignoreOutcome: boolean; readonly folder: string | null }

/** Reads tox.ini or setup.cfg (`[tox:tox]`); null where the file sets up no tox. */
export function toxOfIni(sections: readonly IniSection[], isSetupConfig: boolean): ToxFile | null {
  const prefix = isSetupConfig ? 'tox:' : ''
  const core = sections.find((section) => section.name === (isSetupConfig ? 'tox:tox' : 'tox'))
  const environments = sections.filter((section) => section.name === 'testenv' || section.name.startsWith('testenv:')).map((section): Environment => {
    const entry = (key: string): { value: string; line: number } | undefined => section.entries.find((item) => item.key === key)
    const commands = entry('commands')
    return {
      name: section.name === 'testenv' ? '' : section.name.slice('testenv:'.length), line: section.line, ignoreOutcome: entry('ignore_outcome')?.value.toLowerCase() === 'true',
      folder: entry('changedir')?.value ?? entry('change_dir')?.value ?? null, commands: commands ? commandLines(commands.value, commands.line, sections) : null,
    }
  })
  if (core === undefined && (environments.length === 0 || prefix !== '')) return null
  const listed = core?.entries.find((entry) => entry.key === 'envlist' || entry.key === 'env_list')?.value ?? ''
  return toxFile(environments, expandList(listed))
}

/** Reads `[tool.tox]` of a pyproject.toml or a tox.toml, also with `legacy_tox_ini`; null where it sets up no tox. */
export function toxOfToml(value: Json | undefined, line: number): ToxFile | null {
  const legacy = asText(valueAt(value, 'legacy_tox_ini'))
  if (legacy !== null) {
    const sections = readIni(legacy).sections.map((section) => ({ ...section, line: section.line + line, entries: section.entries.map((entry) => ({ ...entry, line: entry.line + line })) }))
    return toxOfIni(sections, false)
  }
  const base = asMap(valueAt(value, 'env_run_base'))
  const named = asMap(valueAt(value, 'env'))
  if (base === null && named === null) return null
  const environment = (name: string, settings: Json | undefined): Environment => ({
    name, line, ignoreOutcome: valueAt(settings, 'ignore_outcome') === true, folder: asText(valueAt(settings, 'change_dir')),
    commands: asList(valueAt(settings, 'commands'))?.map((words) => ({ text: (asList(words) ?? [words]).map((word) => asText(word) ?? asTexts(valueAt(word, 'default') ?? []).join(' ')).join(' '), line })) ?? null,
  })
  return toxFile([environment('', base ?? undefined), ...Object.entries(named ?? {}).map(([name, settings]) => environment(name, settings))], asTexts(valueAt(value, 'env_list') ?? []))
}

function toxFile(environments: readonly Environment[], listed: readonly string[]): ToxFile {
  const base = environments.find((environment) => environment.name === '') ?? { name: '', line: 1, commands: null, ignoreOutcome: false, folder: null }
  const own = environments.filter((environment) => environment.name !== '').flatMap((environment) => expandList(environment.name).map((name) => ({ ...environment, name })))
  const implicit = listed.filter((name) => !own.some((environment) => environment.name === name)).map((name) => ({ ...base, name }))
  const task = (environment: Environment): Task => ({ name: environment.name, line: environment.line, needs: [], scripts: (environment.commands ?? base.commands ?? []).flatMap((command) => scriptOf(command, environment, base)) })
  return { environments: [...own, ...implicit].map(task), defaults: listed.length > 0 ? listed : ['py'], base: task(base) }
}

function scriptOf(command: { readonly text: string; readonly line: number }, environment: Environment, base: Environment): readonly TaskScript[] {
  const factor = /^([\w,!{}.-]+)\s*:\s+(.*)$/s.exec(command.text)
  if (factor && !factorHolds(factor[1] ?? '', environment.name)) return []
  const text = (factor ? factor[2] ?? '' : command.text).trim()
  const prefix = /^[-!]*/.exec(text)?.[0] ?? ''
  const ignored = prefix.includes('-') ? 'tox ignores the failure of a command with `-`' : prefix.includes('!') ? 'tox wants this command to fail' : environment.ignoreOutcome ? '`ignore_outcome` takes its failure' : null
  const plain = text.slice(prefix.length).trim()
    .replace(/\{posargs(?::([^{}]*(?:\{[^{}]*\}[^{}]*)?))?\}/g, '$1').replace(/\{(?:envbindir|env_bin_dir)\}\//g, '').replace(/\{(?:envpython|env_python)\}/g, 'python').replace(/\{(?:toxinidir|tox_root)\}\/?/g, '')
  return plain === '' ? [] : [taskScript(plain, command.line, { ignored, folder: (environment.folder ?? base.folder)?.replace(/\{(?:toxinidir|tox_root)\}\/?/g, '') ?? null })]
}

function factorHolds(factors: string, name: string): boolean {
  const own = new Set(name.split('-'))
  return expandList(factors).some((group) => group.split('-').every((factor) => factor.startsWith('!') ? !own.has(factor.slice(1)) : own.has(factor)))
}

function commandLines(value: string, line: number, sections: readonly IniSection[], depth = 0): readonly { readonly text: string; readonly line: number }[] {
  const out: { text: string; line: number }[] = []
  let joined: { text: string; line: number } | null = null
  value.split('\n').forEach((raw, index) => {
    const text = raw.trim()
    const current: { text: string; line: number } = joined ?? { text: '', line: line + index }
    if (text.endsWith('\\')) {
      joined = { text: `${current.text}${text.slice(0, -1)} `, line: current.line }
      return
    }
    joined = null
    const whole = `${current.text}${text}`
    const reference = /^\{\[([^\]]+)\](\w+)\}$/.exec(whole)
    const target = reference && depth < 3 ? sections.find((section) => section.name === reference[1])?.entries.find((entry) => entry.key === reference[2]) : undefined
    if (target) out.push(...commandLines(target.value, target.line, sections, depth + 1))
    else if (whole !== '') out.push({ text: whole, line: current.line })
  })
  return out
}

/** `py{38,39}-{unit,lint}, docs` as the names it stands for, at most 100. */
function expandList(text: string): readonly string[] {
  return text.replace(/\{([^{}]*)\}/g, (_, inner: string) => `{${inner.replaceAll(/\s/g, '').replaceAll(',', '|')}}`).split(/[\s,]+/).filter((name) => name !== '').flatMap(expandBraces).slice(0, 100)
}

function expandBraces(name: string): readonly string[] {
  let names: readonly string[] = [name]
  for (let round = 0; round < 20 && names.some((one) => one.includes('{')); round += 1) {
    names = names.flatMap((one): readonly string[] => {
      const match = /\{([^{}]*)\}/.exec(one)
      return match === null ? [one] : (match[1] ?? '').split('|').slice(0, 20).map((choice) => one.slice(0, match.index) + choice + one.slice(match.index + match[0].length))
    }).slice(0, 100)
  }
  return names
}
