import { buildSchema, graphql, parse, visit } from 'graphql'
import { blobText } from './blob-text.ts'
import { readObjects, type GitObject } from './git-objects.ts'
import { findRepository, type HostedRepository } from './hosted-repository.ts'

/** The part of GitHub's schema that reads files, under GitHub's names. */
const SCHEMA = buildSchema(`
  scalar GitObjectID
  type Query { repository(owner: String!, name: String!, followRenames: Boolean = true): Repository }
  type Repository { nameWithOwner: String! object(oid: GitObjectID): GitObject }
  interface GitObject { oid: GitObjectID! }
  type Blob implements GitObject { oid: GitObjectID! byteSize: Int! isBinary: Boolean isTruncated: Boolean! text: String }
  type Tree implements GitObject { oid: GitObjectID! }
  type Commit implements GitObject { oid: GitObjectID! }
  type Tag implements GitObject { oid: GitObjectID! }
`)

const TYPE_NAMES = new Map([['blob', 'Blob'], ['tree', 'Tree'], ['commit', 'Commit'], ['tag', 'Tag']])

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

/** Answers a GraphQL query over the hosted repositories as GitHub does, errors included. */
export async function answerGraphql(repositories: readonly HostedRepository[], query: string, variables: Readonly<Record<string, unknown>>): Promise<object> {
  const rootValue = {
    repository({ owner, name }: { readonly owner: string; readonly name: string }) {
      const repository = findRepository(repositories, owner, name)
      if (repository === undefined) return null
      return { nameWithOwner: `${repository.owner}/${repository.name}`, object: objectReader(repository.folder) }
    },
  }
  const { data, errors } = await graphql({ schema: SCHEMA, source: query, rootValue, variableValues: variables })
  if (errors !== undefined) return { ...(data === undefined ? {} : { data }), errors: errors.map(({ message, path }) => ({ message, path })) }
  return data?.['repository'] === null
    ? { data, errors: [{ type: 'NOT_FOUND', path: ['repository'], message: 'Could not resolve to a Repository with that name.' }] }
    : { data: data ?? null }
}

/** Reads all objects that one query asks for with one git process. */
function objectReader(folder: string): (argument: { readonly oid: string }) => Promise<object | null> {
  const asked: string[] = []
  let reading: Promise<ReadonlyMap<string, GitObject>> | null = null
  return async ({ oid }) => {
    asked.push(oid)
    reading ??= Promise.resolve().then(() => readObjects(folder, asked))
    const object = (await reading).get(oid)
    if (object === undefined) return null
    return { __typename: TYPE_NAMES.get(object.type), oid, byteSize: object.bytes.length, ...(object.type === 'blob' ? blobText(object.bytes) : {}) }
  }
}
