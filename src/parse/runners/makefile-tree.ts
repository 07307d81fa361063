import type { TextProblem } from '../json.ts'

export type MakeVariable = { readonly name: string; readonly operator: string; readonly value: string; readonly line: number }

/** `text` still holds its variables; `ignored` and `silent` are its prefixes `-` and `@`. */
export type MakeRecipeLine = { readonly text: string; readonly line: number; readonly ignored: boolean }

export type MakeRule = {
  readonly targets: readonly string[]
  readonly prerequisites: readonly string[]
  readonly recipe: readonly MakeRecipeLine[]
  readonly line: number
}

/** A Makefile as plain JSON. `includes` are files that it reads as its own, `optional` where a missing one is no mistake. */
export type MakefileTree = {
  readonly variables: readonly MakeVariable[]
  readonly rules: readonly MakeRule[]
  readonly includes: readonly { readonly path: string; readonly optional: boolean; readonly line: number }[]
  readonly oneShell: boolean
  readonly problems: readonly TextProblem[]
}
