import type { CommitTrace, TracedCriterion, TracedRun } from '../../src/model/commit-trace.ts'
import type { Decision, Statement } from '../../src/model/decision.ts'
import type { Experiments } from '../../src/model/experiments.ts'
import type { RunEvidence } from '../../src/model/evidence.ts'
import type { CodePiece, ModelState } from '../../src/model/model-state.ts'
import type { StepId, StepRecord } from '../../src/model/progress.ts'
import type { Deployment } from '../../src/model/run.ts'
import type { DomainEvent } from '../../src/model/work.ts'
import { progressOf } from '../../src/steps/progress.ts'
import type { ProgressSeen } from '../../src/steps/seen.ts'

const MINUTE = 60_000
/** When the stories of tests begin. */
const MORNING = Date.UTC(2026, 2, 2, 9)
export const PAGE = 'https://github.com/octo-org/churn'
const NONE = '0'.repeat(40)

/** A SHA that shows its name: `sha('tune')` begins with `tune`. */
export function sha(name: string): string {
  return name.padEnd(40, '0')
}

/** A time, in minutes after the morning. */
function at(minutes: number): number {
  return MORNING + minutes * MINUTE
}

const actorOf = (login: string): DomainEvent['actor'] => ({ id: login.length, login })
const event = (kind: string, minutes: number, login: string, facts: DomainEvent['facts']): DomainEvent =>
  ({ id: `${kind}-${minutes}-${JSON.stringify(facts).length}-${Object.values(facts).join('-').slice(0, 120)}:0`, kind, installationId: 7, repositoryId: 42, actor: actorOf(login), at: at(minutes), facts })

/** When a story's minute is, in milliseconds since 1970. */
export function minute(minutes: number): number {
  return at(minutes)
}

/** A push of `before..after` to a branch; of a new branch `before` is null. */
export function push(minutes: number, branch: string, before: string | null, after: string, login = 'ana'): DomainEvent {
  return event('push', minutes, login, { branch, before: before === null ? NONE : sha(before), after: sha(after), created: before === null, forced: false })
}

export function deletion(minutes: number, branch: string, before: string): DomainEvent {
  return event('branch.deleted', minutes, 'ana', { branch, before: sha(before) })
}

type PullFields = { readonly number?: number; readonly head: string; readonly base: string; readonly branch?: string; readonly into?: string; readonly fork?: number; readonly merged?: string; readonly login?: string; readonly by?: string }

/** What became of a pull request; `merged` is the commit that its merge made. */
export function pull(minutes: number, action: string, { number = 1, head, base, branch = 'tune', into = 'main', fork = 42, merged, login = 'ana', by = login }: PullFields): DomainEvent {
  return event(`pull_request.${action}`, minutes, by, {
    number, headSha: sha(head), headBranch: branch, headRepositoryId: fork, baseSha: sha(base), baseBranch: into, merged: merged !== undefined, mergeSha: merged === undefined ? null : sha(merged),
    draft: false, authorId: login.length, authorIsBot: login.endsWith('[bot]'),
  })
}

type RunFields = { readonly id: number; readonly head: string; readonly conclusion: string; readonly branch?: string; readonly attempt?: number; readonly workflow?: number; readonly event?: string; readonly fork?: number }

/** A run that ended, as a webhook tells it. */
export function ended(minutes: number, { id, head, conclusion, branch = 'tune', attempt = 1, workflow = 1, event: start = 'push', fork = 42 }: RunFields): DomainEvent {
  return event('workflow_run.completed', minutes, 'ana', { runId: id, attempt, workflowId: workflow, event: start, headSha: sha(head), headBranch: branch, headRepositoryId: fork, status: 'completed', conclusion })
}

/** A status of a deployment. */
export function stated(minutes: number, deploymentId: number, head: string, state: string): DomainEvent {
  return event('deployment_status', minutes, 'ana', { deploymentId, sha: sha(head), statusId: minutes, state })
}

/** The same run as its commit's trace has it. */
export function tracedRun(minutes: number, { id, head, conclusion, branch = 'tune', attempt = 1, event: start = 'push' }: RunFields, failed: readonly string[] = []): TracedRun {
  return {
    id, attempt, name: 'CI', path: '.github/workflows/ci.yml', event: start, branch, headSha: sha(head), status: 'completed', conclusion: conclusion as TracedRun['conclusion'], url: `${PAGE}/actions/runs/${id}`,
    createdAt: at(minutes - 2), updatedAt: at(minutes), failed,
  }
}

