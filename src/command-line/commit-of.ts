import { dirname, relative, sep } from 'node:path'
import { existsSync } from 'node:fs'
import { runGit } from '../local/git.ts'
import { locate } from '../local/locate.ts'

/** The commit that a project's files are of, or null and why they are of none; changes in the folder `without` do not count. The repository may begin above the project. */
export async function commitOf(folder: string, without: string): Promise<{ readonly commit: string | null; readonly says: string | null }> {
  const top = repositoryAbove(folder)
  const located = top === null ? null : await locate(top)
  if (top === null || located === null || !located.ok || located.place.kind !== 'work-tree') return { commit: null, says: 'this is no git repository' }
  const place = { folder: located.place.gitFolder, workTree: top }
  const head = await runGit(place, ['rev-parse', '--verify', 'HEAD^{commit}'])
  if (!head.ok) return { commit: null, says: head.missing ? 'the git program was not found' : 'there is no commit yet' }
  const status = await runGit(place, ['status', '--porcelain', '-z', '--untracked-files=no'])
  if (!status.ok) return { commit: null, says: 'git cannot tell whether files differ from the commit' }
  const inside = relative(top, folder).split(sep).join('/')
  const own = [inside, without].filter((part) => part !== '').join('/')
  const changed = status.output.toString('utf8').split('\0').map((line) => line.slice(3)).find((path) => path !== '' && !path.startsWith(`${own}/`))
  return changed === undefined ? { commit: head.output.toString('utf8').trim(), says: null } : { commit: null, says: `${changed} differs from the commit` }
}

function repositoryAbove(folder: string): string | null {
  for (let at = folder; ; at = dirname(at)) {
    if (existsSync(`${at}${sep}.git`)) return at
    if (dirname(at) === at) return null
  }
}
