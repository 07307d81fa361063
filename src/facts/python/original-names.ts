import type { ImportedName, PythonTree, Statement } from '../../parse/python/tree.ts'
import { walk } from './walk.ts'

/** The tree of a file in which imports of copied packages (their folders, with each package's name) are imports of the packages; the same tree where it has none. */
export function withOriginalNames(tree: PythonTree, copies: ReadonlyMap<string, string>): PythonTree {
  const originals = new Map([...copies].flatMap(([folder, name]) => endingsOf(folder).map((dotted) => [dotted, name] as const)))
  let changes = false
  walk(tree, (statement) => { changes ||= statement.kind === 'import' && statement.names.some((one) => originalOf(one, originals) !== one) })
  return changes ? { ...tree, body: renamed(tree.body, originals) } : tree
}

/** The dotted names by which a folder may be imported, from whatever folder above it. */
function endingsOf(folder: string): readonly string[] {
  const parts = folder.split('/')
  return parts.map((_, index) => parts.slice(index).join('.'))
}

function originalOf(imported: ImportedName, originals: ReadonlyMap<string, string>): ImportedName {
  const whole = imported.name === null ? undefined : originals.get(`${imported.module}${imported.module === '' ? '' : '.'}${imported.name}`)
  if (whole !== undefined) return { module: whole, name: null, as: imported.as, level: 0 }
  // `import a.b` without another name binds `a`.
  if (imported.name === null && imported.module.startsWith(`${imported.as}.`)) return imported
  for (const [dotted, name] of originals) {
    if (imported.module === dotted || imported.module.startsWith(`${dotted}.`)) return { ...imported, module: `${name}${imported.module.slice(dotted.length)}`, level: 0 }
  }
  return imported
}

function renamed(block: readonly Statement[], originals: ReadonlyMap<string, string>): readonly Statement[] {
  const inside = (inner: readonly Statement[]): readonly Statement[] => renamed(inner, originals)
  return block.map((statement): Statement => {
    switch (statement.kind) {
      case 'import': return { ...statement, names: statement.names.map((one) => originalOf(one, originals)) }
      case 'function': case 'class': case 'with': return { ...statement, body: inside(statement.body) }
      case 'if': return { ...statement, branches: statement.branches.map((branch) => ({ ...branch, body: inside(branch.body) })) }
      case 'for': case 'while': return { ...statement, body: inside(statement.body), otherwise: inside(statement.otherwise) }
      case 'try': return { ...statement, body: inside(statement.body), handlers: statement.handlers.map((handler) => ({ ...handler, body: inside(handler.body) })), otherwise: inside(statement.otherwise), finally: inside(statement.finally) }
      case 'match': return { ...statement, cases: statement.cases.map((one) => ({ ...one, body: inside(one.body) })) }
      default: return statement
    }
  })
}
