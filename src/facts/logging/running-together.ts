import { memoise } from '../memoise.ts'
import { callsOf, positionalOf, stringOf } from '../python/calls.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { projectModulesOf } from '../python/modules.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

type Edges = ReadonlyMap<string, ReadonlySet<string>>

/** What importing each project file runs (packages around it too), and the same backwards. */
const edgesOf = memoise((facts: RepositoryFacts): { readonly forward: Edges; readonly backward: Edges } => {
  const graph = moduleGraphOf(facts)
  const modules = projectModulesOf(facts)
  const code = new Set(modules.map((module) => module.path))
  const forward = new Map<string, Set<string>>()
  const backward = new Map<string, Set<string>>()
  for (const { path, tree } of modules) {
    const started = callsOf(tree).filter((call) => call.name === 'uvicorn.run').flatMap((call) => {
      const app = stringOf(positionalOf(call, 0), tree, call.context)?.split(':')[0] ?? ''
      return graph.resolveDotted(path, app)?.path ?? []
    })
    const targets = [...graph.importsOf(path), ...started].flatMap((target) => [target, ...packagesAround(target)])
    for (const target of [...targets, ...packagesAround(path)]) {
      if (!code.has(target) || target === path) continue
      forward.set(path, (forward.get(path) ?? new Set()).add(target))
      backward.set(target, (backward.get(target) ?? new Set()).add(path))
    }
  }
  return { forward, backward }
})

/** The project files that may run in the same process after `path` has: what it imports, and, unless it only acts as a script, what imports it and all that those import. */
export function runningWith(facts: RepositoryFacts, path: string, asScript: boolean): ReadonlySet<string> {
  const { forward, backward } = edgesOf(facts)
  return reached(asScript ? new Set([path]) : reached(new Set([path]), backward), forward)
}

/** The project files that may start a process in which this file runs: nothing imports them. Where each is imported by another, any of them may. */
export function startersOf(facts: RepositoryFacts, path: string): readonly string[] {
  const { backward } = edgesOf(facts)
  const around = [...reached(new Set([path]), backward)]
  const first = around.filter((one) => (backward.get(one)?.size ?? 0) === 0)
  return first.length > 0 ? first : around
}

function reached(start: ReadonlySet<string>, edges: Edges): ReadonlySet<string> {
  const seen = new Set(start)
  const waiting = [...start]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    for (const next of edges.get(path) ?? []) {
      if (seen.has(next)) continue
      seen.add(next)
      waiting.push(next)
    }
  }
  return seen
}

function packagesAround(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => `${parts.slice(0, index + 1).join('/')}/__init__.py`)
}
