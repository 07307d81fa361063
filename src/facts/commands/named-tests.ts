import { pythonFileAt } from '../python/modules.ts'
import { offersName } from '../python/top-names.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { isGitIgnored } from '../settings/ignore-rules.ts'

const DOTTED = /^[A-Za-z_]\w*(?:\.[A-Za-z_]\w*){1,8}$/

/**
 * What a run of unittest names by dots (`tests.test_fares.TestTotal`) and the files do not hold: a module of a package that is there, or a name of a module that is there. Null where
 * all is there, or the files cannot tell; `made` holds names that earlier commands may have made.
 */
export function missingTest(facts: RepositoryFacts, words: readonly string[], directory: string, made: ReadonlySet<string>): string | null {
  if (words[0] !== 'unittest' || words[1] === 'discover') return null
  for (const word of words.slice(1)) {
    const lost = DOTTED.test(word) ? lostPart(facts, word.split('.'), directory, made) : null
    if (lost !== null) return `\`${lost}\`, which unittest is given, is not there`
  }
  return null
}

function lostPart(facts: RepositoryFacts, parts: readonly string[], directory: string, made: ReadonlySet<string>): string | null {
  if (parts.some((part) => made.has(part))) return null
  for (let at = 0; at < parts.length; at += 1) {
    const path = normalPath(`${directory}/${parts.slice(0, at + 1).join('/')}`)
    const next = parts[at + 1]
    if (facts.paths.has(`${path}.py`)) return next === undefined || mayOffer(facts, `${path}.py`, next) ? null : parts.slice(0, at + 2).join('.')
    if (facts.paths.has(path)) continue
    // What begins elsewhere may be installed.
    if (at === 0 || isGitIgnored(facts, `${path}.py`)) return null
    const folder = path.slice(0, path.lastIndexOf('/'))
    return mayOffer(facts, `${folder}/__init__.py`, parts[at] ?? '') ? null : parts.slice(0, at + 1).join('.')
  }
  return null
}

/** Whether a module has a name, as far as can be told: one that could not be read may have any, one that is not there has none. */
function mayOffer(facts: RepositoryFacts, path: string, name: string): boolean {
  if (!facts.paths.has(path)) return false
  const file = pythonFileAt(facts, path)
  return file === null || file.tree.errors.length > 0 || offersName(file.tree, name)
}
