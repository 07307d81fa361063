import { ciLintsOf, ciTestsOf } from '../ci/ci-checks.ts'
import { ciDeliveriesOf } from '../ci/ci-deliveries.ts'
import type { CiUse } from '../ci/ci-checks.ts'
import type { RepositoryFacts } from '../repository-facts.ts'
import type { ProofPlan } from '../../model/proof-plan.ts'

/** Delivered there is a page of documents, and no service. */
const PAGES = 'github-pages'
const OF_SERVICE: ReadonlySet<string> = new Set(['deployment', 'infrastructure', 'image'])

/**
 * The environments whose deployments say nothing. GitHub keeps a deployment for every job that names one: a job that only tests there (for its secrets) delivers
 * nothing, and one that publishes a package puts no service into operation.
 */
export function idleEnvironmentsOf(facts: RepositoryFacts): ProofPlan['idleEnvironments'] {
  const namesOf = (uses: readonly CiUse[]): readonly string[] => uses.flatMap(({ step }) => step.environmentName ?? [])
  const deliveries = ciDeliveriesOf(facts)
  const delivering = new Set(namesOf(deliveries))
  const serving = new Set(namesOf(deliveries.filter(({ delivery }) => OF_SERVICE.has(delivery.what))))
  const checking = [...new Set(namesOf([...ciTestsOf(facts), ...ciLintsOf(facts)]))].filter((name) => !delivering.has(name))
  return { ofPipeline: [PAGES, ...checking], ofService: [PAGES, ...checking, ...[...delivering].filter((name) => !serving.has(name))] }
}