export function deployment(minutes: number, id: number, head: string, state: Deployment['state'], environment = 'production'): Deployment {
  return { id, sha: sha(head), ref: 'main', environment, createdAt: at(minutes - 1), state, url: null, logUrl: null, statedAt: at(minutes) }
}

/** A step of a run, as evidence of a criterion. */
export function stepOf(run: number, head: string, conclusion: string, step = 'pytest'): RunEvidence {
  return { kind: 'run', workflow: '.github/workflows/ci.yml', workflowBlob: 'b', controlledBy: 'student', job: 'test', step, headSha: sha(head), conclusion, url: `${PAGE}/actions/runs/${run}/job/${run}0` }
}

export function traced(id: TracedCriterion['id'], changes: Partial<TracedCriterion> = {}): TracedCriterion {
  return { id, outcome: 'present', basis: 'observed', proofFrom: null, evidence: [], against: [], ...changes }
}

/** The state of a model whose `max_depth` has a value, in params.yaml; `locked` is what dvc.lock says of it, null where there is no DVC. */
export function model(depth: string, { locked = null, training = 'fit-1', preprocessing = 'clean-1', data = 'data-1' }: { readonly locked?: string | null; readonly training?: string; readonly preprocessing?: string; readonly data?: string } = {}): ModelState {
  const piece = (name: string, path: string, digest: string): CodePiece => ({ name, path, line: 12, blob: 'b', digest })
  return {
    parameters: [{ name: 'train.max_depth', value: depth, path: 'params.yaml', line: 4, blob: 'b' }],
    preprocessing: [piece('clean_text', 'src/prepare.py', preprocessing)], training: [piece('train', 'src/train.py', training)],
    locked: locked === null ? [] : [{ stage: 'train', file: 'params.yaml', name: 'train.max_depth', value: locked, path: 'dvc.lock', line: 9, blob: 'b' }],
    tracked: locked === null ? [] : [{ path: 'dvc.lock', blob: 'b', digest: `${data}-${locked}` }],
  }
}

/** A commit that was judged: on `tune`, unless it says otherwise. */
export function trace(commit: string, changes: Partial<CommitTrace> = {}): CommitTrace {
  return {
    repositoryId: 42, commit: sha(commit), branch: 'tune', isDefaultBranch: changes.branch === 'main', since: at(500), model: model('5'), experiments: [], criteria: [], claims: [], tests: [], runs: [], stages: [], deployments: [], gaps: [],
    ...changes,
  }
}

/** A store of MLflow with runs by name: their `max_depth` and their f1. */
export function store(runs: Readonly<Record<string, readonly [depth: string, f1: number]>>, changes: Partial<Experiments> = {}): Experiments {
  const list = Object.entries(runs).map(([name, [depth, f1]], place) => ({ id: `run-${name}`, name, experiment: 'churn', status: 'finished' as const, startedAt: at(place), parameters: [{ name: 'max_depth', value: depth }], metrics: [{ name: 'test_f1', value: f1 }] }))
  return { path: 'mlruns', place: { kind: 'file', path: 'mlruns', line: 0, blob: 'b', says: `${list.length} runs` }, basis: 'claimed', count: list.length, runs: list, versions: [], best: null, ...changes }
}

export function done(minutes: number, step: StepId, text: string): Statement {
  return { id: `said-${minutes}-${step}`, courseId: 'mlops', repositoryId: 42, at: at(minutes), by: { id: 3, login: 'ana' }, said: { commentId: 900 + minutes, number: 1 }, text, kind: 'done', step }
}

export function decision(minutes: number, step: StepId, outcome: 'done' | 'open' | null, reason = 'seen in class'): Decision {
  const said = { id: `decided-${minutes}-${step}`, courseId: 'mlops', repositoryId: 42, at: at(minutes), by: { id: 9, login: 'octocat' }, said: null, reason, subject: { kind: 'step', id: step } } as const
  return outcome === null ? { ...said, kind: 'clear' } : { ...said, kind: 'set', outcome, automatic: null }
}

/** All that was seen of the repository, with changes. */
export function seen(changes: Partial<ProgressSeen>): ProgressSeen {
  return { repository: { id: 42, defaultBranch: 'main', private: false }, url: PAGE, events: [], traces: [], statements: [], decisions: [], ...changes }
}

/** One of the thirteen steps as they stand by what was seen. */
export function step(id: StepId, changes: Partial<ProgressSeen>): StepRecord {
  const found = progressOf(seen(changes)).find((record) => record.id === id)
  if (found === undefined) throw new Error(`no step ${id}`)
  return found
}
