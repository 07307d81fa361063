import { groupedBy } from '../facts/grouped.ts'
import type { Happenings } from './happenings.ts'
import type { StoryRun } from './runs.ts'

/**
 * The line of work that a run is of. `key` tells lines apart: a branch that was deleted and made again is another one. `isDeleted`: its branch was deleted since the
 * head of the run came, though the run may have ended later.
 */
export type RunLine = { readonly key: string; readonly isDeleted: boolean }

/** Tells the line of a run, by the pushes that brought its head and the deletions of its branch. */
export function linesOf({ pushes, deleted }: Pick<Happenings, 'pushes' | 'deleted'>): (run: StoryRun) => RunLine {
  const brought = groupedBy(pushes, ({ branch, after }) => `${branch} ${after}`)
  const deletions = groupedBy(deleted, ({ branch }) => branch)
  return ({ fork, branch, head, at }) => {
    const own = fork === null && branch !== null ? deletions.get(branch) ?? [] : []
    const start = own.length === 0 ? at : (brought.get(`${branch} ${head}`) ?? []).findLast((push) => push.at <= at)?.at ?? at
    const before = own.filter((one) => one.at < start).length
    return { key: `${fork ?? ''} ${branch ?? head} ${before}`, isDeleted: before < own.length }
  }
}
