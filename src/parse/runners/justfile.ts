import { taskScript, type Task, type TaskScript } from './task.ts'

/** A justfile as plain JSON: recipes, the names that stand for others, variables with literal values. */
export type JustfileTree = {
  readonly recipes: readonly (Task & { readonly parameters: readonly { readonly name: string; readonly default: string | null }[] })[]
  readonly aliases: Readonly<Record<string, string>>
  readonly variables: Readonly<Record<string, string>>
  readonly imports: readonly string[]
}

type OpenRecipe = {
  name: string; line: number; needs: readonly string[]; parameters: { name: string; default: string | null }[]
  lines: { text: string; line: number }[]
}

const LINES = 20_000

/** Reads a justfile. A recipe with a shebang is one script; otherwise each line is run by `sh -cu` of its own. Never throws. */
export function readJustfile(text: string): JustfileTree {
  const recipes: OpenRecipe[] = []
  const aliases: Record<string, string> = Object.create(null) as Record<string, string>
  const variables: Record<string, string> = Object.create(null) as Record<string, string>
  const imports: string[] = []
  let open: OpenRecipe | null = null
  text.split('\n', LINES).forEach((raw, index) => {
    const line = raw.trimEnd()
    if (/^\s/.test(line)) {
      if (open !== null) open.lines.push({ text: line, line: index + 1 })
      return
    }
    if (line === '') {
      if (open !== null) open.lines.push({ text: '', line: index + 1 })
      return
    }
    if (line.startsWith('#') || line.startsWith('[')) return
    const alias = /^alias\s+([\w-]+)\s*:=\s*([\w:-]+)/.exec(line)
    const imported = /^import\??\s+['"]([^'"]+)['"]/.exec(line)
    const variable = /^(?:export\s+)?([A-Za-z_][\w-]*)\s*:=\s*(.*)$/.exec(line)
    if (alias) aliases[alias[1] ?? ''] = alias[2] ?? ''
    else if (imported) imports.push(imported[1] ?? '')
    else if (variable) {
      const literal = /^(?:"([^"]*)"|'([^']*)')$/.exec((variable[2] ?? '').trim())
      if (literal) variables[variable[1] ?? ''] = literal[1] ?? literal[2] ?? ''
    } else {
      open = openRecipe(line, index + 1)
      if (open !== null) recipes.push(open)
    }
  })
  return { recipes: recipes.map((recipe) => ({ name: recipe.name, line: recipe.line, needs: recipe.needs, parameters: recipe.parameters, scripts: scriptsOf(recipe) })), aliases, variables, imports }
}

function openRecipe(text: string, line: number): OpenRecipe | null {
  const colon = colonOf(text)
  const head = /^@?([A-Za-z_][\w-]*)(.*)$/.exec(text.slice(0, Math.max(0, colon)).trimEnd())
  if (head === null || text[colon + 1] === '=') return null
  const parameters = [...(head[2] ?? '').matchAll(/[+*$]*([A-Za-z_][\w-]*)(?:=(?:"([^"]*)"|'([^']*)'|(\S+)))?/g)]
    .map((match) => ({ name: match[1] ?? '', default: match[2] ?? match[3] ?? match[4] ?? null }))
  const needs = [...text.slice(colon + 1).replace(/#.*$/, '').matchAll(/\(\s*([\w:-]+)[^)]*\)|([\w:-]+)/g)].map((match) => match[1] ?? match[2] ?? '')
  return { name: head[1] ?? '', line, needs, parameters, lines: [] }
}

/** The colon after the parameters: not one inside quotes. */
function colonOf(text: string): number {
  let quotes = ''
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at)
    if (quotes !== '') quotes = character === quotes ? '' : quotes
    else if (character === '"' || character === "'") quotes = character
    else if (character === ':') return at
  }
  return -1
}

function scriptsOf(recipe: OpenRecipe): readonly TaskScript[] {
  const first = recipe.lines.findIndex((line) => line.text.trim() !== '')
  const start = recipe.lines[first]
  if (start === undefined) return []
  if (start.text.trim().startsWith('#!')) {
    if (!/sh\b/.test(start.text)) return []
    const text = recipe.lines.slice(first).map((line) => line.text.trim()).join('\n').trimEnd()
    return [taskScript(text, start.line, { shell: { errexit: /sh\s+-\w*e/.test(start.text), pipefail: false } })]
  }
  const scripts: TaskScript[] = []
  for (let at = first; at < recipe.lines.length; at += 1) {
    const { line } = recipe.lines[at] ?? start
    let text = (recipe.lines[at]?.text ?? '').trim()
    while (text.endsWith('\\') && at + 1 < recipe.lines.length) {
      at += 1
      text += `\n${(recipe.lines[at]?.text ?? '').trim()}`
    }
    const prefix = /^[@-]*/.exec(text)?.[0] ?? ''
    const rest = text.slice(prefix.length)
    if (rest !== '' && !rest.startsWith('#')) scripts.push(taskScript(rest, line, { ignored: prefix.includes('-') ? 'just ignores the failure of a line with `-`' : null }))
  }
  return scripts
}
