import type { NotFetched } from '../flow/ports/github-ports.ts'
import { withinDeadline } from './within-deadline.ts'

const LONGEST = 60_000

/**
 * Fetches what GitHub keeps on another host, at an address that is a key by itself: no token goes there, and no further redirect is followed. HTTPS alone, unless GitHub's API itself is
 * asked without (on loopback). `read` takes the answer's body. Never rejects.
 */
export async function fetchKept<Value>(location: string, apiUrl: string, accept: string, read: (answer: Response) => Promise<Value>, milliseconds = LONGEST): Promise<Value | NotFetched> {
  const url = URL.canParse(location, apiUrl) ? new URL(location, apiUrl) : null
  if (url === null || (url.protocol !== 'https:' && url.protocol !== new URL(apiUrl).protocol)) return { says: 'GitHub leads to an address from which nothing is fetched', isPassing: false }
  try {
    return await withinDeadline(milliseconds, new AbortController().signal, async (signal) => {
      const answer = await fetch(url, { redirect: 'error', credentials: 'omit', headers: { accept }, signal })
      if (!answer.ok) {
        await answer.body?.cancel()
        return { says: `where GitHub keeps it, the answer was ${answer.status}`, isPassing: answer.status >= 500 }
      }
      return await read(answer)
    })
  } catch {
    return { says: 'where GitHub keeps it, no whole answer came', isPassing: true }
  }
}
