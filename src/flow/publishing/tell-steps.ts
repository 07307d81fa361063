import { createHash } from 'node:crypto'
import type { DomainEvent, Mark, WorkItem, WorkTarget } from '../../model/work.ts'
import type { Standing } from '../../steps/pull-moves.ts'
import type { Head } from '../ports/github-ports.ts'
import { capstoneMark } from './capstone-mark.ts'
import { ownBranchOf, type Judging } from '../judging/judging.ts'
import { commentedPulls } from './open-commented.ts'
import { stuckMark } from '../class/stuck-mark.ts'

/** The kind of the journal's event that says that the steps of a repository stand otherwise than before: read by `JournalStore.eventsOf`. */
export const STEPS_CHANGED = 'steps.changed'

const OF_HEADS = ['push', 'branch.deleted', 'pull_request.opened', 'pull_request.reopened', 'pull_request.synchronize', 'pull_request.closed'] as const
/** More heads than that are left until they move. */
const MOST_HEADS = 20

type ToTell = Pick<Head, 'repository' | 'branch' | 'pull'>
type Telling = Pick<Judging, 'journal' | 'publications' | 'work' | 'now'> & { readonly assessments: Pick<Judging['assessments'], 'newest'> }

/**
 * Notes in the journal where the steps stand otherwise than they were told last, once a change, and marks the other heads, whose comments and check runs tell of
 * them, and the capstone issue; where only what a pull request moves of them is otherwise, that one alone. All end with the same, whichever was judged first. Asks GitHub for nothing.
 */
export async function tellSteps({ steps, moves }: Standing, head: ToTell, item: WorkItem, parts: Telling): Promise<void> {
  const { repository: { id: repositoryId }, pull } = head
  const { journal, work, now } = parts
  const { installationId } = item
  const told = (await journal.eventsOf(repositoryId, STEPS_CHANGED)).toSorted((one, other) => countOf(one) - countOf(other)).at(-1)
  const digest = createHash('sha256').update(JSON.stringify(steps)).digest('hex')
  const isSame = told?.facts['digest'] === digest
  const moved = [...moves].flatMap(([number, text]) => (told?.facts[movesOfPull(number)] ?? '') === text ? [] : [number])
  if (isSame && moved.length === 0) return
  const at = now()
  const mark = (target: WorkTarget): Mark => ({ installationId, repositoryId, target, dueAt: at, reason: 'steps' })
  // The marks go first: with a crash between, they are made again.
  await work.mark(isSame
    ? moved.filter((number) => number !== pull?.number).map((number) => mark({ kind: 'pull-request', number }))
    : [...(await headsToTell(head, parts)).map(mark), capstoneMark(item, at, 'steps'), stuckMark(item, at, 'steps')], at)
  const count = (told === undefined ? 0 : countOf(told)) + 1
  const facts = { count, digest, done: steps.filter(({ state }) => state === 'done').length, states: steps.map(({ state }) => state).join(' '), ...Object.fromEntries([...moves].map(([number, text]) => [movesOfPull(number), text])) }
  await journal.addEvents([{ id: `${STEPS_CHANGED}:${repositoryId}:${count}`, kind: STEPS_CHANGED, installationId, repositoryId, actor: null, at, facts }])
}

/** Where the event of the journal says what a pull request moves. */
function movesOfPull(number: number): string {
  return `moves of #${number}`
}

async function headsToTell(head: ToTell, { journal, assessments, publications }: Telling): Promise<readonly WorkTarget[]> {
  const { repository: { id } } = head
  const commented = await commentedPulls(id, publications, MOST_HEADS)
  // What was never judged has nothing of ours that could be out of date.
  const isMainJudged = await assessments.newest(id, 'default-branch') !== null
  return otherHeads(await journal.eventsOf(id, ...OF_HEADS), commented, isMainJudged, head)
}

function countOf({ facts }: DomainEvent): number {
  return typeof facts['count'] === 'number' ? facts['count'] : 0
}

/**
 * The default branch where it was judged, the open pull requests and the branches that are there, without those of what is judged now: a branch with a pull request is told with that.
 * A pull request that has a comment of ours and of which no event told is open, as far as is known: it was opened before the App came.
 */
function otherHeads(events: readonly DomainEvent[], commented: readonly number[], isMainJudged: boolean, { repository, branch, pull }: ToTell): readonly WorkTarget[] {
  const { id, defaultBranch } = repository
  const pulls = new Map<number, DomainEvent | null>(commented.map((number) => [number, null]))
  const branches = new Map<string, string>()
  for (const event of events) {
    const { number, branch: name } = event.facts
    if (typeof number === 'number') pulls.set(number, event)
    else if (typeof name === 'string') branches.set(name, event.kind)
  }
  const open = [...pulls].filter(([, event]) => event?.kind !== 'pull_request.closed')
  const own = ownBranchOf({ repository, branch, pull })
  const told = new Set([defaultBranch, own, ...open.map(([, event]) => event?.facts['headRepositoryId'] === id ? event.facts['headBranch'] : null)])
  return [
    ...(!isMainJudged || (own === defaultBranch && pull === null) ? [] : [{ kind: 'branch', name: defaultBranch } as const]),
    ...open.filter(([number]) => number !== pull?.number).map(([number]): WorkTarget => ({ kind: 'pull-request', number })).reverse(),
    ...[...branches].filter(([name, kind]) => kind === 'push' && !told.has(name)).map(([name]): WorkTarget => ({ kind: 'branch', name })).reverse(),
  ].slice(0, MOST_HEADS)
}
