import { plainLine } from '../report/text/plain-line.ts'
import type { Pulled } from './happenings.ts'
import { mergesOf, mergesOfChange, newestOnDefault } from './merges.ts'
import { firstProof, type Earlier, type Proof, type Weighed } from './rule.ts'
import { short, type Story } from './story.ts'

/** Whether a pull request with the change of the model was merged. */
export function weighMerge(story: Story, earlier: Earlier): Weighed {
  const main = plainLine(story.defaultBranch, 80)
  const since = earlier('step-1.1')
  const proofs = mergesOfChange(story, since).map(({ at, number, sha }): Proof => ({
    at, commit: sha, basis: 'observed', evidence: [{ kind: 'pull', number, sha, says: `merged into ${main}` }], found: `Pull request #${number} was merged into ${main} (${short(sha)}).`,
  }))
  const pulls = new Map(story.happened.pulls.filter(({ baseBranch, byBot }) => baseBranch === story.defaultBranch && !byBot).map((pull) => [pull.number, pull]))
  const open = [...pulls.values()].filter(({ isOpen }) => isOpen)
  const fitting = fittingOf(open, since, story)
  const without = open.at(-1)
  const other = mergesOf(story).at(-1)
  const merged = new Set(mergesOf(story).map(({ number }) => number))
  const closed = [...pulls.values()].findLast(({ number, isOpen }) => !isOpen && !merged.has(number))
  const next = nextOf(story, other !== undefined || without !== undefined)
  return {
    proof: firstProof(proofs), against: null, unseen: null,
    open: fitting !== undefined
      ? { found: `Pull request #${fitting.number} into ${main} is open.`, next: `Merge pull request #${fitting.number} once its checks are green and you know how you would go back.` }
      : without !== undefined
        ? { found: `Pull request #${without.number} into ${main} is open; no change of the model (step 1.1) was seen in it.`, next }
      : other !== undefined
        ? { found: `Pull request #${other.number} was merged into ${main} (${short(other.sha)}); no change of the model (step 1.1) was seen in it.`, next }
      : closed !== undefined
        ? { found: `Pull request #${closed.number} was closed without being merged into ${main}.`, next: `Open pull request #${closed.number} again, or a new one into ${main}, and merge it once its checks are green.` }
        : { found: `No pull request into ${main} was seen.`, next },
  }
}

/** Of the open pull requests the newest that brings a change to the default branch, or one of which nothing tells: that was not judged, or whose change is known by a word alone. */
function fittingOf(open: readonly Pulled[], since: number | null, story: Story): Pulled | undefined {
  const { changes, commits } = story
  const now = newestOnDefault(story)
  const judged = new Set(commits.map(({ sha }) => sha))
  return open.findLast(({ head }) => changes.brings(head, now)) ?? open.findLast(({ head }) => since === Number.NEGATIVE_INFINITY || !judged.has(head))
}

/** What to do where no pull request is known that brings the change; `isOther`: there is one without it. */
function nextOf(story: Story, isOther: boolean): string {
  const { changes, happened: { pushes, deleted }, defaultBranch } = story
  const into = `into ${plainLine(defaultBranch, 80)}, and merge it once its checks are green.`
  const now = newestOnDefault(story)
  const branch = changes.all.findLast((one) => one.branch !== defaultBranch && !one.branch.startsWith('refs/') && changes.brings(one.after.sha, now))?.branch
  if (branch !== undefined) {
    const gone = deleted.findLast((one) => one.branch === branch)
    const isGone = gone !== undefined && pushes.every((push) => push.branch !== branch || push.at <= gone.at)
    return isGone
      ? `Restore ${plainLine(branch, 80)}, which had the change and was deleted, or change the model on a new branch; then open a pull request from it ${into}`
      : `Open a pull request from ${plainLine(branch, 80)}, which has the change, ${into}`
  }
  if (now !== null && changes.at(now) === 'has') return `The change came to ${plainLine(defaultBranch, 80)} without a pull request of its own. Make a further change of the model on a branch, then open a pull request from it ${into}`
  return isOther ? `Change the model on a branch of its own (step 1.1), then open a pull request from it ${into}` : `Open a pull request ${into.replace(', and', ' and')}`
}
