import type { Task, TaskScript } from '../../parse/runners/task.ts'
import { memoise } from '../memoise.ts'

export type Runner =
  | 'make' | 'just' | 'tox' | 'nox' | 'invoke' | 'poe' | 'pdm' | 'hatch' | 'taskipy' | 'rye' | 'pixi' | 'pipenv' | 'mise' | 'task' | 'npm' | 'lefthook' | 'pre-commit' | 'dvc'

/** The tasks that one file gives one runner; `folder` is where they run, `.` for the root; `defaults` run when no task is named. */
export type TaskFile = {
  readonly runner: Runner
  readonly path: string
  readonly folder: string
  readonly tasks: readonly Task[]
  readonly defaults: readonly string[]
  /** A task that is not listed may still be there: a pattern rule, an include that could not be read, tox's own environments. */
  readonly open: boolean
}

/** A task's scripts with the file they stand in. */
export type TaskPart = { readonly path: string; readonly folder: string; readonly task: string; readonly line: number; readonly scripts: readonly TaskScript[]; readonly through: string | null }

/** What a command calls: scripts of tasks, or `broken` where it calls something that is not there. Null in `callOf` where it calls no runner. */
export type Call = { readonly parts: readonly TaskPart[]; readonly broken: string | null }

export type Caller = {
  readonly words: readonly string[]
  readonly through: readonly string[]
  /** From the repository's root, `.` for the root. */
  readonly directory: string
  readonly environment: readonly { readonly name: string; readonly value: string }[]
}

/** A call runs no more tasks than this: nobody's chain of targets is longer. */
const MOST_PARTS = 500

const tasksByName = memoise((file: TaskFile): ReadonlyMap<string, Task> => new Map(file.tasks.map((task) => [task.name, task])))

/** Whether a file has a task of this name. */
export function hasTask(file: TaskFile, name: string): boolean {
  return tasksByName(file).has(name)
}

/** The named tasks with what they need before them, each once, at most 500; `missing` names the first one that is not there. */
export function partsOf(file: TaskFile, names: readonly string[]): { readonly parts: readonly TaskPart[]; readonly missing: string | null } {
  const byName = tasksByName(file)
  const done = new Set<string>()
  const parts: TaskPart[] = []
  let missing: string | null = null
  const visit = (name: string, asked: boolean, depth: number): void => {
    if (done.has(name) || depth > 50 || parts.length >= MOST_PARTS) return
    done.add(name)
    const task = byName.get(name) ?? patternTask(file, name)
    if (task === undefined) {
      if (asked) missing ??= name
      return
    }
    for (const need of task.needs) visit(need, false, depth + 1)
    parts.push({ path: file.path, folder: file.folder, task: task.name, line: task.line, scripts: task.scripts, through: null })
  }
  for (const name of names) visit(name, true, 0)
  return { parts, missing }
}

/** `test:*` stands for every task that begins so (mise, npm-run-all). */
function patternTask(file: TaskFile, name: string): Task | undefined {
  if (!name.endsWith('*')) return undefined
  const start = name.replace(/\*+$/, '')
  const matching = file.tasks.filter((task) => task.name.startsWith(start))
  return matching.length === 0 ? undefined : { name, line: matching[0]?.line ?? 1, needs: matching.map((task) => task.name), scripts: [] }
}
