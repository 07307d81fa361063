import type { WorkflowRun } from '../model/run.ts'
import type { ListedArtifact } from '../model/run-artifact.ts'
import { BUNDLE_NAME } from '../parse/reports/manifest.ts'

const MOST = 5
/** Larger ones are not fetched: 50 MB, as an artifact is read. */
const LARGEST = 50_000_000
const REPORTS = /tests?|junit|pytest|cov|metric|eval|mlflow|mlruns|drift|evidently|prom|report|result/i

/** Artifacts of a run that are worth fetching, at most five, the most telling first; those that are left, with why. */
type ChosenArtifacts = { readonly chosen: readonly ListedArtifact[]; readonly left: readonly { readonly artifact: ListedArtifact; readonly reason: string }[] }

/**
 * Chooses among the artifacts of a run by name (what begins with `capstone-evidence`, as each job of a matrix uploads one; then what is named as a report), then the smallest. Of several of one name the newest is
 * meant, and what was uploaded before the newest attempt began belongs to an earlier one.
 */
export function chosenArtifacts(listed: readonly ListedArtifact[], run: WorkflowRun): ChosenArtifacts {
  const starts = (run.jobs ?? []).flatMap(({ startedAt }) => startedAt ?? [])
  const since = starts.length === 0 ? 0 : Math.min(...starts)
  const newest = new Map<string, ListedArtifact>()
  // GitHub's times are of whole seconds.
  for (const one of listed.toSorted((left, right) => left.id - right.id)) if (one.createdAt + 1000 >= since) newest.set(one.name, one)
  const rank = ({ name }: ListedArtifact): number => (name.startsWith(BUNDLE_NAME) ? 0 : REPORTS.test(name) ? 1 : 2)
  const sorted = [...newest.values()].toSorted((left, right) => rank(left) - rank(right) || left.bytes - right.bytes || left.id - right.id)
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
