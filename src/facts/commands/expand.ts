import type { TaskScript } from '../../parse/runners/task.ts'
import { readShell } from '../../parse/shell/read-shell.ts'
import type { ShellCommand, ShellOptions } from '../../parse/shell/shell-command.ts'
import { fileAt, normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { isGitIgnored } from '../settings/ignore-rules.ts'
import { folderOf } from '../settings/settings.ts'
import { callOf } from './calls.ts'
import type { Command, Mask, Place } from './command.ts'
import { missingFolder, missingPath, namesMade } from './named-paths.ts'
import type { TaskPart } from './task-file.ts'

/** A script with where it stands. `line` is the file's line of its first line; `directory` as in `Command`. */
export type PlacedScript = {
  readonly text: string
  readonly path: string
  readonly line: number
  readonly directory: string | null
  readonly options: ShellOptions
  readonly masked: Mask | null
  readonly via: readonly Place[]
  readonly through: readonly string[]
  readonly environment: readonly { readonly name: string; readonly value: string }[]
}

type Walk = { readonly facts: RepositoryFacts; readonly out: Command[]; readonly active: Set<string>; readonly made: Set<string>; scripts: number }

const MOST = 1_000
/** Scripts count too: those without a command add none, and tasks that need each other may hold any number of them. */
const MOST_SCRIPTS = 2_000
const DEPTH = 15
const SHELLS = new Set(['bash', 'sh', 'zsh', 'dash', 'source', '.'])

/**
 * Every command a script runs, with those of the make targets, tox environments, hooks, scripts and the like that it calls.
 * A call stands before what it leads to; a mask of a call masks all of it. At most 1,000 commands of 2,000 scripts; a call of itself ends there.
 * `made` gathers names of files that commands may have made; steps of one job share it.
 */
export function expandScript(facts: RepositoryFacts, script: PlacedScript, made: Set<string> = new Set()): readonly Command[] {
  const walk: Walk = { facts, out: [], active: new Set(), made, scripts: 0 }
  walkScript(walk, script, 0)
  return walk.out
}

function isFull(walk: Walk): boolean {
  return walk.out.length >= MOST || walk.scripts >= MOST_SCRIPTS
}

function walkScript(walk: Walk, script: PlacedScript, depth: number): void {
  if (isFull(walk)) return
  walk.scripts += 1
  for (const command of readShell(script.text, script.options).commands) {
    if (isFull(walk)) return
    walkCommand(walk, command, script, depth)
  }
}

function walkCommand(walk: Walk, found: ShellCommand, script: PlacedScript, depth: number): void {
  const { facts } = walk
  const place: Place = { path: script.path, line: script.line + found.line - 1 }
  const directory = script.directory === null || found.directory === null ? null : inside(script.directory, found.directory)
  const masked = script.masked ?? (found.masked === null ? null : { reason: found.masked, place })
  const environment = [...script.environment, ...found.environment]
  const through = [...script.through, ...found.through]
  const called = directory === null ? null : followed(facts, found, directory, through, environment, walk.made)
  const unclosed = found.unclosed === undefined ? null : `the \`${found.unclosed}\` before it is never closed, so the shell does not come to it`
  const broken = unclosed ?? called?.broken ?? missingPath(facts, found.words, directory, walk.made) ?? (through.some(isPlaceOfRun) ? null : missingFolder(facts, directory, walk.made))
  walk.out.push({
    words: found.words, through, text: found.text, environment, condition: found.condition, unless: found.unless, background: found.background,
    writesTo: found.writesTo, directory, place, via: script.via, masked, broken, ...(unclosed === null ? {} : { unclosed }),
  })
  for (const name of namesMade(found.words, found.writesTo)) walk.made.add(name)
  if (called === null || unclosed !== null || depth >= DEPTH) return
  for (const part of called.parts) {
    if (isFull(walk)) return
    const key = `${part.path}\n${part.task}\n${part.scripts.map((one) => one.text).join('\n').slice(0, 500)}`
    if (walk.active.has(key)) continue
    walk.active.add(key)
    for (const one of part.scripts) {
      walkScript(walk, placed(part, one, { masked, via: [...script.via, place], environment, through: part.through === null ? through.filter(isPlaceOfRun) : [...through.filter(isPlaceOfRun), part.through], options: one.options }), depth + 1)
    }
    walk.active.delete(key)
  }
}

type Followed = { readonly parts: readonly (Omit<TaskPart, 'scripts'> & { readonly scripts: readonly (TaskScript & { readonly options: ShellOptions })[] })[]; readonly broken: string | null }

function followed(facts: RepositoryFacts, found: ShellCommand, directory: string, through: readonly string[], environment: Command['environment'], made: ReadonlySet<string>): Followed | null {
  const call = callOf(facts, { words: found.words, through, directory, environment })
  if (call !== null) return { broken: call.broken, parts: call.parts.map((part) => ({ ...part, scripts: part.scripts.map((script) => ({ ...script, options: script.shell })) })) }
  return scriptOf(facts, found, directory, made)
}

/** A shell script of the repository that the command runs, with its arguments. */
function scriptOf(facts: RepositoryFacts, found: ShellCommand, directory: string, made: ReadonlySet<string>): Followed | null {
  const [first = ''] = found.words
  const isShell = SHELLS.has(first)
  const flags = isShell ? found.words.slice(1).findIndex((word) => !/^[-+]/.test(word) && word !== 'pipefail' && word !== 'errexit') : -1
  const at = isShell ? flags + 1 : 0
  const named = isShell && flags < 0 ? undefined : found.words[at]
  if (named === undefined || (!isShell && !named.includes('/') && !named.endsWith('.sh')) || /[$`*]|:\/\//.test(named)) return null
  const path = normalPath(`${directory}/${named}`)
  const file = fileAt(facts, path)
  if (file?.facts?.kind !== 'shell') {
    const isMissing = named.endsWith('.sh') && !made.has(named.split('/').at(-1) ?? '') && !facts.paths.has(path) && !path.startsWith('..') && !named.startsWith('/') && !isGitIgnored(facts, path)
    return isMissing ? { parts: [], broken: `the script \`${named}\` is not there` } : null
  }
  const given = found.words.slice(1, at).join(' ')
  const shebang = isShell ? '' : /^#![^\n]*/.exec(file.facts.text)?.[0] ?? ''
  const options: ShellOptions = {
    errexit: first === 'source' || first === '.' || /(?:^|\s)-\w*e/.test(given) || /\s-\w*e/.test(shebang), pipefail: given.includes('pipefail') || shebang.includes('pipefail'), args: found.words.slice(at + 1), home: relativeFolder(directory, folderOf(path)),
  }
  const script = { text: file.facts.text, line: 1, shell: { errexit: false, pipefail: false }, ignored: null, folder: null, options }
  return { broken: null, parts: [{ path, folder: directory, task: `script ${options.args?.join(' ') ?? ''}`, line: 1, through: null, scripts: [script] }] }
}

/** A folder of the repository as seen from another one, with `..` where it lies outside. */
export function relativeFolder(from: string, to: string): string {
  const [start, end] = [from, to].map((folder) => folder.split('/').filter((part) => part !== '.' && part !== ''))
  const shared = (start ?? []).findIndex((part, index) => part !== end?.[index])
  const same = shared < 0 ? (start ?? []).length : shared
  return [...(start ?? []).slice(same).map(() => '..'), ...(end ?? []).slice(same)].join('/')
}

/** A wrapper that says where what it calls runs holds for that too; one that only chooses the environment does not matter there. */
function isPlaceOfRun(wrapper: string): boolean {
  return /^(?:ssh|docker|kubectl|pre-commit|gcloud)\b/.test(wrapper)
}

type Placing = Pick<PlacedScript, 'masked' | 'via' | 'environment' | 'through' | 'options'>

function placed(part: Omit<TaskPart, 'scripts'>, script: TaskScript, placing: Placing): PlacedScript {
  const directory = script.folder === null ? part.folder : inside(part.folder, script.folder)
  const place: Place = { path: part.path, line: script.line }
  return { ...placing, text: script.text, path: part.path, line: script.line, directory, masked: placing.masked ?? (script.ignored === null ? null : { reason: script.ignored, place }) }
}

/** A folder inside another; null where it is not known or outside the repository. */
export function inside(folder: string, path: string): string | null {
  if (/[$`*{}]/.test(path) || path.startsWith('/') || path.startsWith('~')) return null
  const joined = normalPath(`${folder}/${path}`)
  return joined.startsWith('..') ? null : joined
}
