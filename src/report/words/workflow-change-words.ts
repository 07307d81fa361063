import type { WorkflowChange } from '../../model/workflow-change.ts'
import { code } from '../text/markdown-text.ts'

const MOST_NAMED = 3
const SHORT = 7

/** What a commit changes of the course's workflows, as one paragraph of Markdown with what that means and what to do; empty where it changes none. */
export function workflowChangeParagraph(changes: readonly WorkflowChange[]): string {
  if (changes.length === 0) return ''
  const rest = changes.length - MOST_NAMED
  return `**A workflow of the course is changed here:** ${changes.slice(0, MOST_NAMED).map(changeWords).join('; ')}${rest > 0 ? `; and ${rest} more` : ''}. The course's copy counts: `
    + 'what another one reports is taken as a claim, and not as seen. Put the course\'s copy back, or ask the course to list this one.\n\n'
}

function changeWords({ path, blobBefore, blobAfter, callBefore, callAfter }: WorkflowChange): string {
  const file = code(path)
  if (callBefore !== null) return callAfter === null ? `${file} no longer calls ${code(callBefore)}` : `${file} calls ${code(callAfter)} in place of ${code(callBefore)}`
  return blobAfter === null ? `${file} is no longer there (the course's copy is ${code(blobBefore.slice(0, SHORT))})` : `${file} is ${code(blobAfter.slice(0, SHORT))} in place of the course's copy ${code(blobBefore.slice(0, SHORT))}`
}
