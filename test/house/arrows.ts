import { targetOf } from './source-files.ts'
import type { Import, SourceFile } from './source-files.ts'

const CORE = ['model', 'parse', 'facts', 'checks', 'picture', 'conditions', 'evidence', 'steps', 'grade', 'course', 'lesson', 'report']

/** Folder of src → the folders it may import besides itself; files directly in src may import all of them. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  parse: ['model'],
  facts: ['parse', 'model'],
  checks: ['facts', 'parse', 'model'],
  picture: ['checks', 'facts', 'parse', 'model'],
  conditions: ['checks', 'facts', 'parse', 'model'],
  evidence: ['facts', 'parse', 'model'],
  steps: ['facts', 'evidence', 'report', 'grade', 'model'],
  grade: ['parse', 'model'],
  course: ['parse', 'model'],
  lesson: ['parse', 'model'],
  report: ['grade', 'course', 'lesson', 'model'],
  flow: CORE,
  local: ['flow', 'facts', 'parse', 'model'],
  extract: ['flow', 'facts', 'parse', 'model'],
  judge: ['flow', 'extract', 'checks', 'facts', 'model'],
  store: ['flow', 'facts', 'model'],
  inbox: ['flow', 'model'],
  // Of a comment only its commands are heard; which deployments may show a way back decides of which GitHub is asked more.
  github: ['flow', 'evidence', 'facts', 'parse', 'model'],
  // Reads what a stranger's service answers, with a reader of core.
  probe: ['flow', 'parse', 'model'],
  // What the operator sets and sees; app.yml is YAML, so it asks a parser, and the log is escaped as all that is read.
  operate: ['flow', 'course', 'parse', 'report', 'model'],
  web: ['flow', 'grade', 'lesson', 'report', 'model'],
  // The sandbox asks git as the readers of this machine do; who reads through it is not told of it.
  sandbox: ['flow', 'local', 'store', 'facts', 'parse', 'model'],
  'command-line': [...CORE, 'flow', 'local', 'github', 'extract', 'judge', 'store', 'operate', 'probe'],
}

/** Folder → folders of which it may import types and nothing that runs. */
const TYPES_ONLY: Readonly<Record<string, readonly string[]>> = { checks: ['parse'], picture: ['parse'] }

const CORE_MUST_NOT_USE = [
  'Date.now', 'Math.random', 'new Date() of the clock', 'Date()', 'process', 'globalThis', 'console', 'performance', 'crypto',
  'setTimeout()', 'setInterval()', 'fetch()', 'require()', 'an import of a computed name',
]

/** The folder of src a path lies in; empty for a file directly in src, null outside src. */
function folderOf(path: string): string | null {
  const [source, first, ...rest] = path.split('/')
  return source !== 'src' || first === undefined ? null : rest.length === 0 ? '' : first
}

/** Every import and use that breaks a rule of the house, as one sentence that names file, line and rule. */
export function brokenArrows(files: readonly SourceFile[]): readonly string[] {
  const paths = new Set(files.map((file) => file.path))
  const parsers = new Set(files.filter((file) => folderOf(file.path) === 'parse').flatMap((file) => file.imports.map(packageOf)).filter((name) => name !== null))
  return files.flatMap((file) => [
    ...file.imports.flatMap((item) => {
      const rule = brokenRule(file, item, paths, parsers)
      return rule === null ? [] : [`${file.path}:${item.line} imports ${item.specifier}: ${rule}`]
    }),
    ...usesOf(file),
  ])
}

function brokenRule(file: SourceFile, item: Import, paths: ReadonlySet<string>, parsers: ReadonlySet<string>): string | null {
  const from = folderOf(file.path) ?? ''
  const target = targetOf(file, item)
  if (item.reExport) return 'a file exports what it defines; import it from where it lives'
  if (target === null) {
    if (item.specifier.startsWith('node:')) return CORE.includes(from) ? `${from}/ is core and imports no module of Node` : null
    if (CORE.includes(from) && from !== 'parse') return `in the core, packages are imported in parse/ only`
    return from !== 'parse' && parsers.has(packageOf(item) ?? '') ? 'parsers are imported in parse/ only' : null
  }
  const to = folderOf(target)
  if (to === null) return 'src imports nothing from outside src'
  if (!paths.has(target)) return 'there is no such file (write the path with its .ts)'
  if (from === '' || from === to) return null
  if (to === '') return 'files directly in src wire the parts; no part imports them'
  const allowed = MAY_IMPORT[from]
  if (!allowed) return `src/${from}/ has no rule yet: add it to test/house/arrows.ts`
  if (!allowed.includes(to)) return `${from}/ may import ${allowed.length === 0 ? 'nothing' : `${allowed.join(', ')} only`}`
  return TYPES_ONLY[from]?.includes(to) && !item.typeOnly ? `${from}/ may import types of ${to}/ only` : null
}

function usesOf(file: SourceFile): readonly string[] {
  const core = CORE.includes(folderOf(file.path) ?? '')
  return file.uses
    .filter((use) => core && CORE_MUST_NOT_USE.includes(use.says))
    .map((use) => `${file.path}:${use.line} uses ${use.says}: the core is pure; what it needs is an argument`)
}

function packageOf({ specifier }: Import): string | null {
  if (specifier.startsWith('.') || specifier.startsWith('node:')) return null
  return specifier.split('/').slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

/** Every import cycle, types included, once: the paths on it in import order, the first one repeated at the end. */
export function importCycles(files: readonly SourceFile[]): readonly string[] {
  const edges = new Map(files.map((file) => [file.path, file.imports.map((item) => targetOf(file, item)).filter((path) => path !== null)]))
  const done = new Set<string>()
  const cycles: string[] = []
  const visit = (path: string, trail: readonly string[]): void => {
    const start = trail.indexOf(path)
    if (start >= 0) cycles.push([...trail.slice(start), path].join(' → '))
    if (start >= 0 || done.has(path)) return
    for (const next of edges.get(path) ?? []) visit(next, [...trail, path])
    done.add(path)
  }
  for (const file of files) visit(file.path, [])
  return cycles
}
