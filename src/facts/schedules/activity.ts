import { ciOf } from '../ci/ci-facts.ts'
import type { Place } from '../commands/command.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { codePartsOf } from './code-parts.ts'
import { dagsOf, type Dag } from './dags.ts'
import { driftPartsOf } from './drift-code.ts'
import type { Edge, Effect } from './edge.ts'
import { edgesOfPart } from './edges-of-code.ts'
import { edgesOfCommand } from './edges-of-command.ts'
import { trainingPartsOf } from './training-code.ts'

/** A way from a start to what it leads to; `end` is where that happens. */
export type Way = { readonly edges: readonly Edge[]; readonly end: Place; readonly onDrift: boolean }

/** What prepares a comparison and does not make one: loading a reference, setting thresholds, making drift up. */
const PREPARES = /^_*(?:load|calibrat|simulat|inject|synthe|bootstrap|warm_?up|create_reference|build_reference|init_)/i
const LONGEST_WAY = 14

/** The shortest way from these edges to a place that trains or looks for drift; null where none is found. */
export function wayTo(facts: RepositoryFacts, from: readonly Edge[], effect: Effect): Way | null {
  const ends = endsOf(facts, effect)
  const leading = leadingOf(facts)[effect]
  const leads = (edge: Edge): boolean => edge.named.includes(effect) || (edge.to !== null && (ends.has(edge.to) || leading.has(edge.to)))
  const queue: (readonly Edge[])[] = from.filter(leads).map((edge) => [edge])
  const visited = new Set<string>()
  for (let at = 0; at < queue.length; at += 1) {
    const edges = queue[at] ?? []
    const edge = edges.at(-1)
    if (edge === undefined) continue
    const end = edge.named.includes(effect) ? edge.place : edge.to === null ? undefined : ends.get(edge.to)
    if (end !== undefined) return { edges, end, onDrift: edges.some((one) => one.onDrift) }
    if (edge.to === null || visited.has(edge.to) || edges.length > LONGEST_WAY) continue
    visited.add(edge.to)
    for (const next of edgesFrom(facts, edge.to).filter(leads)) queue.push([...edges, next])
  }
  return null
}

function endsOf(facts: RepositoryFacts, effect: Effect): ReadonlyMap<string, Place> {
  return effect === 'training' ? trainingPartsOf(facts) : driftPartsOf(facts)
}

/** What leads to an end over any number of edges, found from the ends backwards: so that no start is followed in vain. */
const leadingOf = memoise((facts: RepositoryFacts): Readonly<Record<Effect, ReadonlySet<string>>> => {
  const keys = [...codePartsOf(facts).keys(), ...dagsOf(facts).map((dag) => `dag:${dag.id}`), ...ciOf(facts).workflows.map((one) => `workflow:${one.path}`)]
  const before = new Map<string, string[]>()
  const direct: Record<Effect, string[]> = { training: [], drift: [] }
  for (const key of keys) {
    for (const edge of edgesFrom(facts, key)) {
      for (const effect of edge.named) direct[effect].push(key)
      if (edge.to === null) continue
      const known = before.get(edge.to)
      if (known === undefined) before.set(edge.to, [key])
      else known.push(key)
    }
  }
  const backwards = (effect: Effect): ReadonlySet<string> => {
    const passes = (key: string): boolean => effect !== 'drift' || !PREPARES.test(nameOfPart(key))
    const found = new Set(direct[effect].filter(passes))
    const queue = [...endsOf(facts, effect).keys(), ...found]
    for (let at = 0; at < queue.length; at += 1) {
      for (const key of before.get(queue[at] ?? '') ?? []) {
        if (found.has(key) || !passes(key)) continue
        found.add(key)
        queue.push(key)
      }
    }
    return found
  }
  return { training: backwards('training'), drift: backwards('drift') }
})

function nameOfPart(key: string): string {
  return key.slice(Math.max(key.indexOf('::') + 2, key.lastIndexOf('.') + 1))
}

/** What a part of the code, a DAG or a workflow leads to. */
export function edgesFrom(facts: RepositoryFacts, key: string): readonly Edge[] {
  if (key.startsWith('dag:')) return dagsOf(facts).filter((dag) => `dag:${dag.id}` === key).flatMap((dag) => edgesOfDag(facts, dag))
  if (key.startsWith('workflow:')) return edgesOfWorkflow(facts, key.slice('workflow:'.length))
  const part = codePartsOf(facts).get(key)
  return part === undefined ? [] : edgesOfPart(facts, part)
}

/** What the tasks of a DAG lead to. */
export function edgesOfDag(facts: RepositoryFacts, dag: Dag): readonly Edge[] {
  return dag.regions.flatMap((region) => edgesInside(facts, region.part, region.from, region.to))
}

/** What some lines of a part lead to, and what happens on them. */
export function edgesInside(facts: RepositoryFacts, key: string, from: number, to: number): readonly Edge[] {
  const path = key.slice(0, key.indexOf('::'))
  const isInside = (place: Place): boolean => place.path === path && place.line >= from && place.line <= to
  const own = ([['training', trainingPartsOf(facts).get(key)], ['drift', driftPartsOf(facts).get(key)]] as const)
    .flatMap(([effect, place]): readonly Edge[] => place === undefined || !isInside(place) ? [] : [{ to: null, named: [effect], place, says: effect, onDrift: false }])
  return [...own, ...edgesFrom(facts, key).filter((edge) => isInside(edge.place))]
}

/** What the steps of a workflow that can run lead to. */
function edgesOfWorkflow(facts: RepositoryFacts, path: string): readonly Edge[] {
  return ciOf(facts).commands.filter((command) => command.workflow === path && command.inactive === null && command.broken === null).flatMap((command) => edgesOfCommand(facts, command))
}
