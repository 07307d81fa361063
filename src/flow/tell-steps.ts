import { createHash } from 'node:crypto'
import type { StepRecord } from '../model/progress.ts'
import type { DomainEvent, Mark, WorkItem, WorkTarget } from '../model/work.ts'
import type { Head } from './github-ports.ts'
import type { Judging } from './judging.ts'

/** The kind of the journal's event that says that the steps of a repository stand otherwise than before: read by `JournalStore.eventsOf`. */
export const STEPS_CHANGED = 'steps.changed'

const OF_HEADS = ['push', 'branch.deleted', 'pull_request.opened', 'pull_request.reopened', 'pull_request.synchronize', 'pull_request.closed'] as const
/** More heads than that are left until they move. */
const MOST_HEADS = 20

/**
 * Notes in the journal where the steps stand otherwise than they were told last, once a change, and marks the other heads, whose comments and check runs tell of
 * them: all end with the same, whichever was judged first. Asks GitHub for nothing.
 */
export async function tellSteps(steps: readonly StepRecord[], head: Pick<Head, 'repository' | 'branch' | 'pull'>, item: WorkItem, { journal, work, now }: Pick<Judging, 'journal' | 'work' | 'now'>): Promise<void> {
  const { repository: { id: repositoryId } } = head
  const told = (await journal.eventsOf(repositoryId, STEPS_CHANGED)).toSorted((one, other) => countOf(one) - countOf(other)).at(-1)
  const digest = createHash('sha256').update(JSON.stringify(steps)).digest('hex')
  if (told?.facts['digest'] === digest) return
  const at = now()
  // The marks go first: with a crash between, they are made again.
  await work.mark(otherHeads(await journal.eventsOf(repositoryId, ...OF_HEADS), head).map((target): Mark => ({ installationId: item.installationId, repositoryId, target, dueAt: at, reason: 'steps' })), at)
  const count = (told === undefined ? 0 : countOf(told)) + 1
  const facts = { count, digest, done: steps.filter(({ state }) => state === 'done').length, states: steps.map(({ state }) => state).join(' ') }
  await journal.addEvents([{ id: `${STEPS_CHANGED}:${repositoryId}:${count}`, kind: STEPS_CHANGED, installationId: item.installationId, repositoryId, actor: null, at, facts }])
}

function countOf({ facts }: DomainEvent): number {
  return typeof facts['count'] === 'number' ? facts['count'] : 0
}

/** The open pull requests and the branches that are there, without those of what is judged now: a branch with a pull request is told with that. */
function otherHeads(events: readonly DomainEvent[], { pull, branch, repository: { id, defaultBranch } }: Pick<Head, 'repository' | 'branch' | 'pull'>): readonly WorkTarget[] {
  const pulls = new Map<number, DomainEvent>()
  const branches = new Map<string, string>()
  for (const event of events) {
    const { number, branch: name } = event.facts
    if (typeof number === 'number') pulls.set(number, event)
    else if (typeof name === 'string') branches.set(name, event.kind)
  }
  const open = [...pulls].filter(([, { kind }]) => kind !== 'pull_request.closed')
  const told = new Set([branch, pull?.head.repositoryId === id ? pull.head.branch : null, ...open.map(([, { facts }]) => facts['headRepositoryId'] === id ? facts['headBranch'] : null)])
  const there = [...branches].filter(([name, kind]) => kind === 'push' && (name === defaultBranch ? branch !== name || pull !== null : !told.has(name)))
  return [...open.filter(([number]) => number !== pull?.number).map(([number]): WorkTarget => ({ kind: 'pull-request', number })), ...there.map(([name]): WorkTarget => ({ kind: 'branch', name }))].slice(-MOST_HEADS)
}
