import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Command } from './command.ts'
import { folderOf } from '../settings/settings.ts'
import { expandScript, inside, relativeFolder } from './expand.ts'
import type { Runner } from './task-file.ts'
import { taskFilesOf } from './task-files.ts'

/** A task that a person can call, with what it runs (without the tasks it needs: they are tasks of their own). */
export type TaskCommands = { readonly runner: Runner | 'script'; readonly path: string; readonly name: string; readonly line: number; readonly commands: readonly Command[] }

const MOST = 10_000

/** Every task of every runner and every shell script of the repository with its commands: what is set up to be run by hand. */
export const taskCommandsOf = memoise((facts: RepositoryFacts): readonly TaskCommands[] => {
  const out: TaskCommands[] = []
  let count = 0
  for (const file of taskFilesOf(facts)) {
    for (const task of file.tasks) {
      if (count > MOST) return out
      const commands = task.scripts.flatMap((script) => expandScript(facts, {
        text: script.text, path: file.path, line: script.line, directory: script.folder === null ? file.folder : inside(file.folder, script.folder), options: script.shell,
        masked: script.ignored === null ? null : { reason: script.ignored, place: { path: file.path, line: script.line } }, via: [], through: file.runner === 'pre-commit' ? ['pre-commit'] : [], environment: [],
      }))
      count += commands.length
      out.push({ runner: file.runner, path: file.path, name: task.name, line: task.line, commands })
    }
  }
  for (const file of facts.files.values()) {
    if (file.facts?.kind !== 'shell' || count > MOST) continue
    const commands = scriptCommands(facts, file.path, file.facts.text)
    count += commands.length
    out.push({ runner: 'script', path: file.path, name: file.path, line: 1, commands })
  }
  return out
})

/** A script may be meant for the root or for its own folder: the one where more of what it names is there. */
function scriptCommands(facts: RepositoryFacts, path: string, text: string): readonly Command[] {
  const at = (directory: string): readonly Command[] => expandScript(facts, { text, path, line: 1, directory, options: { home: relativeFolder(directory, folderOf(path)) }, masked: null, via: [], through: [], environment: [] })
  const broken = (commands: readonly Command[]): number => commands.filter((command) => command.broken !== null).length
  const atRoot = at('.')
  if (broken(atRoot) === 0 || folderOf(path) === '.') return atRoot
  const atHome = at(folderOf(path))
  return broken(atHome) < broken(atRoot) ? atHome : atRoot
}
