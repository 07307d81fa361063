import type { Mark, WorkTarget } from '../../model/work.ts'
import type { FromGitHub } from '../ports/github-ports.ts'
import type { KeepingPlace } from '../decisions/keep-decision.ts'
import type { Asked, KnownCommand, Scene } from './command-parts.ts'

/** The same saying has the same id, however often it is worked on. */
export function sayingOf({ target: { commentId } }: Pick<Asked, 'target'>, { position }: Pick<KnownCommand, 'position'>): string {
  return `comment-${commentId}:${position}`
}

/** The mark by which the head that the comment is about is judged anew, with a new check run: of the pull request while it is open, else of the default branch. */
export function againOf(scene: Scene, command: KnownCommand, now: number): Mark {
  const { pull, repository } = scene
  const target: WorkTarget = pull === null ? { kind: 'branch', name: repository.defaultBranch } : { kind: 'pull-request', number: pull.number }
  return { ...markOf(scene, target, now), again: sayingOf(scene, command) }
}

/** Marks of all heads: the default branch and every open pull request. `again` is the id of the asking for new check runs. */
export async function marksOfHeads(asked: Asked, again: string, now: number): Promise<FromGitHub<readonly Mark[]>> {
  const { port, repository } = asked
  const pulls = await port.openPullRequests(repository, null)
  if (!pulls.ok) return pulls
  const targets: readonly WorkTarget[] = [{ kind: 'branch', name: repository.defaultBranch }, ...pulls.value.map(({ number }) => ({ kind: 'pull-request', number }) as const)]
  return { ok: true, value: targets.map((target) => ({ ...markOf(asked, target, now), again })) }
}

/** Where something that a comment says is kept: GitHub is asked which pull requests are open. */
export function placeOf({ repository, port, item: { installationId } }: Pick<Asked, 'repository' | 'port' | 'item'>): KeepingPlace {
  return {
    repository, installationId,
    openPulls: async () => {
      const pulls = await port.openPullRequests(repository, null)
      return pulls.ok ? { ok: true, value: pulls.value.map(({ number }) => number) } : pulls
    },
  }
}

function markOf({ item: { installationId }, repository }: Asked, target: WorkTarget, dueAt: number): Mark {
  return { installationId, repositoryId: repository.id, target, dueAt, reason: 'command' }
}
