import type { MakefileTree, MakeRecipeLine, MakeRule, MakeVariable } from './makefile-tree.ts'

type OpenRule = { targets: readonly string[]; prerequisites: readonly string[]; recipe: MakeRecipeLine[]; line: number }

const LINES = 20_000
const ASSIGNMENT = /^(?:(?:export|override|private)\s+)*([\w.-]+)\s*(\?=|\+=|::?:?=|!=|=)\s*(.*)$/s
const DIRECTIVE = /^(?:ifeq|ifneq|ifdef|ifndef|else|endif|export|unexport|vpath|undefine)\b/

/**
 * Reads a Makefile: variables, rules with their recipes, includes. Both branches of `ifeq` are read; `define` is not.
 * A recipe line continued with a backslash is one line. Never throws.
 */
export function readMakefile(text: string): MakefileTree {
  const variables: MakeVariable[] = []
  const rules: OpenRule[] = []
  const includes: { path: string; optional: boolean; line: number }[] = []
  let open: OpenRule | null = null
  let oneShell = false
  let inDefine = false
  for (const { text: line, number } of logicalLines(text)) {
    if (inDefine) {
      inDefine = !/^\s*endef\b/.test(line)
      continue
    }
    if (line.startsWith('\t') && open !== null) {
      const recipe = recipeLine(line.slice(1), number)
      if (recipe) open.recipe.push(recipe)
      continue
    }
    const plain = withoutComment(line).trim()
    if (plain === '') continue
    if (/^define\b/.test(plain)) {
      inDefine = true
      continue
    }
    const include = /^(-?|s)include\s+(.*)$/.exec(plain)
    if (include) {
      includes.push(...(include[2] ?? '').split(/\s+/).map((path) => ({ path, optional: include[1] !== '', line: number })))
      continue
    }
    const assignment = ASSIGNMENT.exec(plain)
    if (assignment) {
      variables.push({ name: assignment[1] ?? '', operator: assignment[2] ?? '=', value: assignment[3] ?? '', line: number })
      continue
    }
    if (DIRECTIVE.test(plain)) continue
    const rule = readRule(plain, number)
    if (rule === null) continue
    if (rule.targets.includes('.ONESHELL')) oneShell = true
    rules.push(rule)
    open = rule
  }
  return { variables, rules: rules.map((rule): MakeRule => rule), includes, oneShell, problems: [] }
}

function readRule(plain: string, line: number): OpenRule | null {
  const colon = colonOf(plain)
  if (colon <= 0) return null
  const rest = plain.slice(colon + 1).replace(/^:/, '')
  // `target: NAME = value` sets a variable for one target.
  if (/^\s*(?:export\s+)?[\w.-]+\s*(?:[?+:]|::)?=/.test(rest)) return { targets: [], prerequisites: [], recipe: [], line }
  const semicolon = rest.indexOf(';')
  const needs = semicolon < 0 ? rest : rest.slice(0, semicolon)
  const inline = semicolon < 0 ? null : recipeLine(rest.slice(semicolon + 1), line)
  return { targets: split(plain.slice(0, colon)), prerequisites: split(needs).filter((need) => need !== '|'), recipe: inline ? [inline] : [], line }
}

/** The colon that ends the targets: not one inside `$(…)`. */
function colonOf(text: string): number {
  let depth = 0
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at]
    if (character === '(' || character === '{') depth += 1
    else if (character === ')' || character === '}') depth -= 1
    else if (character === ':' && depth <= 0 && text[at - 1] !== '\\') return at
  }
  return -1
}

function recipeLine(text: string, line: number): MakeRecipeLine | null {
  const start = /^[\s@+-]*/.exec(text)?.[0] ?? ''
  const rest = text.slice(start.length)
  return rest.trim() === '' || rest.startsWith('#') ? null : { text: rest, line, ignored: start.includes('-') }
}

function split(text: string): readonly string[] {
  return text.trim().split(/\s+/).filter((word) => word !== '').map((word) => word.replaceAll('\\:', ':'))
}

/** Joins lines that end in a backslash; in a recipe the break stays, for the shell to read. */
function logicalLines(text: string): readonly { readonly text: string; readonly number: number }[] {
  const out: { text: string; number: number }[] = []
  let pending: { text: string; number: number } | null = null
  text.split('\n', LINES).forEach((raw, index) => {
    const line = raw.endsWith('\r') ? raw.slice(0, -1) : raw
    const current: { text: string; number: number } = pending ?? { text: '', number: index + 1 }
    const isRecipe: boolean = current.text.startsWith('\t') || (pending === null && line.startsWith('\t'))
    if (line.endsWith('\\') && !line.endsWith('\\\\')) {
      pending = { text: current.text + (isRecipe ? `${line}\n` : `${line.slice(0, -1)} `), number: current.number }
      return
    }
    out.push({ text: current.text + line, number: current.number })
    pending = null
  })
  if (pending !== null) out.push(pending)
  return out
}

function withoutComment(line: string): string {
  const at = line.indexOf('#')
  return at < 0 || line[at - 1] === '\\' ? line : line.slice(0, at)
}
