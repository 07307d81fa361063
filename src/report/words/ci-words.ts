import type { AwaitedRun, CiState } from '../../model/ci-state.ts'
import type { WorkflowRun } from '../../model/run.ts'
import { code, codeLink } from '../text/markdown-text.ts'
import { plainLine } from '../text/plain-line.ts'

/** How many runs are named. */
const MOST_NAMED = 6
const HELD_BY: Readonly<Record<AwaitedRun['why'], string>> = { 'not-started': 'it has not started', running: 'it runs', approval: 'somebody with write access must let it run, as for a fork or a first contribution', environment: 'its environment asks for a review, or for a time to pass' }

/** Where CI on the commit stands, as a paragraph of Markdown: what has ended and how, what is awaited and what holds it. */
export function ciParagraph({ state, counted, awaited }: CiState): string {
  // A push and its pull request run the same workflow on one commit: the event tells the two apart.
  const isTwice = (run: WorkflowRun): boolean => counted.filter(({ name, path }) => name === run.name && path === run.path).length > 1
  const runs = named(counted, (run) => `${runLink(run)}${isTwice(run) ? ` (${code(run.event)})` : ''} ${run.conclusion ?? 'without a conclusion'}`)
  const also = counted.length === 0 ? '' : ` Ended: ${runs}.`
  const open = named(awaited, (run) => `${code(fileOf(run.path))} (${HELD_BY[run.why]})`)
  switch (state) {
    case 'at-rest': return counted.length === 0 ? '**CI on this commit:** no run of a workflow was found, and none is awaited.' : `**CI on this commit** has ended: ${runs}.`
    case 'awaited': return `**CI on this commit** is awaited: ${open}.${also} This check closes when it has ended.`
    case 'given-up': return `**CI on this commit** did not end and is not waited for any more: ${open}.${also}`
  }
}

/** The same for a comment, which is not rewritten with every run: while CI is awaited, only that it is. */
export function ciParagraphOfComment(ci: CiState): string {
  return ci.state === 'awaited' ? '**CI on this commit** has not ended; the check run says what is awaited. This comment is brought up to date then.' : ciParagraph(ci)
}

/** The files of the awaited workflows in a few words of plain text. */
export function awaitedWords({ awaited }: CiState): string {
  return awaited.length === 0 ? 'CI' : `${awaited.slice(0, 3).map(({ path, why }) => `${plainLine(fileOf(path), 40)}${why === 'approval' || why === 'environment' ? ' (to be approved)' : ''}`).join(', ')}${awaited.length > 3 ? ` and ${awaited.length - 3} more` : ''}`
}

function runLink(run: WorkflowRun): string {
  return codeLink(run.name === '' ? fileOf(run.path) : run.name, run.url)
}

function named<One>(list: readonly One[], say: (one: One) => string): string {
  return `${list.slice(0, MOST_NAMED).map(say).join(', ')}${list.length > MOST_NAMED ? ` and ${list.length - MOST_NAMED} more` : ''}`
}

function fileOf(path: string): string {
  return path.split('/').at(-1) ?? path
}
