import type { ReasonKind, RunReason } from '../../model/run-reason.ts'
import { hasSecret, withoutPlaces } from '../private-values.ts'
import { shortText } from '../reports/short-text.ts'

/** A reason with the place in a step's output at which its message ends, from 0. */
export type ToldReason = { readonly reason: RunReason; readonly end: number }

const LONGEST_LINE = 240
const LONGEST_NAME = 120
const MOST_NAMES = 5
/** The line as it is, and what it is about. */
export type Telling = { readonly kind: ReasonKind; readonly line: string; readonly about?: readonly (string | undefined)[]; readonly at?: RunReason['at']; readonly end: number }

/** A reason cut to size, without folders of a machine and addresses of people; a line that has the form of a credential is not repeated. */
export function toldReason({ kind, line, about = [], at = null, end }: Telling): ToldReason {
  const said = line.replace(/^##\[error\]/, '').replace(/^E {1,60}(?=\S)/, '')
  const shown = (text: string): string => withoutPlaces(text.replace(ANY_WORKSPACE, ''), '').replace(NAMED_SECRET, '$1…')
  const names = about.flatMap((name) => shortText(name, LONGEST_NAME) ?? []).slice(0, MOST_NAMES)
  return { reason: { kind, line: hasSecret(said) ? '' : shortText(shown(said), LONGEST_LINE) ?? '', about: names.filter((name) => !hasSecret(name)).map(withoutPerson), at }, end }
}

/** A value behind a name that promises a secret, as settings and addresses have it. */
const NAMED_SECRET = /((?:passw(?:or)?d|passwd|pwd|secret|token|api[_-]?key|access[_-]?key|authorization)["']?(?:=|: ?)["']?|\bBearer )(?!\*\*\*)[^\s"'&;,)]{4,400}/gi

/** A path below somebody's own folder is told by its last name alone. */
function withoutPerson(name: string): string {
  return /\/(?:home|Users)\/|^[A-Za-z]:[\\/]{1,2}/.test(name) ? withoutPlaces(name, '') : name
}

/** Folders in which runners keep a repository: `/home/runner/work/churn/churn/`, `/github/workspace/`, `D:\a\churn\churn\`. */
const WORKSPACE = /^(?:\/home\/runner\/work\/[^/\s:]{1,100}\/[^/\s:]{1,100}\/|\/github\/workspace\/|\/__w\/[^/\s:]{1,100}\/[^/\s:]{1,100}\/|\/Users\/runner\/work\/[^/\s:]{1,100}\/[^/\s:]{1,100}\/|[A-Za-z]:\\a\\[^\\\s:]{1,100}\\[^\\\s:]{1,100}\\)/

const ANY_WORKSPACE = new RegExp(WORKSPACE.source.replace('^', ''), 'g')
const OF_PACKAGE = /(?:^|[/\\])(?:site-packages|dist-packages|node_modules|\.venv|venv|lib[/\\]python[\d.]+)[/\\]/

/** Whether a path is of what was installed: of a package or of Python itself. */
export function isOfPackage(path: string): boolean {
  return OF_PACKAGE.test(path)
}

/** A path of a log as the repository has it; null where it lies outside of it. */
export function pathInRepository(path: string): string | null {
  const inside = path.replace(WORKSPACE, '').replaceAll('\\', '/').replace(/^(?:\.\/)+/, '')
  const isForeign = inside === '' || /^(?:\/|[A-Za-z]:|~|<)/.test(inside) || isOfPackage(inside) || inside.includes('..')
  return isForeign ? null : inside.slice(0, 300)
}

/** A place in the repository by the path and the line that a tool names; null where the path is not of it. */
export function placeIn(path: string | undefined, line: string | undefined): RunReason['at'] {
  const inside = path === undefined ? null : pathInRepository(path)
  return inside === null ? null : { path: inside, line: Number(line ?? 0) }
}
