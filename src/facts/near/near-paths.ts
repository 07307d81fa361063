import { nearestNames } from '../../parse/near-names.ts'
import { FOREIGN_ROLES } from '../paths/role.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from '../settings/settings.ts'

/** A path that is nearly one that is looked for, and what it would have to be. */
export type NearPath = { readonly path: string; readonly meant: string }

const MOST_FILES = 20_000
/** Names of fewer letters are near to too many others. */
const SHORT = 5

/** The project's file whose name is nearest to one that is looked for, without being one; null where none is near. A second ending (`Dockerfile.txt`) counts as a slip, too. */
export function nearPathOf(facts: RepositoryFacts, wanted: readonly string[]): NearPath | null {
  const files = [...facts.files.values()].filter(({ role }) => !FOREIGN_ROLES.has(role)).slice(0, MOST_FILES).map(({ path }) => path)
  for (const name of wanted) {
    const others = files.filter((path) => !wanted.some((one) => nameOf(path).toLowerCase() === one.toLowerCase()))
    const stem = stemOf(name)
    const path = others.find((one) => nameOf(one).toLowerCase() === `${name.toLowerCase()}.txt`) ?? others.find((one) => isSameEnding(endingOf(one), endingOf(name)) && isSlipOf(stemOf(nameOf(one)), stem))
    if (path !== undefined) return { path, meant: `${path.slice(0, path.length - nameOf(path).length)}${name}` }
  }
  return null
}

/** A slip leaves out the dot in front, or leaves the first letter as it is, or exchanges letters; among names of a few letters (`dev`, `svc`) only an exchange is one, since most of them mean something else. */
function isSlipOf(written: string, meant: string): boolean {
  const bare = (name: string): string => name.toLowerCase().replace(/^\./, '')
  const [one, other] = [bare(written), bare(meant)]
  const lettersOf = (word: string): string => Array.from(word).sort().join('')
  if (one === other || lettersOf(one) === lettersOf(other)) return nearestNames(one, [other]).length > 0
  return other.length >= SHORT && one.slice(0, 1) === other.slice(0, 1) && nearestNames(one, [other]).length > 0
}

/** YAML has two endings, of which a tool may read only one. */
function isSameEnding(one: string, other: string): boolean {
  return one.replace('.yml', '.yaml') === other.replace('.yml', '.yaml')
}

function stemOf(name: string): string {
  const end = name.lastIndexOf('.')
  return end > 0 ? name.slice(0, end) : name
}

function endingOf(path: string): string {
  const name = nameOf(path)
  return name.slice(stemOf(name).length).toLowerCase()
}

/** A workflow of GitHub that lies where GitHub does not look for one: `on` and `jobs` in a YAML file, or any file of `.github/workflows` that is no YAML by its name. */
export function misplacedWorkflowOf(facts: RepositoryFacts): NearPath | null {
  for (const { path, facts: read } of facts.files.values()) {
    if (/^\.github\/workflows\/[^/]+\.ya?ml$/.test(path)) continue
    const name = nameOf(path)
    if (/^\.github\/workflows\/[^/]+$/.test(path) && /\.ya?ml\.\w{1,5}$|\.y[am]l?$/i.test(name)) return { path, meant: `.github/workflows/${name.replace(/\.ya?ml\.\w{1,5}$|\.y[am]l?$/i, '.yml')}` }
    if (read?.kind !== 'yaml' || !/\.ya?ml$/i.test(path) || !isNearWorkflows(path)) continue
    const isWorkflow = read.documents.some(({ value }) => typeof value === 'object' && value !== null && !Array.isArray(value) && Object.hasOwn(value, 'on') && Object.hasOwn(value, 'jobs'))
    if (isWorkflow) return { path, meant: `.github/workflows/${name}` }
  }
  return null
}

/** Templates and examples of workflows lie elsewhere on purpose. */
function isNearWorkflows(path: string): boolean {
  return !/(?:^|\/)(?:templates?|examples?|docs?|tests?|samples?|workflow-templates)\//i.test(path)
}
