import { globMatcher } from '../../parse/glob.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { folderOf, nameOf } from './settings.ts'

/** One line of an ignore file, read against the folder that its patterns start from. */
type Rule = { readonly keeps: boolean; readonly accepts: (path: string) => boolean }
type PlacedRule = Rule & { readonly path: string; readonly line: number; readonly text: string }

const RULES = 500

/** Whether Git leaves this path (from the repository's root) out, by the project's .gitignore files: what is not committed may still be made or fetched. */
export function isGitIgnored(facts: RepositoryFacts, path: string): boolean {
  const answers = ignoredOf(facts)
  const known = answers.get(path)
  if (known !== undefined) return known
  const answer = decide(gitRules(facts), path)
  if (answers.size < MOST_ANSWERS) answers.set(path, answer)
  return answer
}

/** Answers already given: commands name the same paths again and again. */
const ignoredOf = memoise((_facts: RepositoryFacts): Map<string, boolean> => new Map())
const MOST_ANSWERS = 50_000

/** The line of a .gitignore that leaves this path out; null where none does. */
export function ignoringRuleOf(facts: RepositoryFacts, path: string): { readonly path: string; readonly line: number; readonly text: string } | null {
  const rule = gitRules(facts).findLast((one) => one.accepts(path))
  return rule === undefined || rule.keeps ? null : rule
}

/**
 * Makes the test of one .dockerignore's entries: paths are given from the build context's root.
 * Its patterns are anchored there, unlike those of .gitignore (Docker's documentation, ".dockerignore files").
 */
export function dockerIgnores(entries: readonly { readonly text: string }[]): (path: string) => boolean {
  const rules = entries.slice(0, RULES).map(({ text }): Rule => {
    const keeps = text.startsWith('!')
    const pattern = trimmed(keeps ? text.slice(1) : text)
    const accepts = globMatcher(pattern)
    return { keeps, accepts: (path) => accepts(path) || foldersOf(path).some(accepts) }
  })
  return (path) => decide(rules, path)
}

const gitRules = memoise((facts: RepositoryFacts): readonly PlacedRule[] =>
  [...facts.files.values()].flatMap(({ path, facts: read }) => read?.kind === 'lines' && nameOf(path) === '.gitignore'
    ? read.entries.map((entry) => ({ ...gitRule(entry.text, folderOf(path)), path, line: entry.line, text: entry.text }))
    : []).slice(0, RULES))

function gitRule(text: string, folder: string): Rule {
  const keeps = text.startsWith('!')
  const bare = keeps ? text.slice(1) : text
  const pattern = trimmed(bare)
  const anchored = bare.startsWith('/') || pattern.includes('/')
  const accepts = globMatcher(anchored ? pattern : `**/${pattern}`)
  const inside = folder === '.' ? '' : `${folder}/`
  return {
    keeps,
    accepts: (path) => path.startsWith(inside) && [path.slice(inside.length), ...foldersOf(path.slice(inside.length))].some(accepts),
  }
}

function trimmed(pattern: string): string {
  return pattern.trim().replace(/^\.?\//, '').replace(/\/$/, '')
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1)
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'))
}

/** The last rule that accepts decides. */
function decide(rules: readonly Rule[], path: string): boolean {
  return rules.findLast((rule) => rule.accepts(path))?.keeps === false
}
