import { createHash } from 'node:crypto'
import type { StepRecord } from '../model/progress.ts'
import type { DomainEvent, Mark } from '../model/work.ts'
import type { Judged, Judging } from './judging.ts'

/** The kind of the journal's event that says that the steps of a repository stand otherwise than before: read by `JournalStore.eventsOf`. */
export const STEPS_CHANGED = 'steps.changed'

const OF_PULLS = ['pull_request.opened', 'pull_request.reopened', 'pull_request.synchronize', 'pull_request.closed'] as const

/**
 * Notes in the journal where the steps stand otherwise than they were told last (another state, another proof), once a change, and marks the other open pull
 * requests, whose comments tell of them: all end with the same, whichever was judged first. Asks GitHub for nothing.
 */
export async function tellSteps(steps: readonly StepRecord[], { head: { repository, pull }, item }: Judged, { journal, work, now }: Pick<Judging, 'journal' | 'work' | 'now'>): Promise<void> {
  const told = (await journal.eventsOf(repository.id, STEPS_CHANGED)).toSorted((one, other) => countOf(one) - countOf(other)).at(-1)
  const digest = createHash('sha256').update(JSON.stringify(steps.map(({ id, state, basis, commit }) => [id, state, basis, commit]))).digest('hex')
  if (told?.facts['digest'] === digest) return
  const at = now()
  const pulls = openPulls(await journal.eventsOf(repository.id, ...OF_PULLS)).filter((number) => number !== pull?.number)
  // The marks go first: with a crash between, they are made again.
  await work.mark(pulls.map((number): Mark => ({ installationId: item.installationId, repositoryId: repository.id, target: { kind: 'pull-request', number }, dueAt: at, reason: 'steps' })), at)
  const count = (told === undefined ? 0 : countOf(told)) + 1
  const facts = { count, digest, done: steps.filter(({ state }) => state === 'done').length, states: steps.map(({ state }) => state).join(' ') }
  await journal.addEvents([{ id: `${STEPS_CHANGED}:${repository.id}:${count}`, kind: STEPS_CHANGED, installationId: item.installationId, repositoryId: repository.id, actor: null, at, facts }])
}

function countOf({ facts }: DomainEvent): number {
  return typeof facts['count'] === 'number' ? facts['count'] : 0
}

function openPulls(events: readonly DomainEvent[]): readonly number[] {
  const newest = new Map(events.flatMap(({ kind, facts }) => typeof facts['number'] === 'number' ? [[facts['number'], kind] as const] : []))
  return [...newest].filter(([, kind]) => kind !== 'pull_request.closed').map(([number]) => number)
}
