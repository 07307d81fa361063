import { blobSha } from '../flow/reading/blob-sha.ts'
import { field, textField } from './json.ts'

/** GraphQL gives the text of a file up to this many bytes. */
export const LONGEST_TEXT = 512_000

/** One GraphQL query for several blobs; `b0`, `b1`, … answer the SHAs in their order. */
export function blobQuery(shas: readonly string[]): string {
  return objectsQuery(shas, 'byteSize isBinary isTruncated text')
}

/** One GraphQL query for how large several blobs are. */
export function sizeQuery(shas: readonly string[]): string {
  return objectsQuery(shas, 'byteSize')
}

function objectsQuery(shas: readonly string[], fields: string): string {
  const objects = shas.map((sha, index) => `b${index}: object(oid: "${sha}") { ... on Blob { ${fields} } }`)
  return `query ($owner: String!, $name: String!) { repository(owner: $owner, name: $name) { ${objects.join(' ')} } }`
}

/** The sizes in bytes that an answer to either query tells, by SHA. */
export function sizesOf(body: unknown, shas: readonly string[]): ReadonlyMap<string, number> {
  const repository = field(field(body, 'data'), 'repository')
  return new Map(shas.flatMap((sha, index) => {
    const size = field(field(repository, `b${index}`), 'byteSize')
    return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? [[sha, size]] : []
  }))
}

/**
 * The bytes of the blobs that an answer gives exactly, by SHA. GitHub decodes what it takes for text, and gives none of what it takes for binary:
 * only what still has its SHA is the file itself, so whatever was decoded, cut or withheld is not in the result.
 */
export function blobsOf(body: unknown, shas: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const repository = field(field(body, 'data'), 'repository')
  return new Map(shas.flatMap((sha, index) => {
    const object = field(repository, `b${index}`)
    const text = textField(object, 'text')
    if (text === null || field(object, 'isTruncated') === true || field(object, 'isBinary') === true) return []
    const bytes = new TextEncoder().encode(text)
    return isBlob(bytes, sha) ? [[sha, bytes]] : []
  }))
}

/** Whether bytes are the file that a SHA names. */
export function isBlob(bytes: Uint8Array, sha: string): boolean {
  return blobSha(bytes, sha.length === 64 ? 'sha256' : 'sha1') === sha
}
