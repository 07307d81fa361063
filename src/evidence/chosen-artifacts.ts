import type { WorkflowRun } from '../model/run.ts'
import type { ListedArtifact, RunArtifact } from '../model/run-artifact.ts'
import { BUNDLE_NAME } from '../parse/reports/manifest.ts'

/** Each costs a request. */
const MOST = 3
/** Larger ones are not fetched: 50 MB, as an artifact is read. */
const LARGEST = 50_000_000
/** Names of what decides a verdict, and of what stands beside it or may be anything. */
const DECIDING = /(?<!la)tests?|junit|metric|(?<!ri)eval|mlflow|mlruns|drift|evidently|prom(?!pt|ot)/i
const BESIDE = /cov|report|result/i

type LeftArtifact = { readonly artifact: ListedArtifact; readonly reason: string }

/** Artifacts of a run that are worth fetching, at most three, the most telling first; those that are left, with why. */
type ChosenArtifacts = { readonly chosen: readonly ListedArtifact[]; readonly left: readonly LeftArtifact[] }

/**
 * Chooses among the artifacts of a run by name (what begins with `capstone-evidence`, as each job of a matrix uploads one; then what is named as a report that
 * decides a verdict, then other reports), then the smallest. Of several of one name the newest is meant, and what was uploaded before the newest attempt began
 * belongs to an earlier one.
 */
export function chosenArtifacts(listed: readonly ListedArtifact[], run: WorkflowRun): ChosenArtifacts {
  const starts = (run.jobs ?? []).flatMap(({ startedAt }) => startedAt ?? [])
  const since = starts.length === 0 ? 0 : Math.min(...starts)
  const newest = new Map<string, ListedArtifact>()
  // GitHub's times are of whole seconds.
  for (const one of listed.toSorted((left, right) => left.id - right.id)) if (one.createdAt + 1000 >= since) newest.set(one.name, one)
  const sorted = [...newest.values()].toSorted((left, right) => rankOf(left) - rankOf(right) || left.bytes - right.bytes || left.id - right.id)
  const reasonOf = ({ isExpired, bytes }: ListedArtifact): string | null => (isExpired ? 'it has expired on GitHub' : bytes > LARGEST ? `it is ${Math.round(bytes / 1_000_000)} MB; at most 50 MB are read` : null)
  const open = sorted.filter((one) => reasonOf(one) === null)
  return {
    chosen: open.slice(0, MOST),
    left: [...sorted.flatMap((artifact) => {
      const reason = reasonOf(artifact)
      return reason === null ? [] : [{ artifact, reason }]
    }), ...open.slice(MOST).map((artifact) => ({ artifact, reason: `the run uploads ${open.length} artifacts; ${MOST} are read` }))],
  }
}

/** Why an artifact need not be fetched beside those that were read: one of them is a bundle with reports, which is where a run puts all of its reports. Null where it is one itself, or none was. */
export function readInstead({ name }: Pick<ListedArtifact, 'name'>, read: readonly RunArtifact[]): string | null {
  const bundle = read.find((one) => isBundle(one) && one.reports.some(({ kind }) => kind !== 'manifest'))
  return bundle === undefined || isBundle({ name }) ? null : `${bundle.name} is read in its place`
}

function rankOf(artifact: ListedArtifact): number {
  return isBundle(artifact) ? 0 : DECIDING.test(artifact.name) ? 1 : BESIDE.test(artifact.name) ? 2 : 3
}

function isBundle({ name }: Pick<ListedArtifact, 'name'>): boolean {
  return name.startsWith(BUNDLE_NAME)
}
