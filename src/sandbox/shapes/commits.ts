import type { CommitFacts } from '../git/history.ts'
import type { Account, Repository } from '../state/records.ts'
import { accountFor, accountNamed, type World } from '../state/world.ts'
import { accountShape, iso } from './people.ts'
import { repositoryPage, repositoryUrl } from './repositories.ts'

type Json = Readonly<Record<string, unknown>>

/** The e-mail that GitHub gives a person's commits; the account can be told from it again. */
export function emailOf(account: Account): string {
  return `${account.id}+${account.login}@users.noreply.github.com`
}

/** The account behind a commit's e-mail; undefined where nobody's. */
export function accountBehind(world: World, email: string): Account | undefined {
  const login = /^\d+\+(.+)@users\.noreply\.github\.com$/.exec(email)?.[1]
  return login === undefined ? undefined : accountNamed(world, login)
}

function accountShapeBehind(world: World, email: string): Json | null {
  const account = accountBehind(world, email)
  return account === undefined ? null : accountShape(world, account)
}

/** A commit as the API gives it. */
export function commitShape(world: World, repository: Repository, commit: CommitFacts): Json {
  const url = repositoryUrl(world, repository)
  const page = repositoryPage(world, repository)
  const stamp = ({ name, email, at }: CommitFacts['author']): Json => ({ name, email, date: iso(at) })
  return {
    sha: commit.sha, node_id: `C_${commit.sha}`, url: `${url}/commits/${commit.sha}`, html_url: `${page}/commit/${commit.sha}`, comments_url: `${url}/commits/${commit.sha}/comments`,
    commit: {
      url: `${url}/git/commits/${commit.sha}`, author: stamp(commit.author), committer: stamp(commit.committer), message: commit.message, comment_count: 0,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` }, verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
    author: accountShapeBehind(world, commit.author.email), committer: accountShapeBehind(world, commit.committer.email),
    parents: commit.parents.map((sha) => ({ sha, url: `${url}/commits/${sha}`, html_url: `${page}/commit/${sha}` })),
  }
}

/** A commit as runs and suites name it. */
export function simpleCommitShape(commit: CommitFacts): Json {
  const who = ({ name, email }: CommitFacts['author']): Json => ({ name, email })
  return { id: commit.sha, tree_id: commit.tree, message: commit.message, timestamp: iso(commit.committer.at), author: who(commit.author), committer: who(commit.committer) }
}

/** A commit as a push names it; `files` are the paths that it adds, removes and changes. */
export function pushedCommitShape(world: World, repository: Repository, commit: CommitFacts, files: { readonly added: readonly string[]; readonly removed: readonly string[]; readonly modified: readonly string[] }): Json {
  const who = ({ name, email }: CommitFacts['author']): Json => ({ name, email, username: accountFor(world, name).login })
  return {
    id: commit.sha, tree_id: commit.tree, distinct: true, message: commit.message, timestamp: iso(commit.committer.at), url: `${repositoryPage(world, repository)}/commit/${commit.sha}`,
    author: who(commit.author), committer: who(commit.committer), ...files,
  }
}
