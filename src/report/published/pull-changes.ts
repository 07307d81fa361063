import type { StepRecord } from '../../model/progress.ts'
import type { AssessmentRecord } from '../../model/record.ts'
import { commitAddress } from '../text/addresses.ts'
import { changesSince, type EarlierRecord } from '../changes.ts'
import { betterChange, toldLines, worseChange, type Told } from '../formats/markdown-changes.ts'
import { stepTitle } from '../formats/markdown-steps.ts'
import { code, codeLink, sentence } from '../text/markdown-text.ts'
import { stepsMoved } from '../words/step-words.ts'

/** What a pull request is compared with: the record of its base, and the steps as they stand without it. */
export type PullBase = { readonly branch: string; readonly record: EarlierRecord | null; readonly steps: readonly StepRecord[] }

/**
 * What a pull request moves (steps of the capstone first, then items that are better than on its base) and what it breaks, as sections of Markdown; one line where
 * it changes nothing of it, nothing where its base was never judged and no step moved.
 */
export function pullSection(base: PullBase, record: AssessmentRecord): string {
  const steps = stepsMoved(base.steps, record.steps)
  const { better, worse } = base.record === null ? { better: [], worse: [] } : changesSince(base.record, record)
  const moved = [...steps.done.map((step) => stepChange(step, 'done')), ...better.map((change) => betterChange(change, record))]
  const broken = [...worse.map((change) => worseChange(change, record)), ...steps.held.map((step) => stepChange(step, 'held'))]
  const against = baseWords(base, record)
  if (moved.length + broken.length === 0) return base.record === null ? '' : `This pull request changes no outcome against ${against}.\n\n`
  return [
    ...(moved.length === 0 ? [] : [`### What this pull request moves\n\nAgainst ${against}:\n\n`, ...toldLines(moved), '\n']),
    ...(broken.length === 0 ? [] : [`### What it breaks\n\n${moved.length === 0 ? `Against ${against}:\n\n` : ''}`, ...toldLines(broken), '\n']),
  ].join('')
}

function stepChange(step: StepRecord, state: 'done' | 'held'): Told {
  return { title: stepTitle(step), line: `- ${stepTitle(step)} is ${state}: ${sentence(step.found)}\n` }
}

function baseWords({ branch, record: base }: PullBase, { repository: { url } }: AssessmentRecord): string {
  const commit = base?.repository.commit ?? null
  return `${code(branch)}${commit === null ? '' : ` at ${codeLink(commit.slice(0, 7), commitAddress({ url, commit }))}`}`
}
