import { comesEver } from '../ci/comes-ever.ts'
import { taskCommandsOf } from '../commands/task-commands.ts'
import { composeProcessesOf } from '../containers/compose-processes.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'
import { edgesOfCommand, edgesOfScript } from './edges-of-command.ts'
import type { Start } from './start.ts'

type Line = { readonly text: string; readonly path: string; readonly line: number }

const FIELD = /^(?:[\d*][\d*,/-]*|(?:mon|tue|wed|thu|fri|sat|sun)(?:-[a-z]{3})?)$/i
const PRESET = /^@(?:hourly|daily|midnight|weekly|monthly|yearly|annually)$/
const ENDLESS = /^(?:true|:|\[ 1 \]|\(\( ?1 ?\)\))$/

/** What cron runs: lines of crontabs, and of scripts and Dockerfiles that write one; and what shell loops run again and again. */
export const cronLinesOf = memoise((facts: RepositoryFacts): readonly Start[] => [
  ...linesOf(facts).flatMap(({ text, path, line }): readonly Start[] => {
    const found = cronOf(text)
    return found === null ? [] : [{ by: 'schedule', says: `cron on \`${found.when}\``, place: { path, line }, edges: edgesOfScript(facts, found.command, { path, line }) }]
  }),
  ...shellLoops(facts),
])

function linesOf(facts: RepositoryFacts): readonly Line[] {
  return [...facts.files.values()].flatMap(({ path, facts: read }): readonly Line[] => {
    if (read?.kind === 'lines' && /cron/i.test(nameOf(path))) return read.entries.map((entry) => ({ ...entry, path }))
    if (read?.kind === 'shell') return textLines(read.text, path, 1)
    return read?.kind === 'dockerfile' ? read.tree.stages.flatMap((stage) => stage.runs.flatMap((run) => textLines(run.text, path, run.line))) : []
  })
}

function textLines(text: string, path: string, first: number): readonly Line[] {
  return text.split('\n', 3000).map((one, index) => ({ text: one.slice(0, 1000), path, line: first + index })).filter((one) => !/^\s*#/.test(one.text))
}

/** `0 2 * * * root python train.py`, alone or in what a command writes. */
function cronOf(text: string): { readonly when: string; readonly command: string } | null {
  const words = text.replace(/["'`(){}]/g, ' ').split(/\s+/).filter((word) => word !== '')
  for (let at = 0; at < Math.min(words.length, 12); at += 1) {
    const preset = PRESET.test(words[at] ?? '')
    const fields = words.slice(at, at + (preset ? 1 : 5))
    if (!preset && (fields.length < 5 || !fields.every((field) => FIELD.test(field)) || !fields.some((field) => field.includes('*')))) continue
    const rest = words.slice(at + fields.length)
    const command = (/^(?:root|app|user|ubuntu|airflow|www-data)$/.test(rest[0] ?? '') ? rest.slice(1) : rest).join(' ')
    return command === '' || !comesEver(fields.join(' ')) ? null : { when: fields.join(' '), command }
  }
  return null
}

/** `while true; do python watch.py; sleep 3600; done` in a script, or as the command of a compose service. */
function shellLoops(facts: RepositoryFacts): readonly Start[] {
  const scripts = taskCommandsOf(facts).filter((task) => task.runner === 'script').flatMap(({ path, commands }): readonly Start[] => {
    const looped = commands.filter((command) => command.condition !== null && ENDLESS.test(command.condition.trim()))
    const first = looped[0]
    return first === undefined || !looped.some((command) => command.words[0] === 'sleep') ? [] : [{ by: 'loop', says: `an endless loop in ${path}`, place: first.place, edges: looped.flatMap((command) => edgesOfCommand(facts, command)) }]
  })
  const services = composeProcessesOf(facts).flatMap(({ service, commands }) => commands.flatMap(({ text, line }): readonly Start[] => {
    const body = /while (?:true|:) ?; ?do (.*)/s.exec(text.slice(0, 2000))?.[1]
    if (body === undefined || !/\bsleep\b/.test(body)) return []
    const place = { path: service.file, line }
    return [{ by: 'loop', says: `an endless loop in the service \`${service.name}\``, place, edges: edgesOfScript(facts, body.replace(/;? ?done['"]?\s*$/, ''), place) }]
  }))
  return [...scripts, ...services]
}
