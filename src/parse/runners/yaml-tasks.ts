import { asList, asMap, asText, asTexts, valueAt, type Json } from '../json.ts'
import type { YamlDocument } from '../yaml.ts'
import { taskScript, type Task, type TaskScript } from './task.ts'

function lineFor(document: Pick<YamlDocument, 'lines'>, pointer: string): number {
  for (let at = pointer; at !== ''; at = at.includes('.') ? at.slice(0, at.lastIndexOf('.')) : '') {
    const line = document.lines[at]
    if (line !== undefined) return line
  }
  return 1
}

/** The tasks of a Taskfile.yml (go-task): commands, dependencies, calls of other tasks in the order they are written. */
export function taskfileTasks(document: YamlDocument): readonly Task[] {
  const variables = asMap(valueAt(document.value, 'vars')) ?? {}
  return Object.entries(asMap(valueAt(document.value, 'tasks')) ?? {}).map(([name, value]): Task => {
    const pointer = `tasks.${name}`
    const map = asMap(value)
    const commands = asList(value) ?? asList(map?.['cmds']) ?? (asText(value) ?? asText(map?.['cmd']) ?? asText(map?.['cmds']) === null ? [asText(value) ?? asText(map?.['cmd']) ?? ''] : [])
    const needs = [...(asList(map?.['deps']) ?? []).map((item) => asText(item) ?? asText(asMap(item)?.['task']) ?? ''), ...commands.map((item) => asText(asMap(item)?.['task']) ?? '')]
    const scripts = commands.flatMap((item, index): readonly TaskScript[] => {
      const text = asText(item) ?? asText(asMap(item)?.['cmd'])
      const isIgnored = map?.['ignore_error'] === true || asMap(item)?.['ignore_error'] === true
      const line = document.blocks[`${pointer}.cmds.${index}`] ?? lineFor(document, `${pointer}.cmds.${index}`)
      return text === null || text === '' ? [] : [taskScript(filledIn(text, variables), line, { ignored: isIgnored ? '`ignore_error` takes its failure' : null, folder: asText(map?.['dir']), shell: { errexit: true, pipefail: false } })]
    })
    return { name, line: lineFor(document, pointer), needs: needs.filter((need) => need !== ''), scripts }
  })
}

/** A command of a Taskfile with its variables put in; any other template becomes a blank of underscores. */
function filledIn(text: string, variables: Readonly<Record<string, Json>>): string {
  return text.replaceAll(/\{\{([^{}]{0,200})\}\}/g, (_whole, inner: string) => {
    const name = /^\s*\.(\w+)\s*$/.exec(inner)?.[1] ?? ''
    const value = Object.hasOwn(variables, name) ? asText(variables[name]) : null
    return value === null || value.includes('{{') ? '____' : value
  })
}

/** The scripts of a package.json; `pretest` and `posttest` run around `test`. */
export function packageScripts(value: Json, lines: Readonly<Record<string, number>>): readonly Task[] {
  const scripts = asMap(valueAt(value, 'scripts')) ?? {}
  return Object.entries(scripts).map(([name, script]): Task => {
    const line = lines[`scripts.${name}`] ?? lines['scripts'] ?? 1
    return { name, line, needs: Object.hasOwn(scripts, `pre${name}`) ? [`pre${name}`] : [], scripts: [taskScript(asText(script) ?? '', line)] }
  })
}

/** The stages of a dvc.yaml with their commands. */
export function pipelineStages(document: YamlDocument): readonly Task[] {
  return Object.entries(asMap(valueAt(document.value, 'stages')) ?? {}).map(([name, value]): Task => {
    const pointer = `stages.${name}`
    const stage = asMap(asMap(value)?.['do'] ?? value)
    const line = lineFor(document, `${pointer}.cmd`)
    return { name, line: lineFor(document, pointer), needs: [], scripts: asTexts(stage?.['cmd'] ?? []).map((text) => taskScript(text, line, { folder: asText(stage?.['wdir']) })) }
  })
}

/** What lefthook runs for each Git hook; the task is named after the hook. */
export function lefthookTasks(document: YamlDocument): readonly Task[] {
  return Object.entries(asMap(document.value) ?? {}).flatMap(([hook, value]): readonly Task[] => {
    const map = asMap(value)
    const commands = Object.entries(asMap(map?.['commands']) ?? {}).map(([name, command]) => ({ command, pointer: `${hook}.commands.${name}` }))
    const jobs = (asList(map?.['jobs']) ?? []).flatMap((job, index) => {
      const pointer = `${hook}.jobs.${index}`
      const group = asList(valueAt(job, 'group', 'jobs'))
      return group === null ? [{ command: job, pointer }] : group.map((command, at) => ({ command, pointer: `${pointer}.group.jobs.${at}` }))
    })
    const scripts = [...commands, ...jobs].flatMap(({ command, pointer }): readonly TaskScript[] => {
      const run = asText(asMap(command)?.['run'])
      return run === null || asMap(command)?.['skip'] === true ? [] : [taskScript(run.replace(/\{(?:staged_files|all_files|push_files|files|\d)\}/g, '.'), lineFor(document, `${pointer}.run`), { folder: asText(asMap(command)?.['root']) })]
    })
    return scripts.length === 0 ? [] : [{ name: hook, line: lineFor(document, hook), needs: [], scripts }]
  })
}
