import type { FetchedLog } from '../flow/ports/github-ports.ts'
import { fetchKept } from './fetch-kept.ts'

/** What made a job fail stands at the end of its log. */
const KEPT_BYTES = 4_000_000
/** A log is written line by line, so its end is had through all that stands before; one that is longer is not read. */
const MOST_BYTES = 64_000_000
const TOO_LARGE: FetchedLog = { says: 'it is larger than 64 MB, which is the most that is read', isPassing: false }

/** Fetches the log of a job from where GitHub keeps it: its last 4 MB as text. Never rejects. */
export async function fetchLog(location: string, apiUrl: string, milliseconds?: number): Promise<FetchedLog> {
  return fetchKept<FetchedLog>(location, apiUrl, 'text/plain, application/octet-stream', endOf, milliseconds)
}

async function endOf(answer: Response): Promise<FetchedLog> {
  const chunks: Uint8Array[] = []
  let [kept, read] = [0, 0]
  for await (const chunk of (answer.body ?? []) as AsyncIterable<Uint8Array>) {
    read += chunk.length
    if (read > MOST_BYTES) return TOO_LARGE
    chunks.push(chunk)
    kept += chunk.length
    for (let [first] = chunks; first !== undefined && kept - first.length >= KEPT_BYTES; [first] = chunks) kept -= chunks.shift()?.length ?? 0
  }
  return { text: new TextDecoder().decode(Buffer.concat(chunks).subarray(-KEPT_BYTES)) }
}
