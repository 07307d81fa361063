import { asMap, valueAt } from '../../parse/json.ts'
import { pipfileTasks, pyprojectTasks, tomlTasks } from '../../parse/runners/pyproject-tasks.ts'
import { preCommitHooks } from '../../parse/runners/pre-commit.ts'
import { invokeTasks, noxSessions } from '../../parse/runners/python-tasks.ts'
import { taskScript, type Task } from '../../parse/runners/task.ts'
import { toxOfIni, toxOfToml, type ToxFile } from '../../parse/runners/tox.ts'
import { lefthookTasks, packageScripts, pipelineStages, taskfileTasks } from '../../parse/runners/yaml-tasks.ts'
import { memoise } from '../memoise.ts'
import { FOREIGN_ROLES } from '../paths/role.ts'
import type { RepositoryFacts, RepositoryFile } from '../repository-facts.ts'
import { isHookConfig } from '../settings/hook-config.ts'
import { folderOf, nameOf } from '../settings/settings.ts'
import { makeTaskFile } from './make-tasks.ts'
import type { Runner, TaskFile } from './task-file.ts'

/** Every file that gives a task runner its tasks, in the order of the tree. */
export const taskFilesOf = memoise((facts: RepositoryFacts): readonly TaskFile[] =>
  [...facts.files.values()].filter((file) => !FOREIGN_ROLES.has(file.role)).flatMap((file) => taskFilesIn(facts, file)))

const MISE_FILE = /^(?:\.?mise(?:\.\w+)?\.toml|(?:\.mise|mise|\.config\/mise)\/config\.toml|\.config\/mise\.toml)$/
const MISE_TASK = /^(?:(?:\.mise|mise|\.config\/mise)\/tasks|mise-tasks|\.mise-tasks)\/(.+)$/

function taskFilesIn(facts: RepositoryFacts, file: RepositoryFile): readonly TaskFile[] {
  const { path, facts: read } = file
  const folder = folderOf(path)
  const name = nameOf(path)
  const one = (runner: Runner, tasks: readonly Task[], defaults: readonly string[] = [], open = false): readonly TaskFile[] => tasks.length === 0 ? [] : [{ runner, path, folder, tasks, defaults, open }]
  if (read?.kind === 'makefile') {
    const made = makeTaskFile(facts, path, new Map())
    return made === null ? [] : [made]
  }
  if (read?.kind === 'justfile') {
    const aliases = Object.entries(read.tree.aliases).map(([alias, target]): Task => ({ name: alias, line: 1, needs: [target], scripts: [] }))
    const recipes = read.tree.recipes.map((recipe): Task => ({ ...recipe, scripts: recipe.scripts.map((script) => ({ ...script, text: justText(script.text, read.tree.variables, recipe.parameters) })) }))
    const first = recipes.find((recipe) => recipe.name === 'default') ?? recipes[0]
    return one('just', [...recipes, ...aliases], first === undefined ? [] : [first.name], read.tree.imports.length > 0)
  }
  if (read?.kind === 'shell') {
    const task = MISE_TASK.exec(path)?.[1]
    return task === undefined ? [] : [{ runner: 'mise', path, folder: '.', defaults: [], open: false, tasks: [{ name: task.replace(/\.\w+$/, '').replaceAll('/', ':'), line: 1, needs: [], scripts: [taskScript(read.text, 1, { shell: { errexit: /^#![^\n]*sh\s+-\w*e/.test(read.text), pipefail: false } })] }] }]
  }
  if (read?.kind === 'python' && name === 'noxfile.py') {
    const { sessions, defaults } = noxSessions(read.tree)
    return one('nox', sessions, defaults)
  }
  if (read?.kind === 'python' && (name === 'tasks.py' || folderOf(path).endsWith('tasks') || folderOf(path) === 'tasks')) return one('invoke', invokeTasks(read.tree))
  if (read?.kind === 'ini' && (name === 'tox.ini' || name === 'setup.cfg')) return tox(toxOfIni(read.sections, name === 'setup.cfg'), one)
  if (read?.kind === 'toml') {
    if (name === 'pyproject.toml') {
      const line = read.lines['tool.tox.legacy_tox_ini'] ?? read.lines['tool.tox'] ?? 1
      return [...pyprojectTasks(read.value, read.lines).flatMap(({ runner, tasks }) => one(runner, tasks)), ...tox(toxOfToml(valueAt(read.value, 'tool', 'tox'), line), one)]
    }
    if (name === 'tox.toml') return tox(toxOfToml(read.value, 1), one)
    if (name === 'Pipfile') return one('pipenv', pipfileTasks(read.value, read.lines))
    if (name === 'pixi.toml') return one('pixi', tomlTasks(read.value, read.lines, 'pixi'))
    const local = path.replace(/^.*\/(?=\.?mise(?:\.\w+)?\.toml$)/, '')
    return MISE_FILE.test(local) ? one('mise', tomlTasks(read.value, read.lines, 'mise')).map((tasks) => ({ ...tasks, folder: folder.replace(/(?:^|\/)(?:\.mise|mise|\.config\/mise|\.config)$/, '') || '.' })) : []
  }
  if (read?.kind === 'json' && name === 'package.json') return one('npm', packageScripts(read.value, read.lines))
  const document = read?.kind === 'yaml' ? read.documents[0] : undefined
  if (document === undefined || asMap(document.value) === null) return []
  if (/^taskfile(?:\.dist)?\.ya?ml$/i.test(name)) return [{ runner: 'task', path, folder, tasks: taskfileTasks(document), defaults: ['default'], open: false }]
  if (/^\.?lefthook(?:-local)?\.ya?ml$/.test(name)) return one('lefthook', lefthookTasks(document))
  if (name === 'dvc.yaml') {
    const stages = pipelineStages(document)
    return one('dvc', stages, stages.map((stage) => stage.name))
  }
  if (!isHookConfig(facts, path)) return []
  const hooks = preCommitHooks(document)
  const byDefault = hooks.filter((hook) => hook.stages.length === 0 || hook.stages.some((stage) => /^(?:pre-)?commit$/.test(stage)))
  return one('pre-commit', hooks.map((hook): Task => ({ name: hook.id, line: hook.line, needs: [], scripts: [taskScript(hook.command, hook.line)] })), byDefault.map((hook) => hook.id))
}

function tox(file: ToxFile | null, one: (runner: Runner, tasks: readonly Task[], defaults?: readonly string[], open?: boolean) => readonly TaskFile[]): readonly TaskFile[] {
  return file === null ? [] : one('tox', [...file.environments, { ...file.base, name: '*' }], file.defaults, true)
}

/** Puts variables with literal values and defaults of parameters into a recipe. */
function justText(text: string, variables: Readonly<Record<string, string>>, parameters: readonly { readonly name: string; readonly default: string | null }[]): string {
  return text.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (whole, name: string) => parameters.find((parameter) => parameter.name === name)?.default ?? variables[name] ?? whole)
}
