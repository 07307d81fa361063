import { evaluate, type Lookup, type Value } from '../../parse/workflow/condition.ts'
import type { Json } from '../../parse/json.ts'
import { asList, asMap, asText } from '../../parse/json.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Scenario } from './scenario.ts'

/** Values that the files themselves give: environment variables, inputs, one cell of a matrix. Names are in lower case. */
export type Given = ReadonlyMap<string, string>

/** What is known of every context in one scenario; `failed` asks as if something before had failed. */
export function lookupIn(facts: RepositoryFacts, scenario: Scenario, given: Given, failed: boolean): Lookup {
  const own = /^[\w.-]+\/[\w.-]+$/.test(facts.snapshot.name) ? facts.snapshot.name : undefined
  return (name) => {
    switch (name) {
      case 'github.event_name': return scenario.event
      case 'github.ref': return scenario.ref
      case 'github.ref_name': return scenario.refName
      case 'github.ref_type': return scenario.refType
      case 'github.base_ref': case 'github.event.pull_request.base.ref': return scenario.baseRef
      case 'github.event.action': return scenario.action
      case 'github.event.schedule': return scenario.schedule
      case 'github.event.pull_request.merged': return scenario.action === undefined || scenario.action === 'closed' ? undefined : scenario.startedBy === 'pull_request' ? false : null
      case 'github.head_ref': return scenario.startedBy === 'pull_request' ? undefined : ''
      case 'github.repository': return own
      case 'github.repository_owner': return own?.split('/', 1)[0]
      case 'github.event.repository.default_branch': return facts.snapshot.defaultBranch ?? undefined
      case 'github.event.workflow_run.conclusion': return scenario.event === 'workflow_run' ? undefined : null
      case 'always()': return true
      case 'success()': return !failed
      case 'failure()': return failed
      case 'cancelled()': return false
      default: return given.get(name)
    }
  }
}

const LONGEST = 200_000

/** Puts what the files give into the `${{ }}` of a text; an expression that needs more stays as it is written. */
export function fillIn(text: string, given: Given): string {
  if (!text.includes('${{')) return text
  const lookup: Lookup = (name): Value => given.get(name)
  let out = ''
  let at = 0
  for (;;) {
    const from = text.indexOf('${{', at)
    const to = from < 0 ? -1 : text.indexOf('}}', from + 3)
    if (to < 0 || out.length > LONGEST) return out + text.slice(at)
    const value = evaluate(text.slice(from + 3, to), lookup)
    const known = value === undefined || value === null ? null : String(value)
    out += text.slice(at, from) + (known === null || known.includes('\n') || known.length > 2_000 ? text.slice(from, to + 2) : known)
    at = to + 2
  }
}

/** Adds the literal values of a map under a prefix (`env.`, `inputs.`); texts are filled in with what is given so far. */
export function withValues(given: Given, prefix: string, values: Readonly<Record<string, string>>): Given {
  const out = new Map(given)
  for (const [name, value] of Object.entries(values)) {
    const filled = fillIn(value, given)
    if (filled.includes('${{')) out.delete(`${prefix}${name.toLowerCase()}`)
    else out.set(`${prefix}${name.toLowerCase()}`, filled)
  }
  return out
}

const CELLS = 12

/** The cells of a matrix as values of `matrix.…`, at most 12: every value of the keys that the job's scripts use. One empty cell where there is no matrix. */
export function matrixCells(matrix: Json, used: string): readonly Given[] {
  const map = asMap(matrix)
  if (map === null) return [new Map()]
  const keys = Object.keys(map).filter((key) => key !== 'include' && key !== 'exclude' && used.includes(`matrix.${key}`))
  let cells: Given[] = [new Map()]
  for (const key of keys) {
    const values = asList(map[key]) ?? []
    if (values.length > 0) cells = cells.flatMap((cell) => values.slice(0, CELLS).map((value) => withCell(cell, key, value))).slice(0, CELLS)
  }
  const included = (asList(map['include']) ?? []).filter((item) => Object.keys(asMap(item) ?? {}).some((key) => used.includes(`matrix.${key}`)))
    .map((item): Given => Object.entries(asMap(item) ?? {}).reduce<Given>((cell, [key, value]) => withCell(cell, key, value), new Map()))
  const own = keys.length === 0 && included.length > 0 ? [] : cells
  return [...own, ...included].slice(0, CELLS)
}

function withCell(cell: Given, key: string, value: Json): Given {
  const out = new Map(cell)
  const text = asText(value)
  if (text !== null) out.set(`matrix.${key.toLowerCase()}`, text)
  for (const [inner, item] of Object.entries(asMap(value) ?? {})) {
    const innerText = asText(item)
    if (innerText !== null) out.set(`matrix.${key.toLowerCase()}.${inner.toLowerCase()}`, innerText)
  }
  return out
}
