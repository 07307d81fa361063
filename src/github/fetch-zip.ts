import type { FetchedZip } from '../flow/ports/github-ports.ts'
import { fetchKept } from './fetch-kept.ts'

/** GitHub keeps larger ones; no report of a course needs them. */
const MOST_BYTES = 50_000_000
const TOO_LARGE: FetchedZip = { says: 'it is larger than 50 MB, which is the most that is read', isPassing: false }

/** Fetches a zip from where GitHub keeps it, 50 MB at most. Never rejects. */
export async function fetchZip(location: string, apiUrl: string, milliseconds?: number): Promise<FetchedZip> {
  return fetchKept<FetchedZip>(location, apiUrl, 'application/zip, application/octet-stream', within, milliseconds)
}

async function within(answer: Response): Promise<FetchedZip> {
  if (Number(answer.headers.get('content-length') ?? 0) > MOST_BYTES) {
    await answer.body?.cancel()
    return TOO_LARGE
  }
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    length += chunk.length
    // Leaving the loop ends the answer.
    if (length > MOST_BYTES) return TOO_LARGE
    chunks.push(chunk)
  }
  return { bytes: Buffer.concat(chunks) }
}
