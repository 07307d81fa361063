import { expandMake, makeVariables } from '../../parse/runners/make-values.ts'
import type { MakefileTree, MakeRule } from '../../parse/runners/makefile-tree.ts'
import { taskScript, type Task, type TaskScript } from '../../parse/runners/task.ts'
import { memoise } from '../memoise.ts'
import { fileAt, normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf } from '../settings/settings.ts'
import type { TaskFile } from './task-file.ts'

const INCLUDES = 20
/** How many ways of calling the repository's Makefiles are told apart: each lays out the whole file anew. */
const MOST_CALLS = 200
/** Values put into one Makefile: more than any that a person writes. */
const MOST_VALUES = 100_000

const madeOf = memoise((_facts: RepositoryFacts): Map<string, TaskFile | null> => new Map())

/**
 * The targets of a Makefile with the files it includes; `given` are variables of the call (`make test PYTHON=python3`), `folder` where make runs.
 * Null where there is no Makefile, and beyond 200 ways of calling them.
 */
export function makeTaskFile(facts: RepositoryFacts, path: string, given: ReadonlyMap<string, string>, folder = folderOf(path)): TaskFile | null {
  const made = madeOf(facts)
  const key = JSON.stringify([path, folder, ...given])
  const known = made.get(key)
  if (known !== undefined || made.size >= MOST_CALLS) return known ?? null
  const file = layOut(facts, path, given, folder)
  made.set(key, file)
  return file
}

function layOut(facts: RepositoryFacts, path: string, given: ReadonlyMap<string, string>, folder: string): TaskFile | null {
  const { trees, unread } = withIncludes(facts, path, folder)
  if (trees.length === 0) return null
  const variables = makeVariables(trees, given)
  const budget = { left: MOST_VALUES }
  const expand = (text: string, automatic: Readonly<Record<string, string>> = {}): string => expandMake(text, variables, automatic, budget)
  const list = (words: readonly string[]): readonly string[] => words.flatMap((word) => expand(word).split(/\s+/)).filter((word) => word !== '')
  const rules = trees.flatMap((tree) => tree.rules.map((rule) => ({ ...rule, targets: list(rule.targets), prerequisites: list(rule.prerequisites), oneShell: tree.oneShell })))
  const tasks = new Map<string, Task>()
  const ignored = rules.filter((rule) => rule.targets.includes('.IGNORE'))
  const flags = variables.get('.SHELLFLAGS') ?? '-c'
  const shell = { errexit: /-\w*e/.test(flags), pipefail: flags.includes('pipefail') }
  for (const rule of rules) {
    for (const name of rule.targets) {
      const known = tasks.get(name)
      const all = ignored.some((one) => one.prerequisites.length === 0 || one.prerequisites.includes(name))
      const scripts = scriptsOf(rule, name, rule.oneShell).map((script) => ({ ...script, shell, ignored: all ? '`.IGNORE` takes its failure' : script.ignored }))
      tasks.set(name, {
        name, line: scripts.length > 0 || known === undefined ? rule.line : known.line, needs: [...known?.needs ?? [], ...rule.prerequisites],
        scripts: (scripts.length > 0 ? scripts : known?.scripts ?? []).map((script) => ({ ...script, text: expand(script.text, { '@': name, '<': rule.prerequisites[0] ?? '', '^': rule.prerequisites.join(' ') }) })),
      })
    }
  }
  const first = rules.flatMap((rule) => rule.targets).find((name) => !name.startsWith('.') && !name.includes('%'))
  const goal = variables.get('.DEFAULT_GOAL')
  return {
    runner: 'make', path, folder, tasks: [...tasks.values()].filter((task) => !/^\.[A-Z_]+$/.test(task.name)),
    defaults: goal !== undefined && goal !== '' ? [expand(goal).trim()] : first === undefined ? [] : [first], open: unread || rules.some((rule) => rule.targets.some((name) => name.includes('%'))),
  }
}

function scriptsOf(rule: MakeRule, name: string, oneShell: boolean): readonly TaskScript[] {
  if (name.startsWith('.') && /^\.[A-Z]/.test(name)) return []
  if (oneShell && rule.recipe.length > 0) return [taskScript(rule.recipe.map((line) => line.text).join('\n'), rule.recipe[0]?.line ?? rule.line)]
  return rule.recipe.map((line) => taskScript(line.text, line.line, { ignored: line.ignored ? 'make ignores the failure of a line with `-`' : null }))
}

function withIncludes(facts: RepositoryFacts, path: string, folder: string): { readonly trees: readonly MakefileTree[]; readonly unread: boolean } {
  const trees: MakefileTree[] = []
  const seen = new Set<string>()
  let unread = false
  const visit = (at: string): void => {
    if (seen.has(at) || seen.size > INCLUDES) return
    seen.add(at)
    const file = fileAt(facts, at)?.facts
    if (file?.kind !== 'makefile') {
      unread = true
      return
    }
    trees.push(file.tree)
    for (const include of file.tree.includes) if (!include.path.endsWith('.env')) visit(normalPath(`${folder}/${include.path}`))
  }
  visit(path)
  return { trees, unread }
}
