import type { LockedParameter, Parameter } from './model-state.ts'

/** A setting whose value differs between two commits. `before` is null where it is new, `after` where it is gone; the place is the later commit's, of a setting that is gone the earlier one's. */
export type ParameterChange = Pick<Parameter, 'name' | 'path' | 'line' | 'blob'> & { readonly before: string | null; readonly after: string | null }

export type Change = 'changed' | 'added' | 'removed'

/** A function or class that does something else than before, is new, or is gone; the place is the later commit's, of one that is gone the earlier one's. */
export type CodeChange = { readonly change: Change; readonly name: string; readonly path: string; readonly line: number; readonly blob: string }

/** A file by which DVC tracks data that records other data than before, is new, or is gone; the blob is the later commit's, of one that is gone the earlier one's. */
export type DataChange = { readonly change: Change; readonly path: string; readonly blob: string }

/** What differs between two commits in the work on the model; each list in the order of paths and lines, empty where nothing does. */
export type ModelChanges = {
  readonly parameters: readonly ParameterChange[]
  readonly preprocessing: readonly CodeChange[]
  readonly training: readonly CodeChange[]
  readonly tracked: readonly DataChange[]
}

/** A parameter of which `dvc.lock` holds another value than the parameters file of the same commit. */
export type OutOfStep = { readonly locked: LockedParameter; readonly parameter: Parameter }
