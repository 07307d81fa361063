import { listedPackagesOf } from '../dependencies/listed-packages.ts'
import { memoise } from '../memoise.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import { nameOf } from './settings.ts'

/** The names under which each tool looks for its hooks where nobody names another file: pre-commit takes one ending of YAML alone, prek both. */
export const HOOK_CONFIGS: Readonly<Record<'pre-commit' | 'prek', readonly string[]>> = { 'pre-commit': ['.pre-commit-config.yaml'], prek: ['.pre-commit-config.yaml', '.pre-commit-config.yml'] }

/** Whether the tool that a project uses reads its hooks from a file of this path: prek where the project asks for that package, else pre-commit. */
export function isHookConfig(facts: RepositoryFacts, path: string): boolean {
  return HOOK_CONFIGS[asksForPrek(facts) ? 'prek' : 'pre-commit'].includes(nameOf(path))
}

const asksForPrek = memoise((facts: RepositoryFacts): boolean => listedPackagesOf(facts).some(({ name }) => name === 'prek'))
