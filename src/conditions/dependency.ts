import { everyCommandOf } from '../facts/commands/every-command.ts'
import { startedCommandsOf } from '../facts/containers/started-commands.ts'
import { listedPackagesOf } from '../facts/dependencies/listed-packages.ts'
import { memoise } from '../facts/memoise.ts'
import { definitionsOf } from '../facts/python/definitions.ts'
import { modulesOf } from '../facts/python/modules.ts'
import { fileEvidence, type RepositoryFacts } from '../facts/repository-facts.ts'
import type { ConditionOf } from '../model/condition.ts'
import { packageName } from '../parse/requirements.ts'
import type { ConditionCheck } from './frame/condition-check.ts'
import { sightingOf } from './frame/sightings.ts'

/** Packages whose module bears another name. */
const MODULES: Readonly<Record<string, string>> = {
  'scikit-learn': 'sklearn', 'opencv-python': 'cv2', 'opencv-python-headless': 'cv2', pillow: 'PIL', pyyaml: 'yaml', beautifulsoup4: 'bs4', mysqlclient: 'MySQLdb', protobuf: 'google.protobuf', attrs: 'attr',
  'umap-learn': 'umap', pyjwt: 'jwt', 'imbalanced-learn': 'imblearn',
}

/** What names add to that of the module: `hydra-core`, `psycopg2-binary`, `python-dotenv`. */
const VARIANT = /^python-|-(?:core|client|sdk|python|binary|cpu|gpu|headless)$/

/** A package that the project asks for and uses; one that is listed and that nothing imports or runs counts in part. */
export const dependency: ConditionCheck<'dependency'> = {
  kind: 'dependency',
  revision: 1,
  describe: ({ name }) => `a dependency \`${name}\` that is used`,
  next: ({ name }) => `List \`${name}\` among the project's dependencies, and import or run it.`,
  mayStandIn: (_, path) => /(?:^|\/)(?:[^/]*requirements?[^/]*\.(?:txt|in|pip)|pyproject\.toml|pipfile|setup\.(?:py|cfg)|(?:conda|environment)[^/]*\.ya?ml)$/i.test(path),
  look: (condition, facts) => {
    const listed = listedPackagesOf(facts).filter(({ name }) => name === packageName(condition.name))
    const why = isUsed(facts, condition) ? null : 'it is listed, and nothing imports or runs it'
    return sightingOf(listed.map(({ path, line, name }) => ({ place: fileEvidence(facts, path, line, `${name} is listed`), why })))
  },
}

function isUsed(facts: RepositoryFacts, { name, module }: ConditionOf<'dependency'>): boolean {
  const { modules, tools } = usedOf(facts)
  const listed = packageName(name) ?? ''
  const known = Object.hasOwn(MODULES, listed) ? MODULES[listed] : undefined
  const candidates = module !== null ? [module] : [known, listed.replaceAll('-', '_'), listed.replaceAll('-', '.'), listed.replace(VARIANT, '')].filter((one) => one !== undefined)
  return candidates.some((candidate) => modules.has(candidate.toLowerCase())) || tools.has(listed)
}

/** Every module that code, tests or notebooks import, with those above it, and every tool that workflows, tasks and containers run; in lower case. */
const usedOf = memoise((facts: RepositoryFacts): { readonly modules: ReadonlySet<string>; readonly tools: ReadonlySet<string> } => {
  const modules = new Set<string>()
  for (const { tree } of modulesOf(facts)) {
    for (const { module, name, level } of definitionsOf(tree).imports) {
      if (level > 0) continue
      const parts = (name === null ? module : `${module}.${name}`).toLowerCase().split('.')
      parts.slice(0, 6).forEach((_, index) => { modules.add(parts.slice(0, index + 1).join('.')) })
    }
  }
  const started = startedCommandsOf(facts).flatMap(({ text }) => text.match(/[\w.-]+/g) ?? [])
  const words = everyCommandOf(facts).map((command) => command.words[0] ?? '')
  return { modules, tools: new Set([...words, ...started].map((word) => packageName(word) ?? '')) }
})
