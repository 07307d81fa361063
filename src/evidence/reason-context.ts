import type { ProofPlan } from '../model/proof-plan.ts'
import type { AssessmentRecord } from '../model/record.ts'
import type { ReasonContext, RunReason } from '../model/run-reason.ts'
import { nearestNames } from '../parse/near-names.ts'
import { isKnownPackage, OFTEN_ASKED, packageOfModule } from '../parse/package-names.ts'
import type { FailedJob } from './jobs-that-failed.ts'
import { isKeptApart } from './kept-apart.ts'

/** Folders that hold a project's own modules by custom, and names that its modules often have: packages of these names on PyPI are hardly ever meant. */
const OWN_BY_CUSTOM: ReadonlySet<string> = new Set(['src', 'app', 'tests'])
const OWN_BY_NAME: ReadonlySet<string> = new Set([
  'api', 'backend', 'common', 'components', 'config', 'constants', 'core', 'data', 'database', 'evaluate', 'evaluation', 'exception', 'exceptions', 'features', 'frontend', 'helper', 'helpers', 'inference', 'lib', 'logger', 'main', 'ml',
  'model', 'models', 'monitoring', 'pipeline', 'pipelines', 'predict', 'predictor', 'preprocess', 'preprocessing', 'routers', 'routes', 'schema', 'schemas', 'scripts', 'serve', 'server', 'service', 'services', 'settings', 'steps', 'train',
  'trainer', 'training', 'test', 'util', 'utils',
])
const MOST_PATHS = 4_000

/** The paths of the repository that its plan and record name, by the project's own folder too: of a large one not all that are there. */
export function pathsNamed({ criteria, repository }: Pick<AssessmentRecord, 'criteria' | 'repository'>, plan: Pick<ProofPlan, 'paths' | 'tests' | 'workflows'>): readonly string[] {
  const inProject = repository.project === '.' ? '' : `${repository.project}/`
  const evidence = criteria.flatMap(({ evidence: shown, against }) => [...shown, ...against].flatMap((one) => one.kind === 'file' ? [one.path] : []))
  const all = [...plan.paths, ...evidence, ...plan.tests.listed.map(({ path }) => path), ...plan.workflows.map(({ path }) => path)]
  return [...new Set(all.flatMap((path) => inProject !== '' && path.startsWith(inProject) ? [path, path.slice(inProject.length)] : [path]))].slice(0, MOST_PATHS)
}

/** What the repository adds to why a job failed. `paths` are those of its files that are known (`pathsNamed`). */
export function contextOf({ kind, line, about: [first = ''] }: RunReason, { requirements }: Pick<FailedJob, 'requirements'>, paths: readonly string[]): ReasonContext {
  const [word = ''] = first.split('.')
  const isModule = kind === 'missing-module' && word !== ''
  return {
    packageName: isModule ? packageOfModule(first) : null,
    isOwnModule: isModule && (OWN_BY_CUSTOM.has(word) || (!isKnownPackage(first) && paths.some((path) => path.endsWith('.py') && (path.split('/').slice(0, -1).includes(word) || path === `${word}.py` || path.endsWith(`/${word}.py`))))),
    isOwnByName: isModule && OWN_BY_NAME.has(word), isInCommit: kind === 'no-such-file' && paths.some((path) => path === first || path.startsWith(`${first}/`)), isData: isKeptApart(first),
    near: kind === 'missing-package' || kind === 'package-build' ? nearPackage(first, line) : kind === 'no-such-file' ? nearPath(first, paths) : null, requirements: requirements[0] ?? null,
  }
}

/** Another name only where the index has none under this one: of a version that is not there the name is right. */
function nearPackage(requirement: string, line: string): string | null {
  if (/\(from versions: (?!none)/.test(line)) return null
  const name = /^[\w.-]+/.exec(requirement)?.[0].toLowerCase().replace(/[_.]+/g, '-') ?? ''
  const brought = packageOfModule(/^[\w.-]+/.exec(requirement)?.[0] ?? '')
  if (brought !== '' && brought.toLowerCase() !== name && brought.toLowerCase().replace(/[_.]+/g, '-') !== name) return brought
  if (!/from versions: none|was not found in the package registry|No matching distribution|Could not find a matching version/.test(line)) return null
  const [near] = nearestNames(name, OFTEN_ASKED)
  return near === undefined || near === name ? null : near
}

function nearPath(path: string, paths: readonly string[]): string | null {
  const ending = /\.\w+$/.exec(path)?.[0] ?? ''
  const [near] = nearestNames(path, paths.filter((one) => one !== path && (/\.\w+$/.exec(one)?.[0] ?? '') === ending))
  // Data of a like name elsewhere (a sample for tests) are other data.
  if (near !== undefined || isKeptApart(path)) return near ?? null
  // The same file in another folder.
  const name = path.split('/').at(-1) ?? path
  return paths.find((one) => one !== path && one.split('/').at(-1) === name) ?? null
}
