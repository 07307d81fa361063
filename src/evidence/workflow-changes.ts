import type { Trust } from '../model/course.ts'
import type { ProofPlan, WorkflowShape } from '../model/proof-plan.ts'
import type { WorkflowChange } from '../model/workflow-change.ts'
import { isListedCopy, trustedCall } from './trust.ts'

type Plan = Pick<ProofPlan, 'workflows' | 'calls'>

/**
 * The workflows of the course that are in place at the base and not at the head: a listed copy that is another file there (or an action of it), a call that is gone or no
 * longer goes to a commit that the course lists. To move on to another one that it lists changes nothing.
 */
export function workflowChanges(base: Plan, head: Plan, trust: Trust): readonly WorkflowChange[] {
  return [...base.workflows.flatMap((workflow) => isListedCopy(workflow, trust) ? copyChanges(workflow, head, trust) : []), ...callChanges(base, head, trust)]
}

function copyChanges(before: WorkflowShape, head: Plan, trust: Trust): readonly WorkflowChange[] {
  const after = head.workflows.find(({ path }) => path === before.path)
  if (after !== undefined && isListedCopy(after, trust)) return []
  // A file that was moved is still the course's.
  if (after === undefined && head.workflows.some((other) => other.blob === before.blob && isListedCopy(other, trust))) return []
  const change = (path: string, blobBefore: string, blobAfter: string | null): WorkflowChange => ({ path, blobBefore, blobAfter, callBefore: null, callAfter: null })
  if (after === undefined || after.blob !== before.blob) return [change(before.path, before.blob, after?.blob ?? null)]
  const parts = Object.entries(after.blobs).filter(([path, blob]) => !Object.is(before.blobs[path], blob))
  return parts.length === 0 ? [change(before.path, before.blob, after.blob)] : parts.map(([path, blob]) => change(path, before.blobs[path] ?? before.blob, blob))
}

function callChanges(base: Plan, head: Plan, trust: Trust): readonly WorkflowChange[] {
  const found = new Map<string, WorkflowChange>()
  for (const call of base.calls) {
    const workflow = trustedCall(call.says, trust)
    if (workflow === null) continue
    const others = head.calls.filter(({ says }) => says.slice(0, says.lastIndexOf('@')).toLowerCase() === call.says.slice(0, call.says.lastIndexOf('@')).toLowerCase())
    if (others.some(({ says }) => trustedCall(says, trust) !== null)) continue
    const change = { path: call.path, blobBefore: blobAt(base, call.path) ?? '', blobAfter: blobAt(head, call.path), callBefore: call.says, callAfter: others[0]?.says ?? null }
    found.set(`${change.path}\n${change.callBefore}`, change)
  }
  return [...found.values()]
}

function blobAt({ workflows }: Plan, path: string): string | null {
  for (const workflow of workflows) {
    if (workflow.path === path) return workflow.blob
    if (Object.hasOwn(workflow.blobs, path)) return workflow.blobs[path] ?? null
  }
  return null
}
