import { runGit } from './git.ts'

/** What makes a file on disk hold other bytes than the commit does. */
const REWRITING = ['filter', 'ident', 'working-tree-encoding']
/** How many paths are asked for at once: a command line is not endless. */
const TOGETHER = 100

/** Those of some paths that the repository's attributes let git rewrite when it checks them out (Git LFS, `$Id$`, another encoding); all where git does not say. No filter is run. */
export async function rewrittenPaths(folder: string, gitFolder: string, paths: readonly string[]): Promise<ReadonlySet<string>> {
  const rewritten = new Set<string>()
  for (let start = 0; start < paths.length; start += TOGETHER) {
    const asked = await runGit({ folder: gitFolder, workTree: folder }, ['check-attr', '-z', ...REWRITING, '--', ...paths.slice(start, start + TOGETHER)])
    if (!asked.ok) return new Set(paths)
    const fields = asked.output.toString('utf8').split('\0')
    for (let at = 0; at + 2 < fields.length; at += 3) {
      const [path = '', , value = ''] = fields.slice(at, at + 3)
      if (value !== 'unspecified' && value !== 'unset' && value !== '') rewritten.add(path)
    }
  }
  return rewritten
}
