import { runGit, startGit } from '../../local/git.ts'

export type GitObject = { readonly type: string; readonly bytes: Buffer }
export type GitTreeEntry = { readonly path: string; readonly mode: string; readonly type: string; readonly sha: string; readonly size: number | null }

/** A blob's id in GraphQL's way. */
export function blobNode(sha: string): string {
  return `B_${sha}`
}

const BRANCHES = 'refs/heads/'

/** The branch that HEAD names, also where it has no commit yet. */
export async function defaultBranchOf(folder: string): Promise<string> {
  const head = await runGit({ folder }, ['symbolic-ref', 'HEAD'])
  return head.ok ? head.output.toString().trim().slice(BRANCHES.length) : 'main'
}

/** Every branch with its commit, by name. */
export async function branchesOf(folder: string): Promise<readonly { readonly name: string; readonly sha: string }[]> {
  const listed = await runGit({ folder }, ['for-each-ref', '--format=%(objectname) %(refname)', BRANCHES])
  return (listed.ok ? listed.output.toString() : '').split('\n').filter((line) => line !== '').map((line) => {
    const space = line.indexOf(' ')
    return { sha: line.slice(0, space), name: line.slice(space + 1 + BRANCHES.length) }
  })
}

/** The commit that a branch, a tag or the beginning of a SHA names; null where there is none. */
export async function commitOf(folder: string, ref: string): Promise<string | null> {
  for (const name of [`refs/heads/${ref}`, `refs/tags/${ref}`, `refs/${ref}`, ...(/^[0-9a-f]{4,40}$/.test(ref) ? [ref] : [])]) {
    const found = await runGit({ folder }, ['rev-parse', '--verify', '--end-of-options', `${name}^{commit}`])
    if (found.ok) return found.output.toString().trim()
  }
  return null
}

/** What a tree, or a commit's tree, holds: folders too, and what lies below them where it is asked for. Null where there is no such tree. */
export async function treeOf(folder: string, sha: string, recursive: boolean): Promise<readonly GitTreeEntry[] | null> {
  const listed = await runGit({ folder }, ['ls-tree', '-l', '-z', '--full-tree', ...(recursive ? ['-r', '-t'] : []), sha])
  if (!listed.ok) return null
  return listed.output.toString().split('\0').filter((line) => line !== '').map((line) => {
    const tab = line.indexOf('\t')
    const [mode = '', type = '', own = '', size = ''] = line.slice(0, tab).split(/ +/)
    return { path: line.slice(tab + 1), mode, type, sha: own, size: size === '-' ? null : Number(size) }
  })
}

/** The objects of several SHAs with one git process; what is not there is left out. */
export async function readObjects(folder: string, shas: readonly string[]): Promise<ReadonlyMap<string, GitObject>> {
  const asked = shas.filter((sha) => /^[0-9a-f]{40,64}$/.test(sha))
  const child = startGit({ folder }, ['cat-file', '--batch'])
  const ended = new Promise<void>((resolve) => { child.once('close', () => { resolve() }).once('error', () => { resolve() }) })
  child.stderr.resume()
  child.stdin.on('error', () => {}).end(asked.map((sha) => `${sha}\n`).join(''))
  const chunks: Buffer[] = []
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer)
  await ended
  const output = Buffer.concat(chunks)
  const objects = new Map<string, GitObject>()
  for (let at = 0; at < output.length;) {
    const end = output.indexOf(10, at)
    const [sha = '', type = '', length = ''] = output.toString('utf8', at, end).split(' ')
    at = end + 1
    if (type === 'missing' || length === '') continue
    objects.set(sha, { type, bytes: output.subarray(at, at + Number(length)) })
    at += Number(length) + 1
  }
  return objects
}
