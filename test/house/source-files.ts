import { readdirSync, readFileSync } from 'node:fs'
import { join, posix, relative } from 'node:path'
import { parseSync, Visitor } from 'oxc-parser'

export const ROOT = join(import.meta.dirname, '..', '..')

export type Import = {
  readonly specifier: string
  readonly line: number
  /** Erased before it runs: `import type`, or named members that are all types. */
  readonly typeOnly: boolean
  readonly reExport: boolean
}

/** Something a rule may forbid, in words: `Math.random`, `class`, `lint comment`. */
export type Use = { readonly says: string; readonly line: number }

export type SourceFile = {
  /** From the project's root, with forward slashes: `src/model/record.ts`. */
  readonly path: string
  readonly lines: number
  readonly imports: readonly Import[]
  readonly uses: readonly Use[]
}

/** Every TypeScript file below a folder of the project, sorted by path. */
export function readSourceFiles(folder: string): readonly SourceFile[] {
  return readdirSync(join(ROOT, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .sort()
    .map((path) => readSource(path, readFileSync(join(ROOT, path), 'utf8')))
}

/** What one TypeScript text imports and uses. Throws where it is not valid TypeScript. */
export function readSource(path: string, text: string): SourceFile {
  const { program, module, comments, errors } = parseSync(path, text)
  if (errors[0]) throw new Error(`${path}: ${errors[0].message}`)
  const lineOf = (offset: number): number => text.slice(0, offset).split('\n').length
  const imports: Import[] = []
  const uses: Use[] = []
  const addImport = (specifier: string, start: number, typeOnly: boolean, reExport: boolean): void => {
    imports.push({ specifier, line: lineOf(start), typeOnly, reExport })
  }
  const use = (says: string, start: number): void => { uses.push({ says, line: lineOf(start) }) }

  for (const { moduleRequest, entries, start } of module.staticImports) {
    addImport(moduleRequest.value, start, entries.length > 0 && entries.every((entry) => entry.isType), false)
  }
  for (const { entries } of module.staticExports) {
    for (const { moduleRequest, start, isType } of entries) if (moduleRequest) addImport(moduleRequest.value, start, isType, true)
  }
  for (const { value, start } of comments) {
    if (/\b(?:eslint|oxlint)-disable|@ts-(?:ignore|expect-error|nocheck)|knip-ignore/.test(value)) use('a comment that silences a tool', start)
  }
  for (const node of program.body) {
    if (node.type !== 'ExportNamedDeclaration' || node.declaration?.type !== 'FunctionDeclaration') continue
    const documented = comments.some((comment) => comment.value.startsWith('*') && text.slice(comment.end, node.start).trim() === '')
    if (!documented) use('an exported function without a sentence on its contract', node.start)
  }
  new Visitor({
    ImportExpression(node) {
      if (node.source.type === 'Literal' && typeof node.source.value === 'string') addImport(node.source.value, node.start, false, false)
      else use('an import of a computed name', node.start)
    },
    TSImportType(node) { addImport(node.source.value, node.start, true, false) },
    MemberExpression(node) {
      if (node.object.type !== 'Identifier') return
      const name = node.property.type === 'Identifier' && !node.computed ? node.property.name : ''
      if (['Date.now', 'Math.random'].includes(`${node.object.name}.${name}`)) use(`${node.object.name}.${name}`, node.start)
      if (['process', 'globalThis', 'console', 'performance', 'crypto'].includes(node.object.name)) use(node.object.name, node.start)
    },
    NewExpression(node) {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0) use('new Date() of the clock', node.start)
    },
    CallExpression(node) {
      if (node.callee.type === 'Identifier' && ['Date', 'require', 'setTimeout', 'setInterval', 'fetch'].includes(node.callee.name)) use(`${node.callee.name}()`, node.start)
    },
    TSEnumDeclaration(node) { use('enum', node.start) },
    ClassDeclaration(node) { use('class', node.start) },
    ClassExpression(node) { use('class', node.start) },
    TSAnyKeyword(node) { use('any', node.start) },
    TSNonNullExpression(node) { use('!', node.start) },
    ExportDefaultDeclaration(node) { use('default export', node.start) },
  }).visit(program)
  return { path, lines: text.trimEnd().split('\n').length, imports, uses }
}

/** The path a relative import means, from the project's root; null for a package or a module of Node. */
export function targetOf(file: SourceFile, { specifier }: Import): string | null {
  return specifier.startsWith('.') ? posix.normalize(posix.join(posix.dirname(file.path), specifier)) : null
}
