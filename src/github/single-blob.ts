import type { GitHubClient } from './client.ts'
import { isBlob } from './blob-query.ts'
import { textField } from './json.ts'
import { gapReason } from './refusals.ts'
import type { RepositoryAddress } from './repository-address.ts'

/** The bytes of one blob, whatever they are; or why they cannot be had, as a gap's kind and reason. */
export async function readSingleBlob(client: GitHubClient, { owner, name }: RepositoryAddress, sha: string): Promise<{ readonly bytes: Uint8Array } | { readonly what: string; readonly reason: string }> {
  const answer = await client.ask((rest, request) => rest.git.getBlob({ owner, repo: name, file_sha: sha, request }))
  if (!answer.ok) return { what: answer.failure.kind === 'not-found' ? 'missing object' : 'file', reason: gapReason(answer.failure) }
  const content = textField(answer.body, 'content')
  const bytes = content === null ? null : Uint8Array.from(Buffer.from(content, textField(answer.body, 'encoding') === 'base64' ? 'base64' : 'utf8'))
  return bytes !== null && isBlob(bytes, sha) ? { bytes } : { what: 'file', reason: 'what GitHub sent is not this file' }
}
