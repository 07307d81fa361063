import type { WorkflowShape } from '../../model/proof-plan.ts'
import { ciOf } from '../ci/ci-facts.ts'
import type { RepositoryFacts } from '../repository-facts.ts'

/** `actions/upload-artifact` and what others made of it; an action that collects evidence uploads it. */
const UPLOADS = /(?:^|[/_-])upload[\w-]*artifacts?(?:[/@]|$)|\/evidence(?:@|$)/i

/** The workflows of which a step uploads an artifact, by their paths; one that calls a workflow elsewhere may do so there. */
export function uploadingWorkflowsOf(facts: RepositoryFacts, workflows: readonly WorkflowShape[]): readonly string[] {
  const uploading = new Set(ciOf(facts).actions.filter(({ uses, inactive }) => inactive === null && UPLOADS.test(uses)).map(({ workflow }) => workflow))
  return workflows.filter(({ path, jobs }) => uploading.has(path) || jobs.some(({ calls }) => calls !== null)).map(({ path }) => path)
}
