import type { RequestMade } from '../flow/ports/operation-ports.ts'
import type { QuotaHeard } from '../model/app-state.ts'

export type QuotaBook = {
  readonly note: (made: RequestMade) => void
  /** What was heard last of each limit, the App's own in front, then by installation. */
  readonly all: () => readonly QuotaHeard[]
}

/** Keeps what GitHub's answers told last of each limit of each installation. */
export function createQuotaBook(now: () => number): QuotaBook {
  const book = new Map<string, QuotaHeard>()
  return {
    note: ({ installationId, resource, remaining, limit, resetAt }) => {
      if (remaining !== null && limit !== null) book.set(JSON.stringify([installationId, resource]), { installationId, resource, remaining, limit, resetAt, at: now() })
    },
    all: () => [...book.values()].sort((one, other) => (one.installationId ?? 0) - (other.installationId ?? 0) || (one.resource < other.resource ? -1 : 1)),
  }
}
