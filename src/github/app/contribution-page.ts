import type { ReadReview } from '../../model/contribution.ts'
import { field } from '../json.ts'
import { payloadOf, type Payload } from '../meanings/payload.ts'
import { timeOf } from './runs.ts'

/** Somebody as an answer names them. */
export type Named = { readonly id: number | null; readonly login: string; readonly email: string; readonly isBot: boolean }

export type NamedCommit = { readonly sha: string; readonly at: number; readonly isMerge: boolean; readonly by: readonly Named[] }
export type NamedPull = {
  readonly number: number; readonly by: Named | null; readonly openedAt: number; readonly mergedAt: number | null; readonly updatedAt: number
  readonly reviews: readonly { readonly by: Named; readonly at: number; readonly says: ReadReview['says'] }[]; readonly reviewsBeyond: number
}
/** `next` is where the next page begins, null on the last one; `total` counts all pages. */
export type PageOf<Item> = { readonly items: readonly Item[]; readonly total: number; readonly next: string | null }
/** A part is null where it was not asked for. `head` is null where the branch has no commit. */
export type ContributionPage = { readonly head: string | null; readonly commits: PageOf<NamedCommit> | null; readonly pulls: PageOf<NamedPull> | null }

/** Which parts one query asks for, each from where a page begins: the first one at an empty text. */
export type PageAsked = { readonly commits: string | null; readonly pulls: string | null }

/** No address is longer (RFC 5321). */
const LONGEST_EMAIL = 254

const WHO = '__typename login ... on User { databaseId } ... on Bot { databaseId }'
const COMMITS = `history(first: 100, after: $commits) { totalCount pageInfo { hasNextPage endCursor } nodes { oid authoredDate parents(first: 1) { totalCount } authors(first: 10) { nodes { email user { databaseId login } } } } }`
const PULLS = `pullRequests(first: 50, after: $pulls, orderBy: { field: UPDATED_AT, direction: DESC }) {
    totalCount pageInfo { hasNextPage endCursor }
    nodes { number createdAt mergedAt updatedAt author { ${WHO} } reviews(first: 50) { totalCount nodes { state submittedAt author { ${WHO} } } } }
  }`

/** One GraphQL query for the next page of commits of a branch, of pull requests with their reviews, or of both. */
export function pageQuery({ commits, pulls }: PageAsked): string {
  const variables = ['$owner: String!', '$name: String!', '$branch: String!', ...commits === null ? [] : ['$commits: String'], ...pulls === null ? [] : ['$pulls: String']]
  return `query (${variables.join(', ')}) {
  repository(owner: $owner, name: $name) {
    databaseId ref(qualifiedName: $branch) { target { oid${commits === null ? '' : ` ... on Commit { ${COMMITS} }`} } }
    ${pulls === null ? '' : PULLS}
  }
}`
}

/** What an answer to it holds; null where it lacks something. `another` where another repository has the name. */
export function pageIn(body: unknown, repositoryId: number, asked: PageAsked): ContributionPage | 'another' | null {
  const repository = field(field(body, 'data'), 'repository')
  const answer = payloadOf(repository)
  if (answer.number('databaseId') !== repositoryId) return answer.missing().length > 0 ? null : 'another'
  const head = answer.textOrNull('ref.target.oid')
  const page: ContributionPage = {
    head,
    commits: asked.commits === null ? null : head === null ? { items: [], total: 0, next: null } : pageOf(answer, 'ref.target.history', commitOf),
    pulls: asked.pulls === null ? null : pageOf(answer, 'pullRequests', pullOf),
  }
  return answer.missing().length === 0 ? page : null
}

function pageOf<Item>(answer: Payload, path: string, item: (one: Payload) => Item): PageOf<Item> {
  return {
    items: answer.items(`${path}.nodes`).map(item), total: answer.number(`${path}.totalCount`),
    next: answer.flag(`${path}.pageInfo.hasNextPage`) ? answer.text(`${path}.pageInfo.endCursor`) : null,
  }
}

function commitOf(commit: Payload): NamedCommit {
  const by = commit.items('authors.nodes').map((one): Named => {
    const [id, login, email] = [one.numberOrNull('user.databaseId'), one.textOrNull('user.login') ?? '', one.textWithin('email', LONGEST_EMAIL) ?? '']
    // GitHub gives no user for an App; the e-mail that it writes for one says so.
    return { id, login, email: id === null ? email : '', isBot: /\[bot\](?:@users\.noreply\.github\.com)?$/.test(id === null ? email : login) }
  })
  return { sha: commit.text('oid'), at: timeOf(commit, 'authoredDate') ?? 0, isMerge: commit.number('parents.totalCount') > 1, by }
}

function pullOf(pull: Payload): NamedPull {
  const nodes = pull.items('reviews.nodes')
  const reviews = nodes.flatMap((review): NamedPull['reviews'] => {
    const [by, at, says] = [actorIn(review), timeOf(review, 'submittedAt'), wordOf(review.text('state'))]
    return by === null || at === null || says === null ? [] : [{ by, at, says }]
  })
  return {
    number: pull.number('number'), by: actorIn(pull), openedAt: timeOf(pull, 'createdAt') ?? 0, mergedAt: timeOf(pull, 'mergedAt'), updatedAt: timeOf(pull, 'updatedAt') ?? 0,
    reviews, reviewsBeyond: Math.max(0, pull.number('reviews.totalCount') - nodes.length),
  }
}

/** Null where the account is gone. */
function actorIn(of: Payload): Named | null {
  const [id, login] = [of.numberOrNull('author.databaseId'), of.textOrNull('author.login')]
  return id === null || login === null ? null : { id, login, email: '', isBot: of.textOrNull('author.__typename') === 'Bot' }
}

/** What was dismissed was given all the same, and held something up or let it through; what is pending was not sent yet. */
function wordOf(state: string): ReadReview['says'] | null {
  switch (state) {
    case 'APPROVED': return 'approved'
    case 'CHANGES_REQUESTED': case 'DISMISSED': return 'changes'
    case 'COMMENTED': return 'commented'
    default: return null
  }
}
