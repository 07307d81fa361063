import type { TextProblem } from '../json.ts'

/** One simple command of a script that could be executed. */
export type ShellCommand = {
  /** The command without its quotes and without wrappers such as `sudo` or `poetry run`; expansions stay as text. */
  readonly words: readonly string[]
  /** Wrappers that were taken off, outermost first: `poetry run`, `docker compose run api`, `ssh host`. */
  readonly through: readonly string[]
  /** The command as it stands in the script, at most 2,000 characters. */
  readonly text: string
  /** Line within the script, from 1. */
  readonly line: number
  readonly environment: readonly { readonly name: string; readonly value: string }[]
  /** Why its failure cannot fail the script; null where it does. */
  readonly masked: string | null
  readonly background: boolean
  readonly inFunction: string | null
  /** What must hold for it to run: the text of the nearest `if`, `while`, `case` or test before `&&`. */
  readonly condition: string | null
  /** What must not hold: the text of the nearest test before it that ends the script with success (`if [ "$drift" -eq 0 ]; then exit 0; fi`). */
  readonly unless: string | null
  readonly subshell: boolean
  /** The file its output goes to. */
  readonly writesTo: string | null
  /** Folder it runs in, relative to where the script starts; null when the script went to a folder that is not known. */
  readonly directory: string | null
  /** The word of a block around it that is never closed (`if` without `fi`): the shell refuses the script from there on. Absent where all is closed. */
  readonly unclosed?: string
}

export type ShellOptions = {
  /** A failing command ends the script (`bash -e`, `set -e`). */
  readonly errexit?: boolean
  /** A pipe fails when any of its commands does (`set -o pipefail`). */
  readonly pipefail?: boolean
  /** Why a failure in the middle does not end the script, where that is no matter of `set -e`. */
  readonly goesOn?: string
  /** Arguments of the script, where they are known: `$1`, `$@`. */
  readonly args?: readonly string[]
  /** Variables that are known when the script starts. */
  readonly variables?: Readonly<Record<string, string>>
  /** Folder the script lies in, relative to where it starts (`..` is understood), where that is known: `$(dirname "$0")`. */
  readonly home?: string
}

export type ShellScript = { readonly commands: readonly ShellCommand[]; readonly problems: readonly TextProblem[] }

/** Null: the failure fails the script. A text: why it does not. */
export type Fate = string | null
