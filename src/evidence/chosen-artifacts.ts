import type { ReportFacts } from '../model/report-facts.ts'
import type { WorkflowRun } from '../model/run.ts'
import type { ListedArtifact, RunArtifact } from '../model/run-artifact.ts'
import { BUNDLE_NAME } from '../parse/reports/manifest.ts'

/** Of one run; each costs a request. */
export const MOST_READ = 3
/** Larger ones are not fetched: 50 MB, as an artifact is read. */
const LARGEST = 50_000_000
/** The kinds of report that names promise, those that decide a verdict and those that stand beside it; a name can promise several. */
const DECIDING: readonly (readonly [RegExp, ReportFacts['kind']])[] = [
  [/(?<!la)tests?|junit/i, 'tests'], [/metric|(?<!ri)eval/i, 'metrics'], [/mlflow|mlruns/i, 'mlflow'], [/drift|evidently/i, 'drift'], [/prom(?!pt|ot)/i, 'prometheus'],
]
const BESIDE: readonly (readonly [RegExp, ReportFacts['kind']])[] = [[/cov/i, 'coverage']]
/** Named as some report, it is not said of what. */
const SOME_REPORT = /report|result/i

type LeftArtifact = { readonly artifact: ListedArtifact; readonly reason: string }

/** Artifacts of a run that can be fetched, the most telling first; those that cannot, with why. */
type ChosenArtifacts = { readonly inOrder: readonly ListedArtifact[]; readonly left: readonly LeftArtifact[] }

/**
 * Puts the artifacts of a run in the order in which they are worth fetching: by name (what begins with `capstone-evidence`, as each job of a matrix uploads one;
 * then what is named as a report that decides a verdict, then other reports), then the smallest. Of several of one name the newest is meant, and what was
 * uploaded before the newest attempt began belongs to an earlier one.
 */
export function chosenArtifacts(listed: readonly ListedArtifact[], run: WorkflowRun): ChosenArtifacts {
  const starts = (run.jobs ?? []).flatMap(({ startedAt }) => startedAt ?? [])
  const since = starts.length === 0 ? 0 : Math.min(...starts)
  const newest = new Map<string, ListedArtifact>()
  // GitHub's times are of whole seconds.
  for (const one of listed.toSorted((left, right) => left.id - right.id)) if (one.createdAt + 1000 >= since) newest.set(one.name, one)
  const sorted = [...newest.values()].toSorted((left, right) => rankOf(left) - rankOf(right) || left.bytes - right.bytes || left.id - right.id)
  const reasonOf = ({ isExpired, bytes }: ListedArtifact): string | null => (isExpired ? 'it has expired on GitHub' : bytes > LARGEST ? `it is ${Math.round(bytes / 1_000_000)} MB; at most 50 MB are read` : null)
  return {
    inOrder: sorted.filter((one) => reasonOf(one) === null),
    left: sorted.flatMap((artifact) => {
      const reason = reasonOf(artifact)
      return reason === null ? [] : [{ artifact, reason }]
    }),
  }
}

/** Why an artifact is left out once `MOST_READ` of those that can be fetched, `count` in all, were. */
export function leftOver(count: number): string {
  return `the run uploads ${count} artifacts; ${MOST_READ} are read`
}

/**
 * Why an artifact need not be fetched beside those that were read: bundles among them hold every kind of report that its name promises, or it promises none and
 * a bundle holds the run's reports. Null where it is a bundle itself, or may hold what no bundle does.
 */
export function readInstead({ name }: Pick<ListedArtifact, 'name'>, read: readonly RunArtifact[]): string | null {
  const bundles = read.filter((one) => isBundle(one) && one.reports.some(({ kind }) => kind !== 'manifest'))
  if (isBundle({ name }) || bundles.length === 0) return null
  const promised = [...DECIDING, ...BESIDE].flatMap(([words, kind]) => words.test(name) ? [kind] : [])
  const holders = bundles.filter(({ reports }) => promised.length === 0 || reports.some(({ kind }) => promised.includes(kind)))
  if (promised.some((kind) => !holders.some(({ reports }) => reports.some((report) => report.kind === kind)))) return null
  const names = holders.map((one) => one.name).join(' and ')
  return promised.length === 0 ? `the run's reports are read from ${names}` : `${names} ${holders.length === 1 ? 'is' : 'are'} read in its place`
}

function rankOf(artifact: ListedArtifact): number {
  const isNamed = ([words]: (typeof DECIDING)[number]): boolean => words.test(artifact.name)
  return isBundle(artifact) ? 0 : DECIDING.some(isNamed) ? 1 : BESIDE.some(isNamed) || SOME_REPORT.test(artifact.name) ? 2 : 3
}

function isBundle({ name }: Pick<ListedArtifact, 'name'>): boolean {
  return name.startsWith(BUNDLE_NAME)
}
