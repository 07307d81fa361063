import { createHash } from 'node:crypto'

/** The SHA that git gives a file of these bytes: SHA-1, or SHA-256 for a repository that counts in it. */
export function blobSha(bytes: Uint8Array, algorithm: 'sha1' | 'sha256' = 'sha1'): string {
  return createHash(algorithm).update(`blob ${bytes.length}\0`).update(bytes).digest('hex')
}
