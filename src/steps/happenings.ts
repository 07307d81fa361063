import type { DomainEvent } from '../model/work.ts'
import { inOrder, type ProgressSeen } from './seen.ts'

/** Commits came to a branch of the repository. `before` is null where the branch is new. */
export type Pushed = { readonly id: string; readonly at: number; readonly branch: string; readonly before: string | null; readonly after: string; readonly byBot: boolean }

/** What became of a pull request. `isForked`: it comes from another repository. `byBot`: a bot opened it, or did this to it. */
export type Pulled = {
  readonly id: string
  readonly at: number
  readonly action: string
  readonly number: number
  readonly head: string
  readonly headBranch: string
  readonly base: string
  readonly baseBranch: string
  readonly isForked: boolean
  /** Tells forks apart, as of runs; null where it comes from the repository itself. */
  readonly fork: string | null
  /** Whether it is open behind this. */
  readonly isOpen: boolean
  readonly isMerged: boolean
  readonly mergeSha: string | null
  readonly byBot: boolean
  /** Who opened it, by numeric id; null where that is not known. */
  readonly authorId: number | null
}

/** An attempt of a run that ended, as a webhook told it; `fork` tells the forks apart that a run may be of, null where it is of the repository itself. */
export type RunEnded = { readonly id: string; readonly at: number; readonly runId: number; readonly attempt: number; readonly workflowId: number; readonly event: string; readonly head: string; readonly branch: string | null; readonly fork: string | null; readonly conclusion: string | null }

export type Stated = { readonly id: string; readonly at: number; readonly deploymentId: number; readonly sha: string; readonly state: string }

/** The events of a repository, read and sorted: by GitHub's time, then by id. */
export type Happenings = {
  readonly pushes: readonly Pushed[]
  readonly pulls: readonly Pulled[]
  readonly deleted: readonly { readonly at: number; readonly branch: string }[]
  readonly runs: readonly RunEnded[]
  readonly stated: readonly Stated[]
}

const NONE = /^0*$/

/** Branches that hold the pages that a tool made of the repository, by the name that GitHub Pages, MkDocs and Sphinx's publishers give them. */
const OF_PAGES = /^(?:gh|github)-pages$/

/** Whether a branch holds no work of a person, but the pages that were made of it. */
export function isOfPages(branch: string | null, { defaultBranch }: Pick<ProgressSeen['repository'], 'defaultBranch'>): boolean {
  return branch !== null && branch !== defaultBranch && OF_PAGES.test(branch)
}

/** Reads the events; what lacks a field of its kind is left out, and so is what came to a branch of pages. */
export function happeningsOf({ repository, events }: Pick<ProgressSeen, 'repository' | 'events'>): Happenings {
  const ordered = inOrder(events).filter(({ kind, facts }) => !((kind === 'push' || kind.startsWith('workflow_run.')) && isOfPages(text(facts['branch'] ?? facts['headBranch']), repository)))
  const bots = new Set(ordered.flatMap(({ actor }) => actor !== null && isBot(actor.login) ? [actor.id] : []))
  const of = (kind: string): readonly DomainEvent[] => ordered.filter((event) => event.kind === kind)
  return {
    pushes: byChain(of('push').flatMap(pushOf)),
    pulls: withStates(ordered.filter(({ kind }) => kind.startsWith('pull_request.')).flatMap((event) => pullOf(event, repository.id, bots))),
    deleted: of('branch.deleted').map(({ at, facts }) => ({ at, branch: text(facts['branch']) })),
    runs: of('workflow_run.completed').flatMap((event) => runOf(event, repository.id)),
    stated: of('deployment_status').flatMap(({ id, at, facts }) => {
      const [deploymentId, sha] = [facts['deploymentId'], text(facts['sha'])]
      return typeof deploymentId === 'number' && sha !== '' ? [{ id, at, deploymentId, sha, state: text(facts['state']) }] : []
    }),
  }
}

/** A bot's login on GitHub ends so; nobody else's can. */
function isBot(login: string): boolean {
  return login.endsWith('[bot]')
}

function pushOf({ id, at, actor, facts }: DomainEvent): readonly Pushed[] {
  const [branch, before, after] = [text(facts['branch']), text(facts['before']), text(facts['after'])]
  if (branch === '' || NONE.test(after)) return []
  return [{ id, at, branch, before: facts['created'] === true || NONE.test(before) ? null : before, after, byBot: actor !== null && isBot(actor.login) }]
}

function pullOf({ id, at, kind, actor, facts }: DomainEvent, repositoryId: number, bots: ReadonlySet<number>): readonly Omit<Pulled, 'isOpen'>[] {
  const { number, authorId } = facts
  if (typeof number !== 'number') return []
  const byBot = facts['authorIsBot'] === true || (typeof authorId === 'number' && bots.has(authorId)) || (actor !== null && isBot(actor.login) && !kind.endsWith('.closed'))
  return [{
    id, at, number, action: kind.slice('pull_request.'.length), head: text(facts['headSha']), headBranch: text(facts['headBranch']), base: text(facts['baseSha']), baseBranch: text(facts['baseBranch']),
    isForked: facts['headRepositoryId'] !== repositoryId, fork: facts['headRepositoryId'] === repositoryId ? null : String(facts['headRepositoryId']), isMerged: kind.endsWith('.closed') && facts['merged'] === true, mergeSha: text(facts['mergeSha']) === '' ? null : text(facts['mergeSha']), byBot, authorId: typeof authorId === 'number' ? authorId : null,
  }]
}

/** A pull request is open until it is closed, and again once it is opened again or pushed to; to edit its words changes neither. */
function withStates(pulls: readonly Omit<Pulled, 'isOpen'>[]): readonly Pulled[] {
  const open = new Map<number, boolean>()
  return pulls.map((pull) => {
    const isOpen = pull.action !== 'closed' && (pull.action !== 'edited' || (open.get(pull.number) ?? true))
    open.set(pull.number, isOpen)
    return { ...pull, isOpen }
  })
}

function runOf({ id, at, facts }: DomainEvent, repositoryId: number): readonly RunEnded[] {
  const [runId, attempt, workflowId] = [facts['runId'], facts['attempt'], facts['workflowId']]
  if (typeof runId !== 'number' || typeof attempt !== 'number' || typeof workflowId !== 'number') return []
  const [branch, conclusion] = [text(facts['headBranch']), text(facts['conclusion'])]
  return [{
    id, at, runId, attempt, workflowId, event: text(facts['event']), head: text(facts['headSha']), branch: branch === '' ? null : branch, fork: facts['headRepositoryId'] === repositoryId ? null : String(facts['headRepositoryId']),
    conclusion: conclusion === '' ? null : conclusion,
  }]
}

function text(value: string | number | boolean | null | undefined): string {
  return typeof value === 'string' ? value : ''
}

/** GitHub tells of pushes to the second: of several in one, each stands behind the one it continues. */
function byChain(pushes: readonly Pushed[]): readonly Pushed[] {
  const ordered: Pushed[] = []
  for (let start = 0; start < pushes.length;) {
    const end = pushes.findIndex(({ at }, index) => index > start && at !== pushes[start]?.at)
    const left = pushes.slice(start, end < 0 ? pushes.length : end)
    start += left.length
    while (left.length > 0) {
      const next = left.findIndex((one) => !left.some((other) => other !== one && other.branch === one.branch && other.after === one.before))
      // A circle of pushes in one second has no beginning.
      ordered.push(...left.splice(Math.max(0, next), 1))
    }
  }
  return ordered
}
