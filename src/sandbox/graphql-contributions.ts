import { commitsOf, countCommits, type CommitFacts } from './git/history.ts'
import { accountBehind } from './shapes/commits.ts'
import { iso, isoOrNull } from './shapes/people.ts'
import { pullsOf, type PullIssue } from './shapes/pull-requests.ts'
import type { Repository } from './state/records.ts'
import { need, type World } from './state/world.ts'

/** The part of GitHub's schema that tells of commits, pull requests and reviews, under GitHub's names. */
export const CONTRIBUTION_SCHEMA = `
  scalar GitTimestamp
  scalar DateTime
  enum OrderDirection { ASC DESC }
  enum IssueOrderField { CREATED_AT UPDATED_AT COMMENTS }
  enum PullRequestReviewState { PENDING COMMENTED APPROVED CHANGES_REQUESTED DISMISSED }
  input IssueOrder { field: IssueOrderField! direction: OrderDirection! }
  interface Actor { login: String! }
  type User implements Actor { login: String! databaseId: Int }
  type Bot implements Actor { login: String! databaseId: Int }
  type GitActor { name: String email: String date: GitTimestamp user: User }
  type GitActorConnection { nodes: [GitActor] totalCount: Int! pageInfo: PageInfo! }
  type CommitConnection { nodes: [Commit] totalCount: Int! pageInfo: PageInfo! }
  type CommitHistoryConnection { nodes: [Commit] totalCount: Int! pageInfo: PageInfo! }
  type PullRequestReview { state: PullRequestReviewState! submittedAt: DateTime author: Actor }
  type PullRequestReviewConnection { nodes: [PullRequestReview] totalCount: Int! pageInfo: PageInfo! }
  type PullRequest { number: Int! createdAt: DateTime! mergedAt: DateTime updatedAt: DateTime! author: Actor reviews(first: Int, after: String): PullRequestReviewConnection }
  type PullRequestConnection { nodes: [PullRequest] totalCount: Int! pageInfo: PageInfo! }
`

type PageAsked = { readonly first?: number; readonly after?: string }

/** GitHub gives at most so many at a time, and refuses to give more. */
const MOST = 100
const COAUTHOR = /^co-authored-by: ([^<>\n]{1,200}) <([^<>\n]{1,200})>$/gim

/** A commit with what can be asked of it. */
export function commitRoot(world: World, repository: Repository, sha: string): object {
  return { __typename: 'Commit', oid: sha, history: (asked: PageAsked) => historyOf(world, repository, sha, asked) }
}

async function historyOf(world: World, { folder }: Repository, sha: string, asked: PageAsked): Promise<object> {
  const total = await countCommits(folder, sha)
  const from = fromOf(asked)
  const commits = await commitsOf(folder, [`--skip=${from}`, sha], mostOf(asked))
  return connection(commits.map((commit) => ({ __typename: 'Commit', oid: commit.sha, authoredDate: iso(commit.author.at), parents: connection(commit.parents, commit.parents.length, 0), authors: authorsOf(world, commit) })), total, from)
}

/** The author and those whom the message names as co-authors, each once. */
function authorsOf(world: World, { author, message }: CommitFacts): object {
  const named = [author, ...[...message.matchAll(COAUTHOR)].map(([, name = '', email = '']) => ({ name, email }))]
  const authors = [...new Map(named.map((one) => [one.email.toLowerCase(), one])).values()].map(({ name, email }) => {
    const account = accountBehind(world, email)
    return { name, email, user: account === undefined || account.kind !== 'User' ? null : { __typename: 'User', login: account.login, databaseId: account.id } }
  })
  return connection(authors, authors.length, 0)
}

/** The pull requests of a repository; the order that is asked for is kept to. */
export function pullsRoot(world: World, repository: Repository, { orderBy, ...asked }: PageAsked & { readonly orderBy?: { readonly field: string; readonly direction: string } }): object {
  const time = ({ createdAt, updatedAt }: PullIssue): number => orderBy?.field === 'UPDATED_AT' ? updatedAt : createdAt
  const sorted = pullsOf(world, repository).toSorted((one, other) => (time(one) - time(other) || one.number - other.number) * (orderBy?.direction === 'DESC' ? -1 : 1))
  const from = fromOf(asked)
  return connection(sorted.slice(from, from + mostOf(asked)).map((issue) => pullRoot(world, issue)), sorted.length, from)
}

function pullRoot(world: World, issue: PullIssue): object {
  return {
    number: issue.number, createdAt: iso(issue.createdAt), updatedAt: iso(issue.updatedAt), mergedAt: isoOrNull(issue.pull.mergedAt), author: actorOf(world, issue.userId),
    reviews: (asked: PageAsked) => {
      const all = world.reviews.filter(({ repositoryId, number }) => repositoryId === issue.repositoryId && number === issue.number)
      const from = fromOf(asked)
      return connection(all.slice(from, from + mostOf(asked)).map(({ state, submittedAt, userId }) => ({ state, submittedAt: iso(submittedAt), author: actorOf(world, userId) })), all.length, from)
    },
  }
}

/** An App goes without the ending of its login here. */
function actorOf(world: World, id: number): object {
  const { login, kind } = need(world.accounts, id)
  return { __typename: kind === 'Bot' ? 'Bot' : 'User', login: login.replace(/\[bot\]$/, ''), databaseId: id }
}

function connection(nodes: readonly unknown[], totalCount: number, from: number): object {
  const to = from + nodes.length
  return { nodes, totalCount, pageInfo: { hasNextPage: to < totalCount, endCursor: nodes.length === 0 ? null : String(to) } }
}

function fromOf({ after }: PageAsked): number {
  return after === undefined ? 0 : Number(after)
}

function mostOf({ first = MOST }: PageAsked): number {
  if (first > MOST) throw new Error(`Requesting ${first} records on the connection exceeds the \`first\` limit of ${MOST} records.`)
  return first
}
