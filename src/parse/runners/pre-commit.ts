import { asList, asMap, asText, asTexts, valueAt, type Json } from '../json.ts'
import type { YamlDocument } from '../yaml.ts'

/** One hook of a `.pre-commit-config.yaml`. `command` is what it stands for; `stages` is empty where it runs at the default stages. */
export type PreCommitHook = {
  readonly id: string
  readonly repository: string
  readonly command: string
  readonly stages: readonly string[]
  readonly line: number
}

/** Hooks whose command is not their id. */
const COMMANDS: Readonly<Record<string, string>> = {
  ruff: 'ruff check', 'ruff-check': 'ruff check', 'ruff-format': 'ruff format', 'black-jupyter': 'black', 'pylint-local': 'pylint', 'yesqa': 'yesqa',
  'nbqa-flake8': 'flake8', 'nbqa-black': 'black', 'nbqa-isort': 'isort', 'nbqa-ruff': 'ruff check', 'nbqa-pylint': 'pylint', 'pytest-check': 'pytest',
}

/** The hooks a pre-commit config lists, each with the command it stands for. */
export function preCommitHooks(document: YamlDocument): readonly PreCommitHook[] {
  const defaults = asTexts(valueAt(document.value, 'default_stages') ?? [])
  return (asList(valueAt(document.value, 'repos')) ?? []).flatMap((repository, at) =>
    (asList(valueAt(repository, 'hooks')) ?? []).flatMap((hook, index): readonly PreCommitHook[] => {
      const id = asText(asMap(hook)?.['id'])
      if (id === null) return []
      const line = document.lines[`repos.${at}.hooks.${index}`] ?? document.lines[`repos.${at}`] ?? 1
      const own = asTexts(asMap(hook)?.['stages'] ?? [])
      return [{ id, repository: asText(asMap(repository)?.['repo']) ?? '', command: commandOf(id, asMap(hook) ?? {}), stages: own.length > 0 ? own : defaults, line }]
    }))
}

function commandOf(id: string, hook: Readonly<Record<string, Json>>): string {
  const entry = asText(hook['entry']) ?? (Object.hasOwn(COMMANDS, id) ? COMMANDS[id] ?? id : id)
  return [entry, ...asTexts(hook['args'] ?? []).map(quoted)].join(' ').trim()
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
