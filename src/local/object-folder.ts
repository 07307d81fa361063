import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runGit, type GitPlace } from './git.ts'

export type ObjectFolder = { readonly place: GitPlace; readonly shallow: boolean; readonly remove: () => Promise<void> }

/**
 * A git directory of our own that borrows a repository's objects and nothing else: none of its configuration, replacements or promises to fetch apply there,
 * so that an object that is not there is missing rather than fetched. Where the repository cannot be read, git's words about it.
 */
export async function borrowObjects(repository: GitPlace): Promise<{ readonly ok: true; readonly objects: ObjectFolder } | { readonly ok: false; readonly says: string; readonly missing: boolean }> {
  const asked = await runGit(repository, ['rev-parse', '--path-format=absolute', '--is-shallow-repository', '--show-object-format', '--git-path', 'objects'])
  if (!asked.ok) return asked
  const [shallow = '', format = '', ...path] = asked.output.toString().trimEnd().split('\n')
  const folder = await mkdtemp(join(tmpdir(), 'capstone-coach-')).catch(() => null)
  if (folder === null) return { ok: false, says: `no folder can be made in ${tmpdir()}`, missing: false }
  await writeGitFolder(folder, format === 'sha256' ? 'sha256' : 'sha1')
  return { ok: true, objects: { place: { folder, objects: path.join('\n') }, shallow: shallow === 'true', remove: () => rm(folder, { recursive: true, force: true }) } }
}

/** Makes a folder that is there a git directory of ours: no hooks, no template, nothing of anybody's configuration. */
export async function writeGitFolder(folder: string, format: 'sha1' | 'sha256'): Promise<void> {
  await Promise.all([
    mkdir(join(folder, 'objects')), mkdir(join(folder, 'refs')),
    writeFile(join(folder, 'HEAD'), 'ref: refs/heads/none\n'),
    writeFile(join(folder, 'config'), `[core]\n\trepositoryformatversion = 1\n\tbare = true\n[extensions]\n\tobjectformat = ${format}\n`),
  ])
}
