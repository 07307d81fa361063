import type { PythonTree } from '../../parse/python/tree.ts'
import { memoise } from '../memoise.ts'
import { definitionsOf, type Import } from '../python/definitions.ts'
import { moduleGraphOf } from '../python/module-graph.ts'
import { namesOf } from '../python/names.ts'
import { TOP } from '../python/walk.ts'
import { fileAt, type RepositoryFacts } from '../repository-facts.ts'
import { isLoggingLibrary } from './logging-names.ts'

/** Where a name leads: to a function or class of the project, or out of it (`dotted` is then its name there). */
export type Followed = { readonly kind: 'project'; readonly path: string; readonly name: string } | { readonly kind: 'outside'; readonly dotted: string }

const HOPS = 6

/** Follows a resolved dotted name of a file through the project's imports, re-exports and module variables: `from src.logger import logging` leads to `logging`. */
export function followName(facts: RepositoryFacts, path: string, dotted: string): Followed {
  if (dotted === '') return { kind: 'outside', dotted }
  const followed = followedOf(facts)
  const here = followed.get(path) ?? new Map<string, Followed>()
  const known = here.get(dotted)
  if (known !== undefined) return known
  const found = follow(facts, path, dotted, HOPS)
  followed.set(path, here.set(dotted, found))
  return found
}

/** Answers already given, by the file that asked: the same names come again and again. */
const followedOf = memoise((_facts: RepositoryFacts): Map<string, Map<string, Followed>> => new Map())

function follow(facts: RepositoryFacts, path: string, dotted: string, hops: number): Followed {
  const outside: Followed = { kind: 'outside', dotted }
  if (hops === 0 || dotted === '' || isLoggingLibrary(dotted)) return outside
  const head = headOf(dotted)
  const here = treeAt(facts, path)
  if (here !== null && topNames(here).defined.has(head)) return { kind: 'project', path, name: head }
  const there = moduleGraphOf(facts).resolveDotted(path, dotted)
  if (there === null) return outside
  const tree = treeAt(facts, there.path)
  if (there.rest === '' || tree === null) return { kind: 'project', path: there.path, name: '' }
  return inside(facts, there.path, tree, there.rest, hops) ?? { kind: 'project', path: there.path, name: headOf(there.rest) }
}

/** Where a name of a module leads that the module did not define itself: what it imported, or the value of a variable. */
function inside(facts: RepositoryFacts, path: string, tree: PythonTree, rest: string, hops: number): Followed | null {
  const head = headOf(rest)
  const tail = rest.slice(head.length)
  const { defined, imported, stars } = topNames(tree)
  if (defined.has(head)) return { kind: 'project', path, name: head }
  const again = imported.get(head)
  if (again !== undefined) return follow(facts, path, wholeName(again) + tail, hops - 1)
  const value = namesOf(tree).valueOf(head, TOP, Number.MAX_SAFE_INTEGER)
  const given = value === null ? '' : namesOf(tree).dotted(value, TOP)
  if (given !== '' && headOf(given) !== head) return follow(facts, path, given + tail, hops - 1)
  for (const star of value === null ? stars : []) {
    const found = follow(facts, path, `${wholeName(star)}.${rest}`, Math.min(hops - 1, 2))
    if (found.kind === 'project') return found
  }
  return null
}

/** The first name of a dotted one, without brackets. */
function headOf(dotted: string): string {
  return /^\.*\w*/.exec(dotted)?.[0] ?? ''
}

function wholeName({ module, name, level }: Import): string {
  const base = '.'.repeat(level) + module
  return name === null || name === '*' ? base : `${base}${base === '' || base.endsWith('.') ? '' : '.'}${name}`
}

function treeAt(facts: RepositoryFacts, path: string): PythonTree | null {
  const read = fileAt(facts, path)?.facts
  return read?.kind === 'python' || read?.kind === 'notebook' ? read.tree : null
}

const topNames = memoise((tree: PythonTree): { readonly defined: ReadonlySet<string>; readonly imported: ReadonlyMap<string, Import>; readonly stars: readonly Import[] } => {
  const { functions, classes, imports } = definitionsOf(tree)
  const top = [...functions, ...classes].filter((one) => one.context.functions.length === 0 && one.context.classes.length === 0)
  return { defined: new Set(top.map((one) => one.name)), imported: new Map(imports.filter((one) => one.name !== '*').map((one) => [one.as, one])), stars: imports.filter((one) => one.name === '*').slice(0, 10) }
})
