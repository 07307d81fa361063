import { preCommitHooks } from '../../parse/runners/pre-commit.ts'
import { asList, asMap, asTexts, valueAt, type Json } from '../../parse/json.ts'
import { flagValue } from '../../parse/shell/flags.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { memoise } from '../memoise.ts'
import { FOREIGN_ROLES } from '../paths/role.ts'
import { normalPath, type RepositoryFacts, type RepositoryFile } from '../repository-facts.ts'
import { HOOK_CONFIGS, isHookConfig } from './hook-config.ts'
import { lineAt, nameOf, settingsOf, yamlPartsOf, type SettingsFile } from './settings.ts'

/** A set-up of Git hooks that a manager installs: what it runs, and where the first of it stands. */
export type HookSetup = { readonly manager: string; readonly path: string; readonly line: number; readonly hooks: readonly string[] }

const GIT_HOOK = /^(?:pre-commit|pre-push|commit-msg|prepare-commit-msg|post-commit|post-checkout|post-merge|pre-rebase|pre-merge-commit|pre-receive|post-rewrite|applypatch-msg|pre-applypatch)$/

/** Commands that look at nothing. */
const DOES_NOTHING = /^(?:(?:\/usr)?(?:\/bin\/)?(?:true|echo|printf)|:|exit 0)(?:\s|$)/

/** Every config of a hook manager with the hooks it lists; one without any has an empty list. In the order of the tree, those at the root first. */
export const hookSetupsOf = memoise((facts: RepositoryFacts): readonly HookSetup[] => [
  ...yamlPartsOf(facts).filter((part) => part.index === 0 && (isHookConfig(facts, part.path) || namedConfigsOf(facts).has(part.path))).map(({ path, document }): HookSetup => {
    const hooks = preCommitHooks(document).filter(({ command }) => !DOES_NOTHING.test(command))
    return { manager: 'pre-commit', path, line: hooks[0]?.line ?? 1, hooks: hooks.map((hook) => hook.id) }
  }),
  ...settingsOf(facts).flatMap(inSettings),
  ...huskyFolders(facts),
].toSorted((one, other) => Number(one.path.includes('/')) - Number(other.path.includes('/'))))

/** Where the tasks and scripts of the project let a tool look for its hooks. */
const namedConfigsOf = memoise((facts: RepositoryFacts): ReadonlySet<string> => new Set(taskCommandsOf(facts).flatMap(({ commands }) => commands.flatMap(({ words, directory }) => {
  const [tool] = words
  if (directory === null || (tool !== 'pre-commit' && tool !== 'prek')) return []
  const named = flagValue(words, '-c', '--config')
  return (named === null ? HOOK_CONFIGS[tool] : [named]).map((name) => normalPath(`${directory}/${name}`))
}))))

/** Scripts that are written as Git hooks and that no manager installs: a person has to copy or link them. */
export const hookScriptsOf = memoise((facts: RepositoryFacts): readonly { readonly path: string; readonly line: number; readonly hook: string }[] =>
  [...facts.files.values()].flatMap((file) => {
    const hook = nameOf(file.path).replace(/\.(?:sh|bash|py)$/, '').replaceAll('_', '-')
    return GIT_HOOK.test(hook) && !isHusky(file.path) && !FOREIGN_ROLES.has(file.role) && saysSomething(file) ? [{ path: file.path, line: 1, hook }] : []
  }))

function inSettings({ path, value, lines }: SettingsFile): readonly HookSetup[] {
  const name = nameOf(path)
  const setup = (manager: string, pointer: string, hooks: readonly string[]): readonly HookSetup[] => [{ manager, path, line: hooks.length === 0 ? 1 : lineAt(lines, pointer), hooks }]
  if (name === 'prek.toml') return setup('prek', 'repos', (asList(valueAt(value, 'repos')) ?? []).flatMap((repository) => (asList(valueAt(repository, 'hooks')) ?? []).flatMap((hook) => asTexts(valueAt(hook, 'id')))))
  if (/^\.?lefthook(?:-local)?\.(?:ya?ml|toml|json)$/.test(name)) {
    const hooks = Object.entries(asMap(value) ?? {}).filter(([hook, given]) => (GIT_HOOK.test(hook) && ['commands', 'jobs', 'scripts'].some((key) => holdsSomething(valueAt(given, key)))) || (/^(?:extends|remotes?)$/.test(hook) && holdsSomething(given))).map(([hook]) => hook)
    return setup('lefthook', hooks[0] ?? '', hooks)
  }
  if (/^\.overcommit\.ya?ml$/.test(name)) {
    const kinds = Object.entries(asMap(value) ?? {}).filter(([kind, given]) => /^(?:PreCommit|PrePush|CommitMsg|PostCommit|PostCheckout)$/.test(kind) && holdsSomething(given)).map(([kind]) => kind)
    return setup('overcommit', kinds[0] ?? '', kinds)
  }
  if (/^\.huskyrc(?:\.json)?$|^\.simple-git-hooks\.json$/.test(name)) return setup(name.includes('husky') ? 'husky' : 'simple-git-hooks', 'hooks', hooksAmong(valueAt(value, 'hooks') ?? value))
  if (name === 'pyproject.toml' && valueAt(value, 'tool', 'autohooks') !== undefined) return setup('autohooks', 'tool.autohooks', asTexts(valueAt(value, 'tool', 'autohooks', 'pre-commit')))
  if (name !== 'package.json') return []
  return ([['husky', 'husky.hooks'], ['simple-git-hooks', 'simple-git-hooks'], ['yorkie', 'gitHooks']] as const).flatMap(([manager, pointer]) => {
    const hooks = hooksAmong(valueAt(value, ...pointer.split('.')))
    return hooks.length === 0 ? [] : setup(manager, pointer, hooks)
  })
}

function hooksAmong(value: Json | undefined): readonly string[] {
  return Object.keys(asMap(value) ?? {}).filter((name) => GIT_HOOK.test(name))
}

function holdsSomething(value: Json | undefined): boolean {
  return (asList(value)?.length ?? 0) > 0 || Object.keys(asMap(value) ?? {}).length > 0 || asTexts(value).length > 0
}

/** Husky runs the scripts of its folder; its own helpers lie in `_`. */
function huskyFolders(facts: RepositoryFacts): readonly HookSetup[] {
  return [...facts.files.values()].flatMap((file) => isHusky(file.path) && GIT_HOOK.test(nameOf(file.path)) && saysSomething(file) ? [{ manager: 'husky', path: file.path, line: firstCommand(file), hooks: [nameOf(file.path)] }] : [])
}

function isHusky(path: string): boolean {
  return /(?:^|\/)\.husky\/[^/]+$/.test(path)
}

const NO_COMMAND = /^\s*(?:#.*|set -\S+|(?:\.|source) .*husky\.sh"?|exit 0|:)?\s*$/

function saysSomething(file: RepositoryFile): boolean {
  if (file.facts?.kind === 'python') return file.facts.tree.codeLines > 0
  return file.facts?.kind === 'shell' ? file.facts.text.split('\n').some((line) => !NO_COMMAND.test(line)) : file.facts === null && (file.size ?? 0) > 20 && /(?:^|\/)\.?(?:git[-_]?)?hooks\//.test(file.path)
}

function firstCommand(file: RepositoryFile): number {
  return file.facts?.kind === 'shell' ? file.facts.text.split('\n').findIndex((line) => !NO_COMMAND.test(line)) + 1 : 1
}
