import { flagValue, flagValues, skipFlags } from '../../parse/shell/flags.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { cloudBuildParts } from './cloud-build.ts'
import { makeTaskFile } from './make-tasks.ts'
import { preCommitParts } from './pre-commit-parts.ts'
import { hasTask, partsOf, type Call, type Caller, type Runner, type TaskFile, type TaskPart } from './task-file.ts'
import { taskFilesOf } from './task-files.ts'
import { includedTask } from './task-includes.ts'

/** Parts of one call: more than any project's tasks. */
const MOST_PARTS = 500

/** Finds the tasks that a command of a task runner runs. Scripts of the repository are followed by `expandScript`, not here. */
export function callOf(facts: RepositoryFacts, caller: Caller): Call | null {
  const { words, through, directory } = caller
  const [first = '', second = ''] = words
  const wrapper = through.at(-1) ?? ''
  const named = (runner: Runner, names: readonly string[], folder = directory): Call | null => callNamed(facts, runner, folder, names)
  const free = (start: number, ...withValue: readonly string[]): readonly string[] => words.slice(start).filter((word, at, all) => !word.startsWith('-') && !withValue.includes(all[at - 1] ?? ''))
  switch (first) {
    case 'make': case 'gmake': return makeCall(facts, caller)
    case 'just': {
      const file = flagValue(words, '-f', '--justfile')
      const names = free(1, '-f', '--justfile', '-d', '--working-directory').filter((word) => !word.includes('='))
      return named('just', names.slice(0, 1).concat(names.slice(1).filter((name) => isTask(facts, 'just', name))), file === null ? directory : join(directory, file.replace(/[^/]*$/, '')))
    }
    case 'tox': return toxCall(facts, caller)
    case 'nox': {
      const chosen = [...flagValues(words, '-s', '--session', '--sessions', '-e'), ...free(1).filter((word) => isTask(facts, 'nox', word))]
      const listed = words.findIndex((word) => /^(?:-s|--sessions?)$/.test(word))
      const more = listed < 0 ? [] : words.slice(listed + 2).filter((word) => !word.startsWith('-') && isTask(facts, 'nox', word))
      return named('nox', [...new Set([...chosen, ...more])].map((name) => isTask(facts, 'nox', name) ? name : name.replace(/[-(].*$/, '')))
    }
    case 'poe': return named('poe', free(1, '-C', '--root', '-e', '--executor').slice(0, 1), folderFlag(words, directory, '-C', '--root'))
    case 'poetry': return second === 'poe' ? named('poe', words.slice(2, 3)) : null
    case 'pdm': case 'pixi': return isTask(facts, first, second) ? named(first, [second]) : null
    case 'task': return named(isRunner(facts, 'task') ? 'task' : 'taskipy', free(1, '-d', '--dir', '-t', '--taskfile').filter((word) => !word.includes('=')).slice(0, isRunner(facts, 'task') ? 9 : 1))
    case 'inv': case 'invoke': return named('invoke', free(1, '-c', '-r', '--collection').map((name) => name.replaceAll('_', '-')).filter((name, at) => at === 0 || isTask(facts, 'invoke', name.split('.').at(-1) ?? '')).map((name) => name.split('.').at(-1) ?? ''))
    case 'mise': {
      const names = second === 'run' || second === 'r' ? free(2, '-C', '--cd', '-j', '--jobs') : second === 'tasks' && words[2] === 'run' ? free(3) : isTask(facts, 'mise', second) ? [second] : []
      return names.length === 0 ? null : named('mise', names.filter((_, at) => at === 0 || names[at - 1] === ':::'))
    }
    case 'npm': case 'yarn': case 'pnpm': case 'bun': return npmCall(facts, caller)
    case 'pre-commit': case 'prek': return second === 'run' ? preCommitParts(facts, caller) : null
    case 'lefthook': return second === 'run' ? named('lefthook', free(2).slice(0, 1)) : null
    case 'dvc': return second === 'repro' || (second === 'exp' && words[2] === 'run') ? named('dvc', free(second === 'repro' ? 2 : 3, '-S', '--set-param', '-n').filter((name) => isTask(facts, 'dvc', name)), folderFlag(words, directory, '--cwd')) : null
    case 'gcloud': return second === 'builds' || words[2] === 'builds' ? cloudBuildParts(facts, caller) : null
    default:
  }
  const runner = /^(hatch|pdm|pipenv|rye|pixi) run$/.exec(wrapper)?.[1]
  return runner !== undefined && isTask(facts, runner as Runner, first) ? named(runner as Runner, [first]) : null
}

function isRunner(facts: RepositoryFacts, runner: Runner): boolean {
  return taskFilesOf(facts).some((file) => file.runner === runner)
}

function isTask(facts: RepositoryFacts, runner: Runner, name: string): boolean {
  return name !== '' && taskFilesOf(facts).some((file) => file.runner === runner && hasTask(file, name))
}

function callNamed(facts: RepositoryFacts, runner: Runner, directory: string, names: readonly string[]): Call {
  const files = filesFor(facts, runner, directory)
  if (files.length === 0) return { parts: [], broken: `no file for ${runner} was found` }
  const [file] = files
  // All files as one, for what no single one of them names: `test:*`.
  const merged = (): TaskFile | undefined => file && { ...file, tasks: files.flatMap((one) => one.tasks) }
  const wanted = names.length > 0 ? names : files.flatMap((one) => one.defaults)
  const parts: TaskPart[] = []
  let missing: string | null = null
  for (const name of wanted) {
    if (parts.length >= MOST_PARTS) break
    const owner = files.find((one) => hasTask(one, name)) ?? merged()
    if (owner === undefined) continue
    const there = runner === 'task' ? includedTask(facts, owner, name) : { file: owner, name }
    const found = partsOf(there.file, [there.name])
    parts.push(...found.parts)
    if (found.missing !== null && !files.some((one) => one.open)) missing ??= found.missing
  }
  return { parts, broken: missing === null ? null : `${runner} has no task \`${missing}\`` }
}

/** The files of a runner that count in a folder: those there or in the nearest folder above; several where a runner has several. */
function filesFor(facts: RepositoryFacts, runner: Runner, directory: string): readonly TaskFile[] {
  const files = taskFilesOf(facts).filter((file) => file.runner === runner)
  for (let folder = directory; ; folder = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '.') {
    const here = files.filter((file) => file.folder === folder || (runner === 'invoke' && file.path.startsWith(folder === '.' ? 'tasks/' : `${folder}/tasks/`)))
    if (here.length > 0) return here
    if (folder === '.') return []
  }
}

function makeCall(facts: RepositoryFacts, { words, directory }: Caller): Call | null {
  if (words.some((word) => /^-\w*n/.test(word) || word === '--dry-run' || word === '--version' || word === '--help')) return null
  const folders = flagValues(words, '-C', '--directory')
  const glued = words.filter((word) => /^-C./.test(word)).map((word) => word.slice(2))
  const folder = [...folders, ...glued].reduce(join, directory)
  const file = flagValue(words, '-f', '--file', '--makefile')
  const given = new Map(words.flatMap((word): readonly (readonly [string, string])[] => {
    const match = /^([A-Za-z_][\w.]*)[:?]?=(.*)$/s.exec(word)
    return match ? [[match[1] ?? '', match[2] ?? '']] : []
  }))
  if (file === null && !facts.paths.has(folder)) return { parts: [], broken: `the folder \`${folder}\` that make goes to is not there` }
  const path = file === null ? ['GNUmakefile', 'makefile', 'Makefile'].map((name) => join(folder, name)).find((name) => facts.paths.has(name)) : join(folder, file)
  if (path === undefined || !facts.paths.has(path)) return { parts: [], broken: `there is no Makefile in \`${folder}\`` }
  const tasks = makeTaskFile(facts, path, given, folder)
  if (tasks === null) return null
  const names = words.slice(1).filter((word, at, rest) => !word.startsWith('-') && !word.includes('=') && !/^(?:-C|-f|-j|-I|-o|-W|--directory|--file|--makefile)$/.test(rest[at - 1] ?? '') && !/[$`]/.test(word))
  const { parts, missing } = partsOf(tasks, names.length > 0 ? names : tasks.defaults)
  const isIgnored = words.some((word) => /^-\w*i/.test(word) || word === '--ignore-errors')
  return {
    parts: isIgnored ? parts.map((part) => ({ ...part, scripts: part.scripts.map((script) => ({ ...script, ignored: '`make -i` takes its failure' })) })) : parts,
    broken: missing === null || tasks.open || facts.paths.has(join(folder, missing)) ? null : `\`${tasks.path}\` has no target \`${missing}\``,
  }
}

function toxCall(facts: RepositoryFacts, { words, directory }: Caller): Call {
  const config = flagValue(words, '-c', '--conf')
  const files = config === null ? filesFor(facts, 'tox', directory) : taskFilesOf(facts).filter((file) => file.runner === 'tox' && file.path === join(directory, config))
  const [file] = files
  if (file === undefined) return { parts: [], broken: 'no settings for tox were found' }
  const chosen = flagValues(words, '-e', '--env').concat(words.filter((word) => /^-e./.test(word)).map((word) => word.slice(2))).flatMap((list) => list.split(','))
  const names = chosen.length > 0 && !chosen.includes('ALL') ? chosen : file.defaults
  const parts: TaskPart[] = []
  let missing: string | null = null
  for (const name of names) {
    const known = hasTask(file, name)
    const isPython = /^(?:py|pypy|cpython)\d*|^\d+\.\d+$|[$`]/.test(name)
    if (!known && !isPython) missing ??= name
    parts.push(...partsOf(file, [known ? name : '*']).parts)
  }
  return { parts: missing === null ? parts : parts.filter((part) => part.task !== '*'), broken: missing === null ? null : `tox has no environment \`${missing}\`` }
}

function npmCall(facts: RepositoryFacts, { words, directory }: Caller): Call | null {
  const folder = folderFlag(words, directory, '--prefix', '-C', '--cwd', '--dir')
  const at = skipFlags(words, 1, ['--prefix', '-C', '--cwd', '--dir', '--filter', '-w', '--workspace'])
  const verb = words[at] ?? ''
  const name = verb === 'run' || verb === 'run-script' ? words[skipFlags(words, at + 1, [])] : verb === 'test' || verb === 't' || verb === 'start' ? (verb === 't' ? 'test' : verb) : words[0] === 'npm' ? undefined : verb
  if (name === undefined || name === '') return null
  const files = filesFor(facts, 'npm', folder)
  const isKnown = files.some((file) => hasTask(file, name))
  if (isKnown) return callNamed(facts, 'npm', folder, [name])
  return verb.startsWith('run') && files.length > 0 ? { parts: [], broken: `package.json has no script \`${name}\`` } : null
}

function folderFlag(words: readonly string[], directory: string, ...names: readonly string[]): string {
  const folder = flagValue(words, ...names)
  return folder === null ? directory : join(directory, folder)
}

function join(folder: string, path: string): string {
  return normalPath(`${folder}/${path}`)
}
