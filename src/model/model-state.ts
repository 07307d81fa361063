/** One setting of preprocessing or training, with the place where its value is written: `train.max_depth` is `5` at `params.yaml:4`. `value` is as written, cut. */
export type Parameter = { readonly name: string; readonly value: string; readonly path: string; readonly line: number; readonly blob: string }

/** A function or class of the project, by a digest of what it does: layout and comments change nothing. `name` is `Class.function` for a method. */
export type CodePiece = { readonly name: string; readonly path: string; readonly line: number; readonly blob: string; readonly digest: string }

/** A value that `dvc.lock` holds for a stage: what the data and the model were last made with. `file` is the parameters file it names, `name` the key in it. */
export type LockedParameter = { readonly stage: string; readonly file: string; readonly name: string; readonly value: string; readonly path: string; readonly line: number; readonly blob: string }

/** A file by which DVC tracks something (`dvc.lock`, `data.csv.dvc`), by a digest of what it tracks. */
export type TrackedData = { readonly path: string; readonly blob: string; readonly digest: string }

/**
 * What the files of one commit say of the work on the model, so that two commits can be compared: bounded lists (200 parameters, 200 pieces of code a list),
 * each in the order of paths and lines.
 */
export type ModelState = {
  readonly parameters: readonly Parameter[]
  readonly preprocessing: readonly CodePiece[]
  readonly training: readonly CodePiece[]
  readonly locked: readonly LockedParameter[]
  readonly tracked: readonly TrackedData[]
  /** Paths of the notebooks that train, of which nothing is compared; left out where they were not looked for, as in states from before they were. */
  readonly notebooks?: readonly string[]
}
