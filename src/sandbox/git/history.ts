import { runGit } from '../../local/git.ts'
import { commitOf } from './git-objects.ts'

type Stamp = { readonly name: string; readonly email: string; readonly at: number }
export type CommitFacts = { readonly sha: string; readonly tree: string; readonly parents: readonly string[]; readonly author: Stamp; readonly committer: Stamp; readonly message: string }

export type FileDifference = {
  readonly path: string; readonly sha: string; readonly status: 'added' | 'removed' | 'modified' | 'renamed'
  readonly before: string | null; readonly additions: number; readonly deletions: number
}

const FORMAT = ['%H', '%T', '%P', '%an', '%ae', '%at', '%cn', '%ce', '%ct', '%B'].join('%x1f')

/** The commits that git's words choose (a SHA, `a..b`), newest first, at most so many. */
export async function commitsOf(folder: string, words: readonly string[], most = 250): Promise<readonly CommitFacts[]> {
  const logged = await runGit({ folder }, ['log', `--max-count=${most}`, '-z', `--format=${FORMAT}`, ...words])
  return (logged.ok ? logged.output.toString() : '').split('\0').filter((entry) => entry !== '').map((entry) => {
    const [sha = '', tree = '', parents = '', author = '', email = '', at = '', committer = '', theirs = '', then = '', message = ''] = entry.split('\x1f')
    return {
      sha, tree, parents: parents.split(' ').filter((parent) => parent !== ''), message: message.trimEnd(),
      author: { name: author, email, at: Number(at) * 1000 }, committer: { name: committer, email: theirs, at: Number(then) * 1000 },
    }
  })
}

/** What is known of one commit; null where there is none. */
export async function commitFacts(folder: string, ref: string): Promise<CommitFacts | null> {
  const sha = await commitOf(folder, ref)
  return sha === null ? null : (await commitsOf(folder, [sha], 1))[0] ?? null
}

/** How many commits `a..b` holds. */
export async function countCommits(folder: string, range: string): Promise<number> {
  const counted = await runGit({ folder }, ['rev-list', '--count', range])
  return counted.ok ? Number(counted.output.toString().trim()) : 0
}

/** Whether the first commit is an ancestor of the second. */
export async function isAncestor(folder: string, ancestor: string, commit: string): Promise<boolean> {
  return (await runGit({ folder }, ['merge-base', '--is-ancestor', ancestor, commit])).ok
}

/** The files in which two trees differ, with the lines added and removed. */
export async function differencesOf(folder: string, from: string, to: string): Promise<readonly FileDifference[]> {
  const [raw, counted] = await Promise.all([['--raw', '--abbrev=40'], ['--numstat']].map(async (form) => {
    const shown = await runGit({ folder }, ['diff-tree', '-r', '-z', '-M', ...form, from, to])
    return shown.ok ? shown.output.toString().split('\0') : []
  }))
  const counts = countsOf(counted ?? [])
  const differences: FileDifference[] = []
  const words = raw ?? []
  for (let at = 0; at + 1 < words.length;) {
    const [, , , own = '', letter = ''] = (words[at] ?? '').split(' ')
    const renamed = letter.startsWith('R')
    const first = words[at + 1] ?? ''
    const path = renamed ? words[at + 2] ?? '' : first
    at += renamed ? 3 : 2
    const { additions, deletions } = counts.get(path) ?? { additions: 0, deletions: 0 }
    const [, , sha = ''] = (words[at - (renamed ? 3 : 2)] ?? '').split(' ')
    differences.push({ path, sha: letter === 'D' ? sha : own, status: letter === 'A' ? 'added' : letter === 'D' ? 'removed' : renamed ? 'renamed' : 'modified', before: renamed ? first : null, additions, deletions })
  }
  return differences
}

function countsOf(words: readonly string[]): ReadonlyMap<string, { readonly additions: number; readonly deletions: number }> {
  const counts = new Map<string, { additions: number; deletions: number }>()
  for (let at = 0; at < words.length;) {
    const [added = '', removed = '', path = ''] = (words[at] ?? '').split('\t')
    // A renamed file's two names follow behind it.
    counts.set(path === '' ? words[at + 2] ?? '' : path, { additions: Number(added) || 0, deletions: Number(removed) || 0 })
    at += path === '' ? 3 : 1
  }
  return counts
}
