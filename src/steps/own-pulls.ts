import type { Happenings, Pulled } from './happenings.ts'
import type { StoryRun } from './runs.ts'

/** What became of the pull requests whose head is the branch of a run: of the repository itself, or of the same fork. */
export function pullsOf({ branch, fork }: Pick<StoryRun, 'branch' | 'fork'>, { pulls }: Pick<Happenings, 'pulls'>): readonly Pulled[] {
  return pulls.filter((pull) => pull.headBranch === branch && (fork === null ? pull.fork === null : pull.fork === fork || fork === `refs/pull/${pull.number}/head`))
}
