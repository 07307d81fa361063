import { asText, valueAt } from '../../parse/json.ts'
import { ciOf } from '../ci/ci-facts.ts'
import type { Command, Place } from '../commands/command.ts'
import { expandScript } from '../commands/expand.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf, settingsOf } from '../settings/settings.ts'
import { targetsOf } from './command-targets.ts'
import { dagsOf } from './dags.ts'
import type { Edge, Effect } from './edge.ts'
import { handlersAt } from './request-handlers.ts'

/** What a command leads to; one that only explains itself leads nowhere. */
export function edgesOfCommand(facts: RepositoryFacts, command: Command): readonly Edge[] {
  if (command.words.includes('--help')) return []
  const targets = targetsOf(facts, nameOf(command.place.path) === 'dvc.yaml' ? { ...command, words: command.words.map((word) => withParameters(facts, command.place.path, word)) } : command)
  const onDrift = (command.condition !== null && /drift/i.test(command.condition)) || (command.unless !== null && saysNoDrift(command.unless))
  const edge = (to: string | null, ...named: readonly Effect[]): Edge => ({ to, named, place: command.place, says: command.text, onDrift })
  return [
    ...targets.parts.map((part) => edge(part)), ...targets.asks.flatMap((path) => edgesOfAddress(facts, path, edge(null), '')), ...targets.dags.map((dag) => edge(`dag:${dag}`)),
    ...targets.workflows.flatMap((name) => workflowsNamed(facts, name).map((path) => edge(`workflow:${path}`))),
    ...(targets.training ? [edge(null, 'training')] : []), ...(targets.drift ? [edge(null, 'drift')] : []),
  ]
}

/** A test in brackets whose value says that nothing drifted, such as a status of 0. */
const NOTHING_FOUND = /-(?:eq|le) *["']?0\b|-lt *["']?1\b|==? *["']?(?:0|false|no|none|ok|stable)\b|(?:^|\[ *)! |-z\b|!= *["']?(?:1|true|yes)\b/i

/** Whether a test that speaks of drift holds where there was none: a check that succeeds, or brackets that say so. What stands behind it then runs on drift. */
function saysNoDrift(test: string): boolean {
  return /drift/i.test(test) && (/^ *(?:\[|test )/.test(test) ? NOTHING_FOUND.test(test) : !/^ *!/.test(test))
}

/** What a script that stands in some file leads to; everything is placed where the script stands. */
export function edgesOfScript(facts: RepositoryFacts, text: string, place: Place, directory = '.'): readonly Edge[] {
  return expandScript(facts, { text, path: place.path, line: place.line, directory, options: {}, masked: null, via: [], through: [], environment: [] })
    .flatMap((command) => edgesOfCommand(facts, command)).map((edge) => edge.place.path === place.path ? { ...edge, place } : edge)
}

/** A word of a DVC stage with the parameters put in that stand in the params.yaml beside it: `python ${train.script}`. */
function withParameters(facts: RepositoryFacts, path: string, word: string): string {
  if (!word.includes('${')) return word
  const parameters = settingsOf(facts).find((file) => file.path === normalPath(`${folderOf(path)}/params.yaml`))?.value
  return word.replace(/\$\{([\w.-]{1,100})\}/g, (whole, name: string) => asText(valueAt(parameters, ...name.split('.'))) ?? whole)
}

/** What an asked address leads to: a handler of the project, a DAG of Airflow's API, a workflow of GitHub's; `words` are what stands around it. */
export function edgesOfAddress(facts: RepositoryFacts, path: string, base: Edge, words: string): readonly Edge[] {
  if (/\/dagRuns\b/.test(path)) {
    const named = dagsOf(facts).filter((dag) => dag.id !== '' && (path.includes(`/${dag.id}/`) || words.split(' ').includes(dag.id)))
    const chosen = named.length > 0 ? named : dagsOf(facts).filter((dag) => /train/i.test(dag.id))
    return chosen.map((dag) => ({ ...base, to: `dag:${dag.id}`, says: `starts the DAG ${dag.id}` }))
  }
  if (path.endsWith('/dispatches')) return workflowsNamed(facts, /workflows\/([^/]+)\/dispatches/.exec(path)?.[1] ?? 'repository_dispatch').map((workflow) => ({ ...base, to: `workflow:${workflow}` }))
  const handlers = handlersAt(facts, path)
  if (handlers.length > 0) return handlers.map((route) => ({ ...base, to: route.key }))
  return /(?:^|[/_-])(?:re)?train(?:ing)?(?:[/_-]|$)/i.test(path) && !/status|history|metrics|result/i.test(path) ? [{ ...base, named: ['training'] }] : []
}

/** The workflows that a dispatch starts, by file name or name; those that wait for a dispatch from outside for `repository_dispatch`. */
export function workflowsNamed(facts: RepositoryFacts, name: string): readonly string[] {
  const bare = name.replace(/^["']|["']$/g, '')
  return ciOf(facts).workflows.filter((one) => bare === 'repository_dispatch' ? one.starts.includes('repository_dispatch') : one.path.endsWith(`/${bare}`) || one.name === bare).map((one) => one.path)
}
