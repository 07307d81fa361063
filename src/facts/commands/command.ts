/** A line of a file of the repository. */
export type Place = { readonly path: string; readonly line: number }

/** Why a failure cannot fail what runs the command, and where that is written. */
export type Mask = { readonly reason: string; readonly place: Place }

/** One command that something in the repository runs, with every runner and script between followed. */
export type Command = {
  /** Quotes and wrappers taken off: `pytest -q` for `poetry run python -m pytest -q`. */
  readonly words: readonly string[]
  /** Wrappers it was called through, outermost first: `poetry run`, `docker compose run api`, `ssh host`, `pre-commit`. */
  readonly through: readonly string[]
  readonly text: string
  readonly environment: readonly { readonly name: string; readonly value: string }[]
  readonly condition: string | null
  /** The test before it that leaves the script with success where it holds; null where there is none. */
  readonly unless: string | null
  readonly background: boolean
  readonly writesTo: string | null
  /** Folder it runs in, from the repository's root (`.` for the root); null where the files do not tell. */
  readonly directory: string | null
  /** Where the command itself stands. */
  readonly place: Place
  /** The calls that lead to it, outermost first: the `run` step, the make target. */
  readonly via: readonly Place[]
  readonly masked: Mask | null
  /** What it names and is not there, as a careful reader of the files would see. */
  readonly broken: string | null
  /** Why its own script never comes to it: a block that is never closed. `broken` says so too; absent where all is closed. */
  readonly unclosed?: string
}
