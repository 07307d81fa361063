/** What stands for the folder where the script started, in words and variables; no real path begins so. */
const START = '//start'

const DIRNAME = /(?:\$\(|`)\s*dirname\s+(?:--\s+)?"?(?:\$\(\s*(?:readlink\s+-f|realpath)\s+"?)?(?:\$0|\$\{0\}|\$\{?BASH_SOURCE(?:\[0\])?\}?)"?\s*(?:\)"?\s*)?(?:\)|`)/g
const CUT = /\$\{(?:0|BASH_SOURCE(?:\[0\])?)%\/\*\}/g
const ENTERED = /\$\(\s*cd\s+(?:-P\s+)?(?:--\s+)?"?(\/\/start[^"'$`()\s]{0,200})"?[^()]{0,40}&&\s*pwd(?:\s+-P)?\s*\)/g

/** Puts a script's own folder, given relative to where it starts, for `$(dirname "$0")` and the like. */
export function withOwnFolder(text: string, home: string): string {
  if (!text.includes('$') && !text.includes('`')) return text
  const folder = `${START}/${home === '' ? '.' : home}`
  return text.replace(DIRNAME, folder).replace(CUT, folder).replace(ENTERED, '$1')
}

/** The parts of a path that begins where the script started; null for any other path. */
export function fromStart(path: string): string | null {
  return path === START || path.startsWith(`${START}/`) ? path.slice(START.length + 1) : null
}

/** A path that begins where the script started, as seen from a folder below that start; any other text as it is. */
export function seenFrom(directory: string | null, text: string): string {
  const path = fromStart(text)
  if (path === null || directory === null || directory.startsWith('..')) return text
  const up = directory.split('/').filter((part) => part !== '').map(() => '..')
  return [...up, path].join('/')
}
