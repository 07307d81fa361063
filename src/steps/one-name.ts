import type { CommitTrace } from '../model/commit-trace.ts'
import type { DomainEvent } from '../model/work.ts'
import type { ProgressSeen } from './seen.ts'

/** The facts of events that name a branch of the repository. */
const NAMING = ['branch', 'headBranch', 'baseBranch'] as const

/**
 * The same with one name for the default branch: what was told of it under a name that it had before it was renamed is told under the one that it has. The judged
 * commits tell those names. That such a name is gone is no deletion of the branch. Where it was never renamed, what comes in is given back.
 */
export function underOneName(seen: ProgressSeen): ProgressSeen {
  const former = formerNames(seen)
  if (former.size === 0) return seen
  const { repository: { id, defaultBranch }, events, traces } = seen
  return {
    ...seen,
    events: events.filter(({ kind, facts }) => !(kind === 'branch.deleted' && isIn(facts['branch'], former))).map((event) => renamedEvent(event, id, former, defaultBranch)),
    traces: traces.map((trace) => renamedTrace(trace, former, defaultBranch)),
  }
}

/** The names that the default branch had, as judged commits of it say, before any was judged under the name of today: one that was the default for a while in between is a branch of its own. */
function formerNames({ repository: { defaultBranch }, traces }: ProgressSeen): ReadonlySet<string> {
  const own = traces.filter(({ branch, isDefaultBranch }) => isDefaultBranch && branch !== null)
  const today = Math.min(...own.filter(({ branch }) => branch === defaultBranch).map(({ since }) => since))
  return new Set(own.flatMap(({ branch, since }) => branch !== null && branch !== defaultBranch && since < today ? [branch] : []))
}

/** A branch of a fork keeps its name: it was not renamed. */
function renamedEvent(event: DomainEvent, repositoryId: number, former: ReadonlySet<string>, name: string): DomainEvent {
  const isOfFork = (key: string): boolean => key === 'headBranch' && event.facts['headRepositoryId'] !== repositoryId
  const changed = NAMING.filter((key) => isIn(event.facts[key], former) && !isOfFork(key))
  return changed.length === 0 ? event : { ...event, facts: { ...event.facts, ...Object.fromEntries(changed.map((key) => [key, name])) } }
}

function renamedTrace(trace: CommitTrace, former: ReadonlySet<string>, name: string): CommitTrace {
  const { branch, isDefaultBranch, runs } = trace
  return {
    ...trace, branch: isDefaultBranch && isIn(branch, former) ? name : branch,
    runs: runs.map((run) => isIn(run.branch, former) && !isOfFork(trace) ? { ...run, branch: name } : run),
  }
}

function isOfFork({ branch }: CommitTrace): boolean {
  return branch?.startsWith('refs/pull/') === true
}

function isIn(branch: unknown, names: ReadonlySet<string>): boolean {
  return typeof branch === 'string' && names.has(branch)
}
