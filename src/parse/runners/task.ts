/** How a script is run: with which rules its failure counts. */
export type ScriptShell = { readonly errexit: boolean; readonly pipefail: boolean; /** Why a failure in the middle does not end the script, where that is no matter of `set -e`. */ readonly goesOn?: string }

/** One script of a task, run by a shell of its own. `ignored` says why its failure does not count, `folder` is relative to the task's. */
export type TaskScript = {
  readonly text: string
  readonly line: number
  readonly shell: ScriptShell
  readonly ignored: string | null
  readonly folder: string | null
}

/** A named task of a task runner. `needs` are tasks that run before it, `line` is where its name stands. */
export type Task = { readonly name: string; readonly line: number; readonly needs: readonly string[]; readonly scripts: readonly TaskScript[] }

const PLAIN_SHELL: ScriptShell = { errexit: false, pipefail: false }

/** A script of a task with the rules of `sh -c`, unless told otherwise. */
export function taskScript(text: string, line: number, more: Partial<TaskScript> = {}): TaskScript {
  return { text, line, shell: PLAIN_SHELL, ignored: null, folder: null, ...more }
}
