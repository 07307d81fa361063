import type { Problem } from '../../model/repository.ts'
import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { ignoringRuleOf } from '../settings/ignore-rules.ts'
import { folderOf } from '../settings/settings.ts'
import { importsAtTop, missingModule } from './missing-modules.ts'
import { modulesOf } from './modules.ts'

/** What nobody commits. */
const KEPT_BACK = /(?:^|[^a-z])(?:secrets?|credentials?|passwords?|tokens?|keys?|private|local|env)(?:[^a-z]|$)/i

type PlacedLine = { readonly path: string; readonly line: number; readonly text: string }

/**
 * Says of a module that an import of `path` names and that is not there which line of a .gitignore leaves it out, as words to follow its name:
 * `models/` is written for weights, and hides `app/models` as well. Empty where no line does. A module with leading dots is looked for from the file's folder.
 */
export function leftOutWords(facts: RepositoryFacts, path: string, module: string): string {
  const rule = leavingOut(facts, path, module)
  return rule === null ? '' : ` (${rule.path}:${rule.line} leaves it out: ${shown(rule.text)})`
}

/** Whether the line of a .gitignore that leaves a module out means it: settings of one machine, keys. What such a line says of the project is not that it is broken. */
export function isLeftOutOnPurpose(facts: RepositoryFacts, path: string, module: string): boolean {
  const rule = leavingOut(facts, path, module)
  return rule !== null && isMeant(rule, module)
}

/** A line for the file itself, or one for what nobody commits. */
function isMeant({ text }: PlacedLine, module: string): boolean {
  return /\.py\s*$/.test(text) || KEPT_BACK.test(text) || KEPT_BACK.test(module)
}

/** The lines of .gitignore files that leave out modules of the project which its code imports, and hardly on purpose, each with one of them and how many files ask for it: most in front, five at most. */
export function leftOutProblems(facts: RepositoryFacts): readonly Problem[] {
  const asked = new Map<string, { readonly rule: PlacedLine; readonly module: string; readonly at: string; readonly files: Set<string> }>()
  for (const { path, tree, role } of modulesOf(facts)) {
    if (role !== 'code' && role !== 'test') continue
    for (const one of importsAtTop(tree)) {
      const module = missingModule(facts, path, one)
      const rule = module === null ? null : leavingOut(facts, path, module)
      if (module === null || rule === null || isMeant(rule, module)) continue
      const key = `${rule.path}:${rule.line}`
      const known = asked.get(key) ?? { rule, module, at: `${path}:${one.line}`, files: new Set() }
      asked.set(key, known)
      known.files.add(path)
    }
  }
  return [...asked.values()].toSorted((one, other) => other.files.size - one.files.size).slice(0, 5).map(({ rule, module, at, files }) => {
    const importing = files.size === 1 ? `${at} imports` : `${files.size} files import (${at})`
    return { path: rule.path, line: rule.line, says: `${shown(rule.text)} leaves out ${module}, which ${importing}. A line that begins with ! takes a folder in again.` }
  })
}

function shown(text: string): string {
  return text.trim().slice(0, 60)
}

function leavingOut(facts: RepositoryFacts, path: string, module: string): PlacedLine | null {
  const [, dots = '', name = ''] = /^(\.*)(.*)$/.exec(module) ?? []
  const inner = name.replaceAll('.', '/')
  const roots = dots === '' ? ['', 'src', facts.project] : [`${folderOf(path)}${'/..'.repeat(dots.length - 1)}`]
  const [rule] = roots.flatMap((root) => [`${root}/${inner}.py`, `${root}/${inner}/__init__.py`]).flatMap((file) => ignoringRuleOf(facts, normalPath(file)) ?? [])
  return rule ?? null
}
