import { nearestNames } from '../../parse/near-names.ts'
import { blockText, documentsOf } from '../documents/documents.ts'
import { listedPackagesOf, type ListedPackage } from '../dependencies/listed-packages.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { Route } from '../service/route.ts'
import { routesOf } from '../service/routes.ts'

const MOST_WORDS = 20_000

/** A word of a document that is nearly the one that is looked for, beginning with the same two letters; null where none is near. `line` is that of its block. */
export function nearWordIn(facts: RepositoryFacts, wanted: string): { readonly path: string; readonly line: number; readonly word: string } | null {
  let left = MOST_WORDS
  for (const { path, tree } of documentsOf(facts)) {
    for (const block of tree.blocks) {
      for (const word of blockText(block).slice(0, 20_000).split(/[^\p{L}-]+/u)) {
        left -= 1
        if (left < 0) return null
        if (Math.abs(word.length - wanted.length) <= 2 && isSlipOf(word, wanted)) return { path, line: block.line, word }
      }
    }
  }
  return null
}

/** The route of the service whose last part is nearly a word that is looked for; null where none is. Words of six letters and more alone: shorter ones are near to too much. */
export function nearRouteOf(facts: RepositoryFacts, wanted: readonly string[]): { readonly route: Route; readonly meant: string } | null {
  for (const route of routesOf(facts)) {
    const word = route.path.split('/').findLast((part) => part !== '') ?? ''
    const meant = wanted.includes(word) ? undefined : wanted.find((one) => one.length >= 6 && isSlipOf(word, one))
    if (meant !== undefined) return { route, meant: `${route.path.slice(0, route.path.lastIndexOf(word))}${meant}` }
  }
  return null
}

/** A package that the project asks for: one of these by name, or one whose name is nearly one of them (`meant`). The misspelt goes first, since it brings nothing. */
export function packageAskedFor(facts: RepositoryFacts, wanted: readonly string[]): { readonly listed: ListedPackage; readonly meant: string | null } | null {
  const listed = listedPackagesOf(facts)
  for (const one of listed) {
    const meant = wanted.includes(one.name) ? undefined : wanted.find((name) => name.length >= 6 && isSlipOf(one.name, name))
    if (meant !== undefined && !listed.some(({ name }) => name === meant)) return { listed: one, meant }
  }
  const named = listed.find(({ name }) => wanted.includes(name))
  return named === undefined ? null : { listed: named, meant: null }
}

function isSlipOf(word: string, wanted: string): boolean {
  const [one, other] = [word.toLowerCase(), wanted.toLowerCase()]
  return one !== other && one.slice(0, 2) === other.slice(0, 2) && nearestNames(one, [other]).length > 0
}
