import { asList, asMap, asText, asTexts, valueAt, type Json } from '../json.ts'
import { taskScript, type Task, type TaskScript } from './task.ts'

type Lines = Readonly<Record<string, number>>

/** Tasks of one runner, found in a TOML file at the table `pointer`. */
export type TomlTasks = { readonly runner: 'poe' | 'pdm' | 'hatch' | 'taskipy' | 'rye' | 'pixi' | 'pipenv' | 'mise'; readonly tasks: readonly Task[] }

const TABLES: readonly { readonly runner: TomlTasks['runner']; readonly table: readonly string[] }[] = [
  { runner: 'poe', table: ['tool', 'poe', 'tasks'] }, { runner: 'pdm', table: ['tool', 'pdm', 'scripts'] }, { runner: 'taskipy', table: ['tool', 'taskipy', 'tasks'] },
  { runner: 'rye', table: ['tool', 'rye', 'scripts'] }, { runner: 'pixi', table: ['tool', 'pixi', 'tasks'] },
]

/** The tasks a pyproject.toml defines: poethepoet, PDM, taskipy, Rye, Pixi, and Hatch's scripts as `environment:name`. */
export function pyprojectTasks(value: Json, lines: Lines): readonly TomlTasks[] {
  const found = TABLES.map(({ runner, table }): TomlTasks => ({ runner, tasks: tasksOf(valueAt(value, ...table), table.join('.'), lines, runner) }))
  return [...found, { runner: 'hatch' as const, tasks: hatchTasks(value, lines) }].filter((one) => one.tasks.length > 0)
}

/** The `[scripts]` of a Pipfile. */
export function pipfileTasks(value: Json, lines: Lines): readonly Task[] {
  return tasksOf(valueAt(value, 'scripts'), 'scripts', lines, 'pipenv')
}

/** The `[tasks]` of a pixi.toml or a mise.toml. */
export function tomlTasks(value: Json, lines: Lines, runner: 'pixi' | 'mise'): readonly Task[] {
  return tasksOf(valueAt(value, 'tasks'), 'tasks', lines, runner)
}

function tasksOf(table: Json | undefined, pointer: string, lines: Lines, runner: TomlTasks['runner']): readonly Task[] {
  return Object.entries(asMap(table) ?? {}).map(([name, value]) => {
    const place = `${pointer}.${name}`
    const line = lines[place] ?? lines[pointer] ?? 1
    const inner = (key: string): number => lines[`${place}.${key}`] ?? line
    return taskOf(name, value, line, inner, runner)
  })
}

function taskOf(name: string, value: Json, line: number, inner: (key: string) => number, runner: TomlTasks['runner']): Task {
  const map = asMap(value)
  const needs = asTexts(map?.['deps'] ?? map?.['depends'] ?? map?.['depends_on'] ?? map?.['depends-on'] ?? []).map(nameOfNeed)
  const ignored = map?.['ignore_fail'] === true ? '`ignore_fail` takes its failure' : null
  const folder = asText(map?.['cwd'] ?? map?.['dir'] ?? map?.['working_dir'])
  const script = (text: string, at: number): TaskScript => taskScript(text.replace(/\{\{\s*(?:config_root|cwd)\s*\}\}/g, '.'), at, { ignored, folder, shell: { errexit: runner === 'mise', pipefail: false } })
  const steps = asList(value) ?? asList(map?.['sequence']) ?? asList(map?.['composite']) ?? asList(map?.['chain'])
  if (steps !== null) return { name, line, ...sequence(steps, line, needs, script, runner) }
  const single = asText(value) ?? asText(map?.['cmd']) ?? asText(map?.['shell'])
  if (single !== null) return { name, line, needs, scripts: [script(single, map === null ? line : inner(map['cmd'] === undefined ? 'shell' : 'cmd'))] }
  const many = asTexts(map?.['run'] ?? map?.['cmd'] ?? [])
  const called = asText(map?.['script'] ?? map?.['call'])
  const reference = asText(map?.['ref'])
  if (reference !== null) return { name, line, needs: [...needs, nameOfNeed(reference)], scripts: [] }
  if (called !== null) return { name, line, needs, scripts: [script(`python -m ${called.split(':', 1)[0] ?? ''}`, line)] }
  return { name, line, needs, scripts: many.map((text) => script(text, inner('run'))) }
}

/** Steps in order; poethepoet, PDM and Rye read a text in a list as the name of another task. */
function sequence(steps: readonly Json[], line: number, needs: readonly string[], script: (text: string, line: number) => TaskScript, runner: TomlTasks['runner']): Pick<Task, 'needs' | 'scripts'> {
  const references = runner === 'poe' || runner === 'pdm' || runner === 'rye'
  const names = [...needs]
  const scripts: TaskScript[] = []
  for (const step of steps) {
    const text = asText(step)
    const map = asMap(step)
    const reference = asText(map?.['ref']) ?? (references ? text : null)
    const command = asText(map?.['cmd']) ?? asText(map?.['shell']) ?? (references ? null : text)
    if (reference !== null) names.push(reference.trim())
    else if (command !== null) scripts.push(script(command, line))
  }
  return { needs: names, scripts }
}

function nameOfNeed(text: string): string {
  return text.trim().split(/\s/, 1)[0] ?? ''
}

function hatchTasks(value: Json, lines: Lines): readonly Task[] {
  const environments = asMap(valueAt(value, 'tool', 'hatch', 'envs')) ?? {}
  return Object.entries(environments).flatMap(([environment, settings]) => {
    const pointer = `tool.hatch.envs.${environment}.scripts`
    const scripts = asMap(asMap(settings)?.['scripts']) ?? {}
    return Object.entries(scripts).map(([name, script]): Task => {
      const line = lines[`${pointer}.${name}`] ?? lines[pointer] ?? 1
      const qualified = (other: string): string => environment === 'default' ? other : `${environment}:${other}`
      const texts = asTexts(script)
      const needs = texts.map((text) => text.split(/\s/, 1)[0] ?? '').filter((first) => first !== name && Object.hasOwn(scripts, first))
      return {
        name: qualified(name), line, needs: needs.map(qualified),
        scripts: texts.filter((text) => !needs.includes(text.split(/\s/, 1)[0] ?? '')).map((text) => taskScript(
          text.replace(/^- /, '').replace(/\{args(?::([^{}]*))?\}/g, '$1'), line, { ignored: text.startsWith('- ') ? 'hatch ignores the failure of a line with `-`' : null },
        )),
      }
    })
  })
}
