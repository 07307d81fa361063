import type { AndOr, Function as ShellFunction, PipelineNode, Statement } from 'unbash'
import type { Fate, ShellCommand, ShellOptions } from './shell-command.ts'

/** What a walk through one script knows so far; everything here changes while it walks. */
export type WalkState = {
  readonly source: string
  readonly restore: (text: string) => string
  readonly lineAt: (offset: number) => number
  readonly commands: ShellCommand[]
  readonly functions: Map<string, ShellFunction['body']>
  readonly calling: Set<string>
  readonly variables: Map<string, string>
  readonly home: string | null
  /** Why a failure in the middle does not end the script. */
  readonly goesOn: string
  args: readonly string[] | null
  errexit: boolean
  pipefail: boolean
  /** Set where the script itself switched errexit off. */
  switchedOff: boolean
  directory: string | null
  /** Statements walked so far: functions may call each other many times over. */
  steps: number
  /** The walks a command starts again: of a function's body, of a substitution, of a script in a text. */
  readonly enter: {
    readonly statements: (statements: readonly Statement[], context: WalkContext, state: WalkState) => void
    readonly node: (node: PipelineNode | AndOr, context: WalkContext, state: WalkState) => void
    readonly script: (text: string, options: ShellOptions, depth: number) => readonly ShellCommand[]
  }
}

/** Where a node stands: what its failure does. */
export type WalkContext = {
  /** When the script, subshell or function it is in ends with a failure. */
  readonly exit: Fate
  /** When it fails where errexit sees it. */
  readonly loud: Fate
  /** When it fails where errexit does not look, so that only its status counts. */
  readonly quiet: Fate
  /** When it fails behind a `!`; null in the wrapper means that nothing looks. */
  readonly negated?: { readonly fate: Fate }
  readonly ignored: boolean
  readonly condition: string | null
  readonly unless: string | null
  readonly subshell: boolean
  readonly background: boolean
  readonly inFunction: string | null
  readonly depth: number
}

/** Runs a part of the walk as a subshell does: what it sets is gone afterwards. */
export function asSubshell(state: WalkState, walk: () => void): void {
  const { args, errexit, pipefail, switchedOff, directory } = state
  const variables = [...state.variables]
  walk()
  Object.assign(state, { args, errexit, pipefail, switchedOff, directory })
  state.variables.clear()
  for (const [name, value] of variables) state.variables.set(name, value)
}
