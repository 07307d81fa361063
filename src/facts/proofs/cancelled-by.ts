import type { CancelledBy } from '../../model/proof-plan.ts'
import { asMap, asText, type Json } from '../../parse/json.ts'

/** A branch or a pull request has a group of its own. */
const OF_BRANCH = /github\.(?:ref|ref_name|head_ref|base_ref)\b|github\.event\.(?:pull_request|number|ref|workflow_run\.head_branch)\b/
/** Each run has a group of its own. */
const OF_RUN = /github\.(?:sha|run_id|run_number|event\.(?:after|head_commit|pull_request\.head\.sha))\b/

/**
 * What `concurrency` says of runs that are under way when a newer one begins (GitHub's syntax of workflows). `cancel-in-progress` may be an expression: then it can
 * hold. A group whose name is made of what cannot be told here says nothing.
 */
export function cancelledBy(concurrency: Json): CancelledBy | null {
  const written = asMap(concurrency)
  const cancels = asText(written?.['cancel-in-progress']) ?? 'false'
  const group = (asText(written?.['group']) ?? '').slice(0, 1000)
  if (group === '' || !(cancels === 'true' || cancels.includes('${{'))) return null
  if (OF_RUN.test(group)) return OF_BRANCH.test(group) && group.includes('||') ? 'run-of-pull-request' : null
  if (OF_BRANCH.test(group)) return 'run-of-branch'
  return /\$\{\{/.test(group.replaceAll(/\$\{\{\s*github\.(?:workflow|repository|actor|event_name|workflow_ref)\s*\}\}/g, '')) ? null : 'any-run'
}
