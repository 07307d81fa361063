import { mkdirSync, writeFileSync } from 'node:fs'
import { copyFile } from 'node:fs/promises'
import { join } from 'node:path'
import { runGit } from '../../local/git.ts'
import { locate, nameOfFolder } from '../../local/locate.ts'
import { branchesOf, commitOf, defaultBranchOf } from '../git/git-objects.ts'
import { initRepository, setRef } from '../git/write-git.ts'

/** A person's own repository as the demo's GitHub hosts it: `before` is a branch at its first commit, null where there is no other. */
export type OwnRepository = { readonly owner: string; readonly name: string; readonly folder: string; readonly branch: string; readonly before: string | null }

export type Borrowed = { readonly ok: true; readonly own: OwnRepository } | { readonly ok: false; readonly says: string }

const BEFORE = 'before-the-capstone'

/**
 * Borrows the commits of a clone on this machine: a bare repository, made at `folder`, that reads its objects and writes its own, so that the clone stays as
 * it is. What is not committed is not seen. `owner/name` is that of its folder where it says none.
 */
export async function borrowRepository(path: string, folder: string): Promise<Borrowed> {
  const location = await locate(path)
  if (!location.ok) return { ok: false, says: `${location.reason}\n${location.hint}` }
  const { place } = location
  if (place.kind === 'plain') return { ok: false, says: `${path}: this folder is no git repository\nGive a clone, so that there is a commit to judge.` }
  const branch = await defaultBranchOf(place.gitFolder)
  const head = await commitOf(place.gitFolder, `heads/${branch}`)
  if (head === null) return { ok: false, says: `${path}: the repository has no commit on ${branch}\nCommit something first, then run this again.` }
  const common = await runGit({ folder: place.gitFolder }, ['rev-parse', '--git-common-dir'])
  const source = common.ok ? resolveFrom(place.gitFolder, common.output.toString().trim()) : place.gitFolder
  mkdirSync(folder)
  await initRepository(folder, branch)
  writeFileSync(join(folder, 'objects', 'info', 'alternates'), `${join(source, 'objects')}\n`)
  await copyFile(join(source, 'shallow'), join(folder, 'shallow')).catch(() => null)
  for (const { name, sha } of await branchesOf(place.gitFolder)) await setRef(folder, `refs/heads/${name}`, sha)
  const roots = await runGit({ folder }, ['rev-list', '--max-parents=0', '--first-parent', head])
  const first = roots.ok ? roots.output.toString().trim().split('\n').at(-1) ?? '' : ''
  const isOlder = /^[0-9a-f]{40,64}$/.test(first) && first !== head
  if (isOlder) await setRef(folder, `refs/heads/${BEFORE}`, first)
  const [owner = '', name = ''] = nameOfFolder(place.folder).split('/')
  return { ok: true, own: { owner: name === '' ? 'you' : plain(owner), name: plain(name === '' ? owner : name), folder, branch, before: isOlder ? BEFORE : null } }
}

/** Names on GitHub hold letters, digits, dots, hyphens and underscores. */
function plain(name: string): string {
  return name.replace(/[^\w.-]+/g, '-').slice(0, 100) || 'repository'
}

function resolveFrom(folder: string, path: string): string {
  return path.startsWith('/') ? path : join(folder, path)
}
