import type { FetchedZip } from '../flow/github-ports.ts'
import { withinDeadline } from './within-deadline.ts'

/** GitHub keeps larger ones; no report of a course needs them. */
const MOST_BYTES = 50_000_000
const LONGEST = 60_000
const TOO_LARGE: FetchedZip = { says: 'it is larger than 50 MB, which is the most that is read', isPassing: false }

/**
 * Fetches a zip from where GitHub keeps it: an address on another host that is a key by itself, so no token goes there and no further redirect is followed.
 * HTTPS alone, unless GitHub's API itself is asked without (on loopback). Never rejects.
 */
export async function fetchZip(location: string, apiUrl: string, milliseconds = LONGEST): Promise<FetchedZip> {
  const url = URL.canParse(location, apiUrl) ? new URL(location, apiUrl) : null
  if (url === null || (url.protocol !== 'https:' && url.protocol !== new URL(apiUrl).protocol)) return { says: 'GitHub leads to an address from which nothing is fetched', isPassing: false }
  try {
    return await withinDeadline(milliseconds, new AbortController().signal, async (signal) => {
      const answer = await fetch(url, { redirect: 'error', credentials: 'omit', headers: { accept: 'application/zip, application/octet-stream' }, signal })
      if (!answer.ok) {
        await answer.body?.cancel()
        return { says: `where GitHub keeps it, the answer was ${answer.status}`, isPassing: answer.status >= 500 }
      }
      return within(answer)
    })
  } catch {
    return { says: 'where GitHub keeps it, no whole answer came', isPassing: true }
  }
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
