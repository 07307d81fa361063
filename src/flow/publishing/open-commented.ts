import type { DomainEvent } from '../../model/work.ts'
import type { JournalStore, PublicationStore } from '../ports/store-ports.ts'

/** More than that are left until they move. */
const MOST = 20
const OF_PULLS = ['pull_request.opened', 'pull_request.reopened', 'pull_request.synchronize', 'pull_request.closed'] as const

/** The numbers of the pull requests that have a comment of ours, those that were written to last in front. */
export async function commentedPulls(repositoryId: number, publications: Pick<PublicationStore, 'newest'>, most: number): Promise<readonly number[]> {
  return (await publications.newest(repositoryId, 'comment', most)).map(({ place }) => Number(place))
}

/** Those of them that are open, as far as is known: one of which no event told was opened before the App came. Asks GitHub for nothing. */
export async function openCommented(repositoryId: number, { journal, publications }: { readonly journal: Pick<JournalStore, 'eventsOf'>; readonly publications: Pick<PublicationStore, 'newest'> }): Promise<readonly number[]> {
  const commented = await commentedPulls(repositoryId, publications, MOST)
  if (commented.length === 0) return []
  const newest = new Map<unknown, DomainEvent>((await journal.eventsOf(repositoryId, ...OF_PULLS)).map((event) => [event.facts['number'], event]))
  return commented.filter((number) => newest.get(number)?.kind !== 'pull_request.closed')
}
