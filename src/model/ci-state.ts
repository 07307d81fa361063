import type { WorkflowRun } from './run.ts'

/** A workflow whose run is awaited, by its file and, where a run is there, its name; `why` says what holds it: nothing has started, it runs, a person must let it run (a fork, a first contribution), or its environment holds it back. */
export type AwaitedRun = { readonly path: string; readonly name: string | null; readonly why: 'not-started' | 'running' | 'approval' | 'environment' }

/**
 * Where CI on one commit stands. `at-rest`: every expected run has ended (also where none is expected). `awaited`: some have not, and it is looked at again.
 * `given-up`: some have not for so long that they are not waited for any more. `counted` are the runs that have ended.
 */
export type CiState = { readonly state: 'at-rest' | 'awaited' | 'given-up'; readonly counted: readonly WorkflowRun[]; readonly awaited: readonly AwaitedRun[] }
