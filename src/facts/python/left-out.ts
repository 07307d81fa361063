import { normalPath, type RepositoryFacts } from '../repository-facts.ts'
import { ignoringRuleOf } from '../settings/ignore-rules.ts'
import { folderOf } from '../settings/settings.ts'

/**
 * Says of a module that an import of `path` names and that is not there which line of a .gitignore leaves it out, as words to follow its name:
 * `models/` is written for weights, and hides `app/models` as well. Empty where no line does. A module with leading dots is looked for from the file's folder.
 */
export function leftOutWords(facts: RepositoryFacts, path: string, module: string): string {
  const [, dots = '', name = ''] = /^(\.*)(.*)$/.exec(module) ?? []
  const inner = name.replaceAll('.', '/')
  const roots = dots === '' ? ['', 'src', facts.project] : [`${folderOf(path)}${'/..'.repeat(dots.length - 1)}`]
  const [rule] = roots.flatMap((root) => [`${root}/${inner}.py`, `${root}/${inner}/__init__.py`]).flatMap((file) => ignoringRuleOf(facts, normalPath(file)) ?? [])
  return rule === undefined ? '' : ` (${rule.path}:${rule.line} leaves it out: ${rule.text.trim().slice(0, 60)})`
}
