import type { ProofPlan } from '../model/proof-plan.ts'
import type { AssessmentRecord } from '../model/record.ts'
import type { ReasonContext, RunReason } from '../model/run-reason.ts'
import { nearestNames } from '../parse/near-names.ts'
import { OFTEN_ASKED, packageOfModule } from '../parse/package-names.ts'
import type { FailedJob } from './jobs-that-failed.ts'

/** Folders that hold a project's own modules by custom. */
const OWN_BY_CUSTOM: ReadonlySet<string> = new Set(['src', 'app', 'tests'])
const MOST_PATHS = 2_000

/** The paths of the repository that its record and plan name: not all that are there. */
export function pathsNamed({ criteria, repository }: Pick<AssessmentRecord, 'criteria' | 'repository'>, plan: Pick<ProofPlan, 'tests' | 'workflows'>): readonly string[] {
  const inProject = repository.project === '.' ? '' : `${repository.project}/`
  const evidence = criteria.flatMap(({ evidence: shown, against }) => [...shown, ...against].flatMap((one) => one.kind === 'file' ? [one.path] : []))
  const all = [...evidence, ...plan.tests.listed.map(({ path }) => path), ...plan.workflows.map(({ path }) => path)]
  return [...new Set(all.flatMap((path) => inProject !== '' && path.startsWith(inProject) ? [path, path.slice(inProject.length)] : [path]))].slice(0, MOST_PATHS)
}

/** What the repository adds to why a job failed. `paths` are those of its files that are known (`pathsNamed`). */
export function contextOf({ kind, about: [first = ''] }: RunReason, { requirements }: Pick<FailedJob, 'requirements'>, paths: readonly string[]): ReasonContext {
  const [word = ''] = first.split('.')
  const isOwnModule = kind === 'missing-module' && (OWN_BY_CUSTOM.has(word) || paths.some((path) => path.split('/').slice(0, -1).includes(word) || path === `${word}.py` || path.endsWith(`/${word}.py`)))
  return {
    packageName: kind === 'missing-module' && word !== '' ? packageOfModule(first) : null, isOwnModule,
    near: kind === 'missing-package' ? nearPackage(first) : kind === 'no-such-file' ? nearPath(first, paths) : null, requirements: requirements[0] ?? null,
  }
}

function nearPackage(requirement: string): string | null {
  const name = /^[\w.-]+/.exec(requirement)?.[0].toLowerCase().replace(/[_.]+/g, '-') ?? ''
  const [near] = nearestNames(name, OFTEN_ASKED)
  return near === undefined || near === name ? null : near
}

function nearPath(path: string, paths: readonly string[]): string | null {
  const [near] = nearestNames(path, paths.filter((one) => one !== path))
  if (near !== undefined) return near
  // The same file in another folder.
  const name = path.split('/').at(-1) ?? path
  return paths.find((one) => one !== path && one.split('/').at(-1) === name) ?? null
}
