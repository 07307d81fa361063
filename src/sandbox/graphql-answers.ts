import { buildSchema, graphql, parse, visit } from 'graphql'
import { blobText } from './blob-text.ts'
import { commitRoot, CONTRIBUTION_SCHEMA, pullsRoot } from './graphql-contributions.ts'
import { branchesOf, commitOf, readObjects, type GitObject } from './git/git-objects.ts'
import type { Repository } from './state/records.ts'
import { fullName, type World } from './state/world.ts'

/** The part of GitHub's schema that reads repositories, under GitHub's names. */
const SCHEMA = buildSchema(`
  ${CONTRIBUTION_SCHEMA}
  scalar GitObjectID
  enum RepositoryVisibility { INTERNAL PRIVATE PUBLIC }
  type Query { repository(owner: String!, name: String!, followRenames: Boolean = true): Repository }
  type Repository {
    id: ID! databaseId: Int nameWithOwner: String! isArchived: Boolean! visibility: RepositoryVisibility! defaultBranchRef: Ref
    ref(qualifiedName: String!): Ref refs(refPrefix: String!, first: Int, after: String): RefConnection
    object(oid: GitObjectID, expression: String): GitObject
    pullRequests(first: Int, after: String, orderBy: IssueOrder): PullRequestConnection!
  }
  type Ref { name: String! target: GitObject }
  type RefConnection { nodes: [Ref] totalCount: Int! pageInfo: PageInfo! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  interface GitObject { oid: GitObjectID! }
  type Blob implements GitObject { oid: GitObjectID! byteSize: Int! isBinary: Boolean isTruncated: Boolean! text: String }
  type Tree implements GitObject { oid: GitObjectID! }
  type Commit implements GitObject { oid: GitObjectID! authoredDate: DateTime! parents(first: Int): CommitConnection! authors(first: Int): GitActorConnection! history(first: Int, after: String): CommitHistoryConnection! }
  type Tag implements GitObject { oid: GitObjectID! }
`)

const TYPE_NAMES = new Map([['blob', 'Blob'], ['tree', 'Tree'], ['commit', 'Commit'], ['tag', 'Tag']])
const HEADS = 'refs/heads/'
const MOST_REFS = 100

/** How many Git objects a query asks for; 0 where it is no query. */
export function objectsAskedFor(query: string): number {
  let count = 0
  try {
    visit(parse(query), { Field: (node) => { if (node.name.value === 'object') count += 1 } })
  } catch {
    return 0
  }
  return count
}

export type GraphqlOptions = {
  /** The repository of an owner and a name, as far as the caller may see it. */
  readonly find: (owner: string, name: string) => Repository | null
  /** Where texts are cut. */
  readonly longestText?: number
}

/** Answers a GraphQL query as GitHub does, errors included. */
export async function answerGraphql(world: World, query: string, variables: Readonly<Record<string, unknown>>, { find, longestText }: GraphqlOptions): Promise<object> {
  const rootValue = {
    repository({ owner, name }: { readonly owner: string; readonly name: string }) {
      const repository = find(owner, name)
      return repository === null ? null : repositoryRoot(world, repository, longestText)
    },
  }
  const { data, errors } = await graphql({ schema: SCHEMA, source: query, rootValue, variableValues: variables })
  if (errors !== undefined) return { ...(data === undefined ? {} : { data }), errors: errors.map(({ message, path }) => ({ message, path })) }
  return data?.['repository'] === null
    ? { data, errors: [{ type: 'NOT_FOUND', path: ['repository'], message: 'Could not resolve to a Repository with that name.' }] }
    : { data: data ?? null }
}

function repositoryRoot(world: World, repository: Repository, longestText: number | undefined): object {
  const { folder, defaultBranch } = repository
  const ref = ({ name, sha }: { readonly name: string; readonly sha: string }): object => ({ name, target: commitRoot(world, repository, sha) })
  const named = async (name: string): Promise<object | null> => {
    const found = (await branchesOf(folder)).find((one) => one.name === name)
    return found === undefined ? null : ref(found)
  }
  const object = objectReader(folder, longestText)
  return {
    id: `R_${repository.id}`, databaseId: repository.id, nameWithOwner: fullName(world, repository), isArchived: repository.archived, visibility: repository.private ? 'PRIVATE' : 'PUBLIC', defaultBranchRef: () => named(defaultBranch),
    ref: ({ qualifiedName }: { readonly qualifiedName: string }) => named(qualifiedName.startsWith(HEADS) ? qualifiedName.slice(HEADS.length) : qualifiedName),
    refs: async ({ refPrefix, first, after }: { readonly refPrefix: string; readonly first?: number; readonly after?: string }) => {
      const all = refPrefix === HEADS ? await branchesOf(folder) : []
      const from = after === undefined ? 0 : Number(after)
      const to = from + Math.min(first ?? MOST_REFS, MOST_REFS)
      return { nodes: all.slice(from, to).map(ref), totalCount: all.length, pageInfo: { hasNextPage: to < all.length, endCursor: String(Math.min(to, all.length)) } }
    },
    pullRequests: (asked: Parameters<typeof pullsRoot>[2]) => pullsRoot(world, repository, asked),
    object: async ({ oid, expression }: { readonly oid?: string; readonly expression?: string }) => {
      if (oid !== undefined) return object(oid)
      const sha = expression === undefined ? null : await commitOf(folder, expression)
      return sha === null ? null : objectReader(folder, longestText)(sha)
    },
  }
}

/** Reads all objects that one query asks for with one git process. */
function objectReader(folder: string, longestText: number | undefined): (oid: string) => Promise<object | null> {
  const asked: string[] = []
  let reading: Promise<ReadonlyMap<string, GitObject>> | null = null
  return async (oid) => {
    asked.push(oid)
    reading ??= Promise.resolve().then(() => readObjects(folder, asked))
    const object = (await reading).get(oid)
    if (object === undefined) return null
    return { __typename: TYPE_NAMES.get(object.type), oid, byteSize: object.bytes.length, ...(object.type === 'blob' ? blobText(object.bytes, longestText) : {}) }
  }
}
