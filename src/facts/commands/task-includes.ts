import { asMap, asText, valueAt } from '../../parse/json.ts'
import { fileAt, normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { hasTask, type TaskFile } from './task-file.ts'
import { taskFilesOf } from './task-files.ts'

/**
 * The Taskfile that a task with namespaces (`service:test`) stands in, by the `includes` of a Taskfile, and the task's own name there;
 * the file runs where the include says. The same file and name where it includes none of that name.
 */
export function includedTask(facts: RepositoryFacts, file: TaskFile, name: string, depth = 5): { readonly file: TaskFile; readonly name: string } {
  const colon = name.indexOf(':')
  const read = fileAt(facts, file.path)?.facts
  if (depth === 0 || colon < 0 || hasTask(file, name) || read?.kind !== 'yaml') return { file, name }
  const include = valueAt(read.documents[0]?.value, 'includes', name.slice(0, colon))
  const written = asText(include) ?? asText(asMap(include)?.['taskfile'])
  if (written === null) return { file, name }
  const path = normalPath(`${file.path.replace(/[^/]*$/, '')}/${written}`)
  const found = taskFilesOf(facts).find((other) => other.runner === 'task' && (other.path === path || (other.folder === path && other.path.slice(path.length + 1).startsWith('Taskfile'))))
  if (found === undefined) return { file, name }
  const folder = normalPath(`${file.folder}/${asText(asMap(include)?.['dir']) ?? '.'}`)
  return includedTask(facts, { ...found, folder }, name.slice(colon + 1), depth - 1)
}
