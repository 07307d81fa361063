import type { MakefileTree } from './makefile-tree.ts'

const DEPTH = 12
const LONGEST = 10_000
/** Values may name each other many times over: so many are put in, the rest is left as it stands. */
const PUT_IN = 2_000

/** How many values may still be put in, over all texts of one Makefile. */
export type MakeBudget = { left: number }

/** The variables of a Makefile by name, unexpanded; `given` (from the call) wins over what the file sets. */
export function makeVariables(trees: readonly MakefileTree[], given: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const variables = new Map<string, string>([['MAKE', 'make'], ['CURDIR', '.'], ['RM', 'rm -f'], ['SHELL', '/bin/sh'], ['PWD', '.']])
  for (const { name, operator, value } of trees.flatMap((tree) => tree.variables)) {
    const known = variables.get(name)
    if (operator === '?=' && known !== undefined) continue
    if (operator === '!=') variables.set(name, `$(shell ${value})`)
    else variables.set(name, operator === '+=' && known !== undefined ? `${known} ${value}` : value)
  }
  for (const [name, value] of given) variables.set(name, value)
  return variables
}

/**
 * Puts the values of variables into a text of a Makefile; `automatic` holds `@`, `<`, `^`. `$$` becomes `$`.
 * Where `file` has nothing left, the text stays as it stands. What a function of make would compute (`$(wildcard …)`) is left as it is written.
 */
export function expandMake(text: string, variables: ReadonlyMap<string, string>, automatic: Readonly<Record<string, string>> = {}, file: MakeBudget = { left: PUT_IN }): string {
  const budget = { left: Math.min(PUT_IN, file.left) }
  const before = budget.left
  const expanded = expand(text, variables, automatic, 0, budget)
  file.left -= before - Math.max(0, budget.left)
  return expanded
}

function expand(text: string, variables: ReadonlyMap<string, string>, automatic: Readonly<Record<string, string>>, depth: number, budget: { left: number }): string {
  let out = ''
  let at = 0
  while (at < text.length && out.length < LONGEST) {
    const dollar = text.indexOf('$', at)
    if (dollar < 0) break
    out += text.slice(at, dollar)
    const next = text[dollar + 1] ?? ''
    if (next === '$') {
      out += '$'
      at = dollar + 2
    } else if (next === '(' || next === '{') {
      const end = closing(text, dollar + 1)
      const inner = text.slice(dollar + 2, end)
      out += valueOf(inner, text.slice(dollar, end + 1), variables, depth, budget)
      at = end + 1
    } else {
      out += automatic[next] ?? variables.get(next) ?? `$${next}`
      at = dollar + 2
    }
  }
  return out + text.slice(at)
}

function valueOf(inner: string, whole: string, variables: ReadonlyMap<string, string>, depth: number, budget: { left: number }): string {
  budget.left -= 1
  if (depth > DEPTH || budget.left < 0) return whole
  const name = inner.trim()
  const known = variables.get(name)
  if (known !== undefined) return expand(known, variables, {}, depth + 1, budget)
  const choice = /^(?:or|if [^,]*,)\s*\$[({]\w+[)}]\s*,\s*(.*)$/.exec(name)
  if (choice) return expand(choice[1] ?? '', variables, {}, depth + 1, budget)
  // A function is left to the reader as it stands; an unset variable is empty.
  return /^[\w.-]+$/.test(name) ? '' : whole
}

function closing(text: string, open: number): number {
  const [left, right] = text[open] === '(' ? ['(', ')'] : ['{', '}']
  let depth = 0
  for (let at = open; at < text.length; at += 1) {
    if (text[at] === left) depth += 1
    else if (text[at] === right) {
      depth -= 1
      if (depth === 0) return at
    }
  }
  return text.length
}
