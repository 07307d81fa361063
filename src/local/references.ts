import { isCommitName, nearestHint } from '../flow/reading/commit-names.ts'
import { printable } from '../flow/printable.ts'
import { runGit, type GitPlace } from './git.ts'

export type References = { readonly originName: string | null; readonly originUrl: string | null; readonly defaultBranch: string | null; readonly head: string | null; readonly branches: readonly string[] }

const MOST_BRANCHES = 1000

/** What a repository says of its origin and branches; remote branches without their remote's name. Whatever cannot be read is left out. */
export async function readReferences(place: GitPlace, isBare: boolean): Promise<References> {
  const [origin, listing, head, originHead] = await Promise.all([
    text(place, ['config', '--get', 'remote.origin.url']),
    text(place, ['for-each-ref', `--count=${MOST_BRANCHES}`, '--format=%(refname)', 'refs/heads', 'refs/remotes/origin']),
    text(place, ['symbolic-ref', '-q', 'HEAD']),
    text(place, ['symbolic-ref', '-q', 'refs/remotes/origin/HEAD']),
  ])
  const names = (listing ?? '').split('\n').map(branchName).filter((name) => name !== '' && name !== 'HEAD')
  const branches = [...new Set(names)]
  const current = head === null ? null : branchName(head)
  const usual = isBare ? current : ['main', 'master'].find((name) => branches.includes(name)) ?? current
  return { originName: origin === null ? null : nameOfUrl(origin), originUrl: origin === null ? null : pageOfUrl(origin), defaultBranch: originHead === null ? usual : branchName(originHead), head: current, branches }
}

export type Resolved = { readonly ok: true; readonly commit: string } | { readonly ok: false; readonly reason: string; readonly hint: string }

/** Finds the commit that an abbreviated SHA, a branch (also one of origin's) or a tag names; `HEAD` for the repository's own. */
export async function resolveCommit(place: GitPlace, asked: string, references: References, shallow: boolean): Promise<Resolved> {
  const shown = printable(asked)
  if (!isCommitName(asked)) {
    return { ok: false, reason: `${shown}: this does not name a commit`, hint: 'Give a commit\'s SHA, a branch or a tag.' }
  }
  let says = ''
  for (const name of [asked, `refs/remotes/origin/${asked}`]) {
    const result = await runGit(place, ['rev-parse', '--verify', '--end-of-options', `${name}^{commit}`])
    const commit = result.ok ? /[0-9a-f]{40,64}/.exec(result.output.toString())?.[0] : undefined
    if (commit !== undefined) return { ok: true, commit }
    if (!result.ok) says += result.says
  }
  if (says.includes('ambiguous')) return { ok: false, reason: `${shown}: more than one commit begins so`, hint: 'Give more characters of its SHA.' }
  if (asked === 'HEAD') {
    return references.branches.length === 0
      ? { ok: false, reason: 'the repository is empty: it has no commits', hint: 'Commit and push something first, then run this again.' }
      : { ok: false, reason: `the repository's HEAD names a branch that is not there${references.head === null ? '' : ` (${printable(references.head)})`}`, hint: `Say which commit with --at, for example --at ${references.branches[0] ?? 'main'}.` }
  }
  if (/^[0-9a-f]{4,64}$/.test(asked) && shallow) {
    return { ok: false, reason: `${shown}: this clone is shallow and does not hold the commit`, hint: 'Fetch the whole history first: git fetch --unshallow' }
  }
  return { ok: false, reason: `${shown}: the repository has no such commit, branch or tag`, hint: nearestHint(asked, references.branches) }
}

/** `owner/name` of a URL, without what it says of a user or a password; null for a folder on disk. */
function nameOfUrl(url: string): string | null {
  const path = /^(?:[a-z][a-z+.-]*:\/\/[^/]+\/|[^/:\s]+@[^/:\s]+:)(.+)$/i.exec(url.slice(0, 2000).trim())?.[1]
  if (path === undefined || /^file:/i.test(url)) return null
  const parts = path.replace(/\/+$/, '').replace(/\.git$/, '').split('/').filter((part) => part !== '').slice(-2)
  return parts.length === 2 ? printable(parts.join('/')) : null
}

/**
 * The page on GitHub of a remote's URL, without what it says of a user or a password: github.com, an enterprise of ghe.com, or a server of its own that is
 * named so (github.example.edu). Null for every other host, whose pages have addresses of another form.
 */
function pageOfUrl(url: string): string | null {
  const [, host = '', owner = '', name = ''] = /^(?:https?:\/\/(?:[^/@]*@)?|ssh:\/\/(?:[^/@]*@)?|[^/@:\s]+@)([\w.-]+)(?::\d+)?[/:]\/?(\w[\w.-]*)\/(?!\.+$)([\w.-]+?)(?:\.git)?\/*$/i.exec(url.slice(0, 2000).trim()) ?? []
  const server = host.toLowerCase()
  return name !== '' && (/^github\.(?!com\.)[\w.-]+$/.test(server) || /^[\w-]+\.ghe\.com$/.test(server)) ? `https://${server}/${owner}/${name}` : null
}

function branchName(reference: string): string {
  return reference.trim().replace(/^refs\/(?:heads\/|remotes\/origin\/)/, '')
}

async function text(place: GitPlace, words: readonly string[]): Promise<string | null> {
  const result = await runGit(place, words)
  const output = result.ok ? result.output.toString().trim() : ''
  return output === '' ? null : output
}
